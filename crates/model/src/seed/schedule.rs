//! How often a source is looked at: `90s`, `15m`, `6h`, `1d`, `2w`.

/// The units, largest first, with their seconds.
const UNITS: [(char, i64); 5] = [('w', 604_800), ('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// Longest time between two looks, in seconds: a year.
const LONGEST_S: i64 = 366 * 86_400;

/// The seconds that `text` says; the error is a hint.
///
/// # Errors
/// What a right text looks like.
pub fn parse(text: &str) -> Result<i64, String> {
    let form = || "write a whole number and a unit, such as '15m', '6h' or '1d'".to_owned();
    let (number, seconds) = UNITS
        .into_iter()
        .find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, seconds)))
        .ok_or_else(form)?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(form());
    }
    match number.parse::<i64>().ok().and_then(|count| count.checked_mul(seconds)) {
        Some(total) if (1..=LONGEST_S).contains(&total) => Ok(total),
        _ => Err("between '1s' and '366d'".to_owned()),
    }
}

/// `seconds` in the largest unit that says them exactly.
pub fn write(seconds: i64) -> String {
    let exact = UNITS.into_iter().find(|(_, unit)| seconds % unit == 0);
    let (name, unit) = exact.unwrap_or(('s', 1));
    format!("{}{name}", seconds / unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_and_limits() {
        assert_eq!(parse("15m"), Ok(900));
        assert_eq!(parse("2w"), Ok(1_209_600));
        for wrong in
            ["", "m", "15", "-5m", "1.5h", "15 m", "0s", "367d", "99999999999999999999d", "15min", "é"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(seconds in 1..=LONGEST_S) {
            prop_assert_eq!(parse(&write(seconds)), Ok(seconds));
        }

        #[test]
        fn any_text_is_answered(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}
