//! What the names of time zones mean.

use chrono_tz::Tz;

/// What a written zone says of the offset.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Rule {
    /// The offset itself, in seconds.
    Offset(i32),
    /// An offset, in seconds, that is in force in `home` for a part of the year only.
    Season(i32, Tz),
    /// A region: the date decides.
    Region(Tz),
    /// Several zones have this name: offset in seconds, and where it is used.
    Several(&'static [(i32, Tz)]),
    /// `local time`: the page's zone, where that is known.
    Local,
}

const HOUR: i32 = 3600;
const HALF: i32 = 1800;

/// Looks up an abbreviation, in any case.
pub(super) fn abbreviation(name: &str) -> Option<Rule> {
    use Rule::{Offset, Region, Season, Several};
    if name.len() > 6 {
        return None;
    }
    let rule = match name.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "UT" | "WET" | "UCT" => Offset(0),
        "PST" => Season(-8 * HOUR, Tz::America__Los_Angeles),
        "PDT" => Season(-7 * HOUR, Tz::America__Los_Angeles),
        "MST" => Season(-7 * HOUR, Tz::America__Denver),
        "MDT" => Season(-6 * HOUR, Tz::America__Denver),
        "CDT" => Season(-5 * HOUR, Tz::America__Chicago),
        "EST" => Season(-5 * HOUR, Tz::America__New_York),
        "EDT" => Season(-4 * HOUR, Tz::America__New_York),
        "ADT" => Season(-3 * HOUR, Tz::America__Halifax),
        "AKST" => Season(-9 * HOUR, Tz::America__Anchorage),
        "AKDT" => Season(-8 * HOUR, Tz::America__Anchorage),
        "NDT" => Season(-2 * HOUR - HALF, Tz::America__St_Johns),
        "HST" => Offset(-10 * HOUR),
        "CET" | "MEZ" | "HNEC" => Season(HOUR, Tz::Europe__Berlin),
        "CEST" | "MESZ" | "HAEC" => Season(2 * HOUR, Tz::Europe__Berlin),
        "MET" => Offset(HOUR),
        "MEST" => Season(2 * HOUR, Tz::Europe__Berlin),
        "EET" | "OEZ" => Season(2 * HOUR, Tz::Europe__Helsinki),
        "EEST" | "OESZ" => Season(3 * HOUR, Tz::Europe__Helsinki),
        "WEST" => Season(HOUR, Tz::Europe__Lisbon),
        "IDT" => Season(3 * HOUR, Tz::Asia__Jerusalem),
        "MSK" | "МСК" => Region(Tz::Europe__Moscow),
        "TRT" => Offset(3 * HOUR),
        "JST" | "KST" => Offset(9 * HOUR),
        "HKT" | "SGT" | "AWST" | "PHT" | "MYT" => Offset(8 * HOUR),
        "WIB" | "ICT" => Offset(7 * HOUR),
        "WITA" => Offset(8 * HOUR),
        "WIT" => Offset(9 * HOUR),
        "PKT" => Offset(5 * HOUR),
        "NPT" => Offset(5 * HOUR + 45 * 60),
        "AEST" => Offset(10 * HOUR),
        "AEDT" => Season(11 * HOUR, Tz::Australia__Sydney),
        "ACST" => Offset(9 * HOUR + HALF),
        "ACDT" => Season(10 * HOUR + HALF, Tz::Australia__Adelaide),
        "NZST" => Season(12 * HOUR, Tz::Pacific__Auckland),
        "NZDT" => Season(13 * HOUR, Tz::Pacific__Auckland),
        "SAST" | "CAT" => Offset(2 * HOUR),
        "EAT" => Offset(3 * HOUR),
        "WAT" => Offset(HOUR),
        "BRT" | "ART" => Offset(-3 * HOUR),
        "BRST" => Season(-2 * HOUR, Tz::America__Sao_Paulo),
        "COT" | "PET" => Offset(-5 * HOUR),
        "PT" => Region(Tz::America__Los_Angeles),
        "MT" => Region(Tz::America__Denver),
        "CT" => Region(Tz::America__Chicago),
        "ET" => Region(Tz::America__New_York),
        "AT" => Region(Tz::America__Halifax),
        "AKT" => Region(Tz::America__Anchorage),
        "AET" => Region(Tz::Australia__Sydney),
        "NZT" => Region(Tz::Pacific__Auckland),
        "IST" => Several(&[
            (5 * HOUR + HALF, Tz::Asia__Kolkata),
            (2 * HOUR, Tz::Asia__Jerusalem),
            (HOUR, Tz::Europe__Dublin),
        ]),
        "CST" => Several(&[
            (-6 * HOUR, Tz::America__Chicago),
            (8 * HOUR, Tz::Asia__Shanghai),
            (-5 * HOUR, Tz::America__Havana),
        ]),
        "BST" => Several(&[(HOUR, Tz::Europe__London), (6 * HOUR, Tz::Asia__Dhaka)]),
        "AST" => Several(&[(-4 * HOUR, Tz::America__Halifax), (3 * HOUR, Tz::Asia__Riyadh)]),
        "GST" => Several(&[(4 * HOUR, Tz::Asia__Dubai), (-2 * HOUR, Tz::Atlantic__South_Georgia)]),
        "SST" => Several(&[(-11 * HOUR, Tz::Pacific__Pago_Pago), (8 * HOUR, Tz::Asia__Singapore)]),
        "AMT" => Several(&[(-4 * HOUR, Tz::America__Manaus), (4 * HOUR, Tz::Asia__Yerevan)]),
        "NST" => {
            Several(&[(-3 * HOUR - HALF, Tz::America__St_Johns), (5 * HOUR + 45 * 60, Tz::Asia__Kathmandu)])
        }
        "UK" => Region(Tz::Europe__London),
        "CLT" => Region(Tz::America__Santiago),
        _ => return None,
    };
    Some(rule)
}

/// The word is the abbreviation of a zone.
pub(super) fn is_abbreviation(word: &str) -> bool {
    abbreviation(word).is_some()
}

/// An abbreviation that is also a word in one of the web's languages: only in capitals a zone.
pub(super) fn is_everyday_word(name: &str) -> bool {
    const EVERYDAY: [&str; 18] = [
        "uk", "pt", "mt", "ct", "et", "at", "ut", "est", "wet", "cat", "eat", "wit", "west", "pet", "art",
        "met", "hast", "wat",
    ];
    EVERYDAY.contains(&name.to_ascii_lowercase().as_str())
}

/// Looks up a zone written in words: lower case, one blank between two words.
pub(super) fn phrase(words: &str) -> Option<Rule> {
    let rule = match words {
        "utc time" | "coordinated universal time" | "universal time" | "greenwich mean time" => {
            Rule::Offset(0)
        }
        "pacific" | "pacific time" | "us pacific" | "us pacific time" | "pacific time zone" => {
            Rule::Region(Tz::America__Los_Angeles)
        }
        "mountain" | "mountain time" | "us mountain time" => Rule::Region(Tz::America__Denver),
        "central" | "central time" | "us central time" => Rule::Region(Tz::America__Chicago),
        "eastern" | "eastern time" | "us eastern" | "us eastern time" | "eastern time zone"
        | "new york time" => Rule::Region(Tz::America__New_York),
        "atlantic time" => Rule::Region(Tz::America__Halifax),
        "alaska time" => Rule::Region(Tz::America__Anchorage),
        "hawaii time" => Rule::Region(Tz::Pacific__Honolulu),
        "london time" | "uk time" => Rule::Region(Tz::Europe__London),
        "moscow time" => Rule::Region(Tz::Europe__Moscow),
        "beijing time" | "china time" | "china standard time" => Rule::Region(Tz::Asia__Shanghai),
        "central european time" | "berlin time" | "paris time" => Rule::Region(Tz::Europe__Berlin),
        "sydney time" => Rule::Region(Tz::Australia__Sydney),
        "pacific standard time" => return abbreviation("PST"),
        "pacific daylight time" => return abbreviation("PDT"),
        "mountain standard time" => return abbreviation("MST"),
        "mountain daylight time" => return abbreviation("MDT"),
        "central standard time" => Rule::Season(-6 * HOUR, Tz::America__Chicago),
        "central daylight time" => return abbreviation("CDT"),
        "eastern standard time" => return abbreviation("EST"),
        "eastern daylight time" => return abbreviation("EDT"),
        "british summer time" => Rule::Season(HOUR, Tz::Europe__London),
        "irish standard time" => Rule::Season(HOUR, Tz::Europe__Dublin),
        "central european standard time" => return abbreviation("CET"),
        "central european summer time" => return abbreviation("CEST"),
        "india standard time" | "indian standard time" => Rule::Offset(5 * HOUR + HALF),
        "israel standard time" => Rule::Season(2 * HOUR, Tz::Asia__Jerusalem),
        "israel daylight time" => return abbreviation("IDT"),
        "japan standard time" => return abbreviation("JST"),
        "korea standard time" => return abbreviation("KST"),
        "singapore standard time" | "singapore time" => return abbreviation("SGT"),
        "hong kong time" => return abbreviation("HKT"),
        "australian eastern standard time" => return abbreviation("AEST"),
        "australian eastern daylight time" => return abbreviation("AEDT"),
        "local time" | "ortszeit" | "heure locale" | "hora local" => Rule::Local,
        _ => return None,
    };
    Some(rule)
}
