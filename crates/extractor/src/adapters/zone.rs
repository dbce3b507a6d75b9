//! The zone of a status page, by its IANA name or by the name that Ruby on Rails gives it.

use chrono_tz::{TZ_VARIANTS, Tz};

/// The zone of that name.
pub(super) fn zone_of(name: &str) -> Option<Tz> {
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    match name {
        "Pacific Time (US & Canada)" => Some(Tz::America__Los_Angeles),
        "Mountain Time (US & Canada)" => Some(Tz::America__Denver),
        "Central Time (US & Canada)" => Some(Tz::America__Chicago),
        "Eastern Time (US & Canada)" => Some(Tz::America__New_York),
        _ => city(name),
    }
}

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
        assert_eq!(zone_of("Somewhere"), None);
    }
}
