//! The zone of a country, where it has only one.

use chrono_tz::Tz;

/// The zone of the country with this ISO 3166 code or country-code domain, in any case (`GB`, `uk`,
/// `in`). `None` for countries with several zones, and for domains that are used everywhere (`io`, `co`,
/// `ai`). A hint for [`DateContext::zone`](super::DateContext::zone): it decides what `IST` or `BST` mean.
pub fn zone_of_country(code: &str) -> Option<Tz> {
    let zone = match code.trim().to_ascii_lowercase().as_str() {
        "ae" => Tz::Asia__Dubai,
        "at" => Tz::Europe__Vienna,
        "bd" => Tz::Asia__Dhaka,
        "be" => Tz::Europe__Brussels,
        "bg" => Tz::Europe__Sofia,
        "ch" => Tz::Europe__Zurich,
        "cn" => Tz::Asia__Shanghai,
        "cz" => Tz::Europe__Prague,
        "de" => Tz::Europe__Berlin,
        "dk" => Tz::Europe__Copenhagen,
        "ee" => Tz::Europe__Tallinn,
        "fi" => Tz::Europe__Helsinki,
        "fr" => Tz::Europe__Paris,
        "gb" | "uk" => Tz::Europe__London,
        "gr" => Tz::Europe__Athens,
        "hk" => Tz::Asia__Hong_Kong,
        "hr" => Tz::Europe__Zagreb,
        "hu" => Tz::Europe__Budapest,
        "ie" => Tz::Europe__Dublin,
        "il" => Tz::Asia__Jerusalem,
        "in" => Tz::Asia__Kolkata,
        "it" => Tz::Europe__Rome,
        "jp" => Tz::Asia__Tokyo,
        "kr" => Tz::Asia__Seoul,
        "lk" => Tz::Asia__Colombo,
        "lt" => Tz::Europe__Vilnius,
        "lu" => Tz::Europe__Luxembourg,
        "lv" => Tz::Europe__Riga,
        "my" => Tz::Asia__Kuala_Lumpur,
        "nl" => Tz::Europe__Amsterdam,
        "no" => Tz::Europe__Oslo,
        "np" => Tz::Asia__Kathmandu,
        "ph" => Tz::Asia__Manila,
        "pk" => Tz::Asia__Karachi,
        "pl" => Tz::Europe__Warsaw,
        "ro" => Tz::Europe__Bucharest,
        "rs" => Tz::Europe__Belgrade,
        "sa" => Tz::Asia__Riyadh,
        "se" => Tz::Europe__Stockholm,
        "sg" => Tz::Asia__Singapore,
        "si" => Tz::Europe__Ljubljana,
        "sk" => Tz::Europe__Bratislava,
        "th" => Tz::Asia__Bangkok,
        "tr" => Tz::Europe__Istanbul,
        "tw" => Tz::Asia__Taipei,
        "vn" => Tz::Asia__Ho_Chi_Minh,
        "za" => Tz::Africa__Johannesburg,
        _ => return None,
    };
    Some(zone)
}

#[cfg(test)]
mod tests {
    use super::zone_of_country;
    use chrono_tz::Tz;

    #[test]
    fn only_countries_with_one_zone_have_one() {
        assert_eq!(zone_of_country("IN"), Some(Tz::Asia__Kolkata));
        assert_eq!(zone_of_country("uk"), Some(Tz::Europe__London));
        for code in ["us", "ru", "io", "com", ""] {
            assert_eq!(zone_of_country(code), None, "{code}");
        }
    }
}
