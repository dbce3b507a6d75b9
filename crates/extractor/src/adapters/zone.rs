//! The zone of a status page, by its IANA name or by the name that Ruby on Rails gives it.

use chrono_tz::{TZ_VARIANTS, Tz};

/// The zone of that name.
pub(super) fn zone_of(name: &str) -> Option<Tz> {
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    let known = RAILS.iter().find(|(known, _)| *known == name);
    known.map(|(_, zone)| *zone).or_else(|| city(name))
}

/// The names of Rails that are no name of IANA's, nor the city in one (`ActiveSupport::TimeZone::MAPPING`).
const RAILS: &[(&str, Tz)] = &[
    ("International Date Line West", Tz::Etc__GMTPlus12),
    ("Midway Island", Tz::Pacific__Midway),
    ("American Samoa", Tz::Pacific__Pago_Pago),
    ("Hawaii", Tz::Pacific__Honolulu),
    ("Alaska", Tz::America__Juneau),
    ("Pacific Time (US & Canada)", Tz::America__Los_Angeles),
    ("Mountain Time (US & Canada)", Tz::America__Denver),
    ("Arizona", Tz::America__Phoenix),
    ("Central Time (US & Canada)", Tz::America__Chicago),
    ("Guadalajara", Tz::America__Mexico_City),
    ("Central America", Tz::America__Guatemala),
    ("Saskatchewan", Tz::America__Regina),
    ("Eastern Time (US & Canada)", Tz::America__New_York),
    ("Indiana (East)", Tz::America__Indiana__Indianapolis),
    ("Quito", Tz::America__Lima),
    ("Atlantic Time (Canada)", Tz::America__Halifax),
    ("Georgetown", Tz::America__Guyana),
    ("Newfoundland", Tz::America__St_Johns),
    ("Brasilia", Tz::America__Sao_Paulo),
    ("Greenland", Tz::America__Godthab),
    ("Mid-Atlantic", Tz::Atlantic__South_Georgia),
    ("Cape Verde Is.", Tz::Atlantic__Cape_Verde),
    ("Edinburgh", Tz::Europe__London),
    ("West Central Africa", Tz::Africa__Algiers),
    ("Bern", Tz::Europe__Zurich),
    ("Kyiv", Tz::Europe__Kiev),
    ("Harare", Tz::Africa__Harare),
    ("Pretoria", Tz::Africa__Johannesburg),
    ("St. Petersburg", Tz::Europe__Moscow),
    ("Abu Dhabi", Tz::Asia__Muscat),
    ("Ekaterinburg", Tz::Asia__Yekaterinburg),
    ("Islamabad", Tz::Asia__Karachi),
    ("Chennai", Tz::Asia__Kolkata),
    ("Mumbai", Tz::Asia__Kolkata),
    ("New Delhi", Tz::Asia__Kolkata),
    ("Sri Jayawardenepura", Tz::Asia__Colombo),
    ("Astana", Tz::Asia__Almaty),
    ("Hanoi", Tz::Asia__Bangkok),
    ("Beijing", Tz::Asia__Shanghai),
    ("Ulaanbaatar", Tz::Asia__Ulaanbaatar),
    ("Osaka", Tz::Asia__Tokyo),
    ("Sapporo", Tz::Asia__Tokyo),
    ("Canberra", Tz::Australia__Canberra),
    ("Solomon Is.", Tz::Pacific__Guadalcanal),
    ("New Caledonia", Tz::Pacific__Noumea),
    ("Marshall Is.", Tz::Pacific__Majuro),
    ("Wellington", Tz::Pacific__Auckland),
    ("Nuku'alofa", Tz::Pacific__Tongatapu),
    ("Tokelau Is.", Tz::Pacific__Fakaofo),
    ("Chatham Is.", Tz::Pacific__Chatham),
    ("Samoa", Tz::Pacific__Apia),
];

/// Rails names most zones after a city, as IANA does.
fn city(name: &str) -> Option<Tz> {
    let name = name.replace(' ', "_");
    let is_city = |zone: &Tz| zone.name().rsplit('/').next() == Some(name.as_str());
    TZ_VARIANTS.iter().copied().find(is_city)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rails_names_are_known() {
        assert_eq!(zone_of("Europe/Paris"), Some(Tz::Europe__Paris));
        assert_eq!(zone_of("London"), Some(Tz::Europe__London));
        assert_eq!(zone_of("Eastern Time (US & Canada)"), Some(Tz::America__New_York));
        for (name, zone) in [
            ("Mumbai", Tz::Asia__Kolkata),
            ("Beijing", Tz::Asia__Shanghai),
            ("Edinburgh", Tz::Europe__London),
            ("Arizona", Tz::America__Phoenix),
            ("Nuku'alofa", Tz::Pacific__Tongatapu),
            ("Melbourne", Tz::Australia__Melbourne),
            ("Kuala Lumpur", Tz::Asia__Kuala_Lumpur),
            ("Buenos Aires", Tz::America__Argentina__Buenos_Aires),
        ] {
            assert_eq!(zone_of(name), Some(zone), "{name}");
        }
        assert_eq!(zone_of("Somewhere"), None);
    }
}
