//! A whole date: weekday, day, clock time and zone in the orders that people write them.

use model::Precision;

use super::clock::{self, Clock, Lead};
use super::cursor::{Cursor, Mode};
use super::day::{Day, Form, day};
use super::names::{is_doubtful_weekday, meaning_of};
use super::year::year;
use super::zone::{self, Zone};
use super::zone_names::Rule;

/// What was read, before the context completes it.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// The weekdays that the written name can mean, as a bit set; 0 where none is written.
    pub weekdays: u8,
    pub day: Day,
    pub clock: Option<Clock>,
    pub zone: Option<Zone>,
    /// The last day of the month in a written range of days.
    pub last_day: Option<u32>,
    /// The last clock time of a written range of times.
    pub last_clock: Option<Clock>,
    /// The words around the numbers are of a language that puts the day before the month.
    pub is_day_first: bool,
}

impl Phrase {
    /// The time is the first of a written range.
    pub fn is_range(&self) -> bool {
        self.last_day.is_some() || self.last_clock.is_some()
    }
}

/// Reads one date at the cursor.
pub(super) fn phrase(c: &mut Cursor) -> Option<Phrase> {
    c.attempt(day_then_clock).or_else(|| c.attempt(clock_then_day))
}

fn day_then_clock(c: &mut Cursor) -> Option<Phrase> {
    // "mar" is a weekday in Spanish and a month in English: the reading with a weekday is the longer one.
    let with_weekday = c.attempt(|c| {
        let weekdays = weekday(c)?;
        let bracket = c.mark("(").is_some();
        let day = c.attempt(day).or_else(|| c.attempt(spaced_numbers))?;
        if bracket {
            c.mark(")");
        }
        Some((weekdays, day))
    });
    let (mut weekdays, mut day) = match with_weekday {
        Some(found) => found,
        None => (0, day(c)?),
    };
    let last_day = c.attempt(|c| range_end(c, &mut day));
    let mut last_clock = None;
    if weekdays == 0 {
        weekdays = c.attempt(weekday_behind).unwrap_or(0);
    }
    let iso = day.form == Form::Iso;
    let mut zone = None;
    let from = c.at;
    let mut clock = if day.day.is_none() { None } else { c.attempt(|c| clock_behind(c, iso)) };
    let is_behind_t = iso && c.text_from(from).starts_with(['T', 't']);
    match &mut clock {
        Some(clock) => {
            if !is_behind_t && let Some((first, last)) = c.attempt(|c| range_not_offset(c, *clock)) {
                (*clock, last_clock) = (first, Some(last));
            }
            let from = c.at;
            if last_clock.is_none() {
                zone = c.attempt(|c| zone_behind(c, iso));
            }
            if let Some(zone) = &mut zone {
                // `2014-04-08 02:00-04:00`: an offset, or the end of a range.
                zone.conflict |= iso && !is_behind_t && is_later(c.text_from(from), clock);
            } else if last_clock.is_none() {
                last_clock = c.attempt(|c| clock_range_end(c, clock));
            }
            if last_clock.is_some() {
                zone = c.attempt(|c| zone_behind(c, false));
            }
        }
        None if iso && c.mode == Mode::Whole => zone = zone::glued_to_day(c),
        None if c.mode == Mode::Whole
            && day.day.is_some()
            && c.peek(0).is_some_and(|next| next.is_word()) =>
        {
            zone = c.attempt(|c| zone_behind(c, false));
        }
        None => {}
    }
    if day.year.is_none() && clock.is_some() {
        // asctime and date(1) write the year last.
        day.year = c.attempt(|c| {
            c.mark(",");
            year(c)
        });
    }
    let is_day_first = clock.is_some_and(|clock| clock.is_continental);
    Some(Phrase { weekdays, day, clock, zone, last_day, last_clock, is_day_first })
}

/// `14:32 UTC on 8 Apr 2014`, `7 PM PST on April 8, 2014`.
fn clock_then_day(c: &mut Cursor) -> Option<Phrase> {
    let clock = clock::clock(c, Lead::Bare)?;
    let zone = c.attempt(|c| zone_behind(c, false));
    c.mark(",|(").or_else(|| c.mark("-–—·•"));
    c.word_of(&["on", "am", "le", "el", "of", "den", "dne", "il", "em", "op"]);
    let weekdays = c.attempt(weekday).unwrap_or(0);
    let day = day(c).filter(|day| day.day.is_some())?;
    // The clock time in front belongs to something else where the day has its own behind it.
    let mut ahead = *c;
    ahead.attempt(|c| clock_behind(c, day.form == Form::Iso)).is_none().then_some(())?;
    let is_day_first = clock.is_continental;
    let zone =
        zone.or_else(|| if c.mode == Mode::Whole { c.attempt(|c| zone_behind(c, false)) } else { None });
    let clock = Some(clock);
    Some(Phrase { weekdays, day, clock, zone, last_day: None, last_clock: None, is_day_first })
}

/// A weekday and what joins it to the day.
fn weekday(c: &mut Cursor) -> Option<u8> {
    let weekdays = weekday_name(c)?;
    // Portuguese: segunda-feira.
    c.attempt(|c| {
        c.mark("-")?;
        c.word_of(&["feira"])
    });
    c.mark(".");
    c.mark(",،").or_else(|| c.mark("-–—"));
    c.word_of(&["the", "den", "der", "le", "el", "il", "dne", "d", "on", "am", "ngay", "tanggal", "ที"]);
    Some(weekdays)
}

fn weekday_name(c: &mut Cursor) -> Option<u8> {
    let name = c.attempt(vietnamese_weekday).or_else(|| {
        c.attempt(|c| {
            let word = c.word()?;
            let marked = c.sees_mark(0, ".,)");
            if c.mode == Mode::Prose && is_doubtful_weekday(word.text) && !marked {
                return None;
            }
            meaning_of(word.text).map(|it| it.weekdays).filter(|days| *days != 0)
        })
    });
    name.or_else(|| c.attempt(ideographic_weekday))
}

/// `Thứ Ba`: weekdays are counted from Monday, the second.
fn vietnamese_weekday(c: &mut Cursor) -> Option<u8> {
    if c.word_of(&["chu"]).is_some() {
        return c.word_of(&["nhat"]).map(|_| 1 << 6);
    }
    c.word_of(&["thu"])?;
    let names = [&["hai"], &["ba"], &["tu"], &["nam"], &["sau"], &["bay"]];
    let day = names.iter().position(|name| c.word_of(*name).is_some())?;
    Some(1 << day)
}

/// `火曜日`, `星期二`, `周二`, `화요일`.
fn ideographic_weekday(c: &mut Cursor) -> Option<u8> {
    let prefixed =
        c.characters("星期").or_else(|| c.characters("周")).or_else(|| c.characters("週")).is_some();
    let word = c.word()?.text;
    let sets: [&[&str]; 7] = [
        &["一", "月", "월", "월요일"],
        &["二", "火", "화", "화요일"],
        &["三", "水", "수", "수요일"],
        &["四", "木", "목", "목요일"],
        &["五", "金", "금", "금요일"],
        &["六", "土", "토", "토요일"],
        &["日", "天", "일", "일요일"],
    ];
    let day = sets.iter().position(|names| names.contains(&word))?;
    let full = c.characters("曜日").or_else(|| c.characters("曜")).is_some();
    let bracketed = c.sees_mark(0, ")）");
    (prefixed || full || bracketed || word.ends_with("요일")).then_some(1 << day)
}

/// `(Tuesday)`, `, Tuesday`, `(火)` behind the day.
fn weekday_behind(c: &mut Cursor) -> Option<u8> {
    let open = c.mark("(（,").map(|mark| !mark.is_mark(","));
    let weekdays = weekday_name(c)?;
    match open {
        Some(true) => c.mark(")）").map(|_| weekdays),
        _ => Some(weekdays),
    }
}

/// Three numbers with blanks between them, behind a weekday: `11 04 2020`.
fn spaced_numbers(c: &mut Cursor) -> Option<Day> {
    let first = c.number().filter(|token| token.digits <= 2)?.value;
    let second = c.number().filter(|token| token.digits <= 2)?.value;
    let year = year(c)?;
    Some(Day {
        year: Some(year),
        month: u32::try_from(first).ok(),
        day: u32::try_from(second).ok(),
        form: Form::Numbers { separator: ' ', short_year: false },
    })
}

/// `April 8-10, 2014`, `April 8 and 9`: the year of the range is that of its first day. The last day of it.
fn range_end(c: &mut Cursor, day: &mut Day) -> Option<u32> {
    if day.year.is_some() || day.day.is_none() || day.form != Form::Fixed {
        return None;
    }
    c.mark("-–—&").map(|_| ()).or_else(|| c.word_of(&["to", "and", "through"]).map(|_| ()))?;
    let last = c.number().filter(|token| token.digits <= 2 && (1..=31).contains(&token.value))?;
    let first = u64::from(day.day?);
    let goes_on = c.peek(0).is_some_and(|next| next.is_mark(":") || (next.glued && next.is_word()));
    (last.value > first && !goes_on).then_some(())?;
    day.year = c.attempt(|c| {
        c.mark(",");
        year(c)
    });
    day.year.and_then(|_| u32::try_from(last.value).ok())
}

/// The clock times of a range that looks like an offset, `10:00-11:30`, where it can be none: no clock is set by it, or
/// another zone stands behind it.
fn range_not_offset(c: &mut Cursor, mut first: Clock) -> Option<(Clock, Clock)> {
    let last = clock_range_end(c, &mut first)?;
    let is_plain = first.precision == Precision::Minute && last.precision == Precision::Minute;
    (is_plain && (last.hour, last.minute) > (first.hour, first.minute)).then_some(())?;
    let offset = Rule::Offset(-i32::try_from(last.hour * 3600 + last.minute * 60).ok()?);
    let is_in_use = matches!(offset, Rule::Offset(seconds) if zone::is_in_use(seconds));
    let zone = c.clone().attempt(|c| zone_behind(c, false)).filter(|zone| zone.name.is_some());
    (!is_in_use || zone.is_some_and(|zone| zone.rule != offset && !is_season(zone.rule, offset)))
        .then_some((first, last))
}

/// Whether a zone with a name has that offset: `-07:00 PDT` says it twice.
fn is_season(zone: Rule, offset: Rule) -> bool {
    matches!((zone, offset), (Rule::Season(named, _), Rule::Offset(seconds)) if named == seconds)
}

/// Whether `text` is a hyphen and a clock time without seconds that is later than `first`.
fn is_later(text: &str, first: &Clock) -> bool {
    let digits = text.trim().strip_prefix(['-', '‐', '‑']).and_then(|rest| rest.split_once(':'));
    let last = digits.and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
    first.precision == Precision::Minute
        && last.is_some_and(|last: (u32, u32)| last > (first.hour, first.minute))
}

/// The clock time behind a day, with what joins them.
fn clock_behind(c: &mut Cursor, iso: bool) -> Option<Clock> {
    let from = c.at;
    if iso && c.peek(0)?.text.eq_ignore_ascii_case("t") {
        c.word();
        return clock::clock(c, Lead::T);
    }
    const JOINS: [&str; 28] = [
        "at", "um", "a", "alle", "ore", "kl", "klo", "o", "в", "о", "у", "om", "saat", "pukul", "luc", "vao",
        "jam", "og", "as", "las", "ve", "v", "w", "the", "στις", "la", "hora", "time",
    ];
    // The abbreviation of "year" behind it: 2014 r., 2014 г.
    c.attempt(|c| {
        c.word_of(&["r", "г", "р", "года", "року"])?;
        c.mark(".");
        Some(())
    });
    c.mark(",،").or_else(|| c.mark(".").filter(|mark| mark.glued));
    c.mark("-–—|·•@/:").or_else(|| c.mark("("));
    let mut at = c.previous().is_some_and(|token| c.at > from && token.is_mark("@"));
    let mut foreign = false;
    for _ in 0..2 {
        let Some(word) = c.word_of(&JOINS) else { break };
        foreign |= !["at", "the", "time"].iter().any(|own| word.text.eq_ignore_ascii_case(own));
        c.mark(".");
        at = true;
    }
    c.mark(":");
    // Two numbers without anything between them are one.
    let separate = c.at > from || c.peek(0).is_some_and(|token| !token.glued || token.is_word());
    let after_ideograph = c.previous().is_some_and(|token| token.is_word());
    (separate || after_ideograph).then_some(())?;
    let clock = clock::clock(c, if at { Lead::At } else { Lead::Bare })?;
    let is_continental = clock.is_continental || foreign;
    Some(Clock { is_continental, ..clock })
}

/// `14:00 - 16:00`, `2:00 - 4:00 pm`: the second time lends its half of the day to the first.
fn clock_range_end(c: &mut Cursor, first: &mut Clock) -> Option<Clock> {
    c.mark("-–—").map(|_| ()).or_else(|| c.word_of(&["to", "until", "bis", "till"]).map(|_| ()))?;
    let last = clock::clock(c, Lead::Bare)?;
    if last.has_half && !first.has_half && first.hour < 12 && last.hour >= 12 && first.hour + 12 <= last.hour
    {
        first.hour += 12;
    }
    Some(last)
}

/// `(21:32 UTC)`, `/ 00:45 UTC` behind a date: the same instant in another zone.
pub(super) fn other_zone(c: &mut Cursor) -> Option<()> {
    let open = c.mark("(/")?;
    clock::clock(c, Lead::Bare)?;
    zone::zone(c, false)?;
    if open.is_mark("(") { c.mark(")").map(|_| ()) } else { Some(()) }
}

fn zone_behind(c: &mut Cursor, iso: bool) -> Option<Zone> {
    c.mark(",");
    zone::zone(c, iso)
}
