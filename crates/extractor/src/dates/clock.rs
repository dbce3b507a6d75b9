//! The time of day.

use model::Precision;

use super::cursor::{Cursor, Mode};

/// A time of day as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 24; 24 only as `24:00`, the end of the day.
    pub hour: u32,
    pub minute: u32,
    /// 0 to 60; 60 only in a leap second.
    pub second: u32,
    pub milli: u32,
    pub precision: Precision,
    /// `midnight` does not say whether the day begins or ends with it.
    pub is_midnight: bool,
    /// A form that goes with the day before the month: `14.32 Uhr`, `14h32`.
    pub is_continental: bool,
    /// `am` or `pm` was written.
    pub has_half: bool,
}

/// What may stand before the clock time, and makes a bare number one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// Nothing, or a mark.
    Bare,
    /// A word such as `at`, `um`, `kl.`.
    At,
    /// The `T` of ISO 8601.
    T,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Evening,
}

/// Reads a clock time at the cursor.
pub(super) fn clock(c: &mut Cursor, lead: Lead) -> Option<Clock> {
    if lead == Lead::T {
        return c.attempt(compact).or_else(|| c.attempt(|c| digital(c, Lead::T)));
    }
    c.attempt(named)
        .or_else(|| c.attempt(asian))
        .or_else(|| c.attempt(|c| digital(c, lead)))
        .or_else(|| c.attempt(hours))
        .or_else(|| c.attempt(before_zone))
}

/// `14:32`, `14:32:10.123`, `2:32 pm`, `14.32 Uhr`, and behind `T` also `14`.
fn digital(c: &mut Cursor, lead: Lead) -> Option<Clock> {
    let hour = pair(c, 1..=2)?;
    let dotted = !c.sees_mark(0, ":：");
    if c.glued_mark(":：.").is_none() {
        return (lead == Lead::T).then(|| whole_hour(hour)).and_then(checked);
    }
    // Some generators pad neither minutes nor seconds.
    let unpadded = lead == Lead::T || (c.mode == Mode::Whole && !dotted && c.sees_mark(1, ":"));
    let minute = if unpadded { pair(c, 1..=2)? } else { glued_pair(c)? };
    let mut clock = Clock { minute, precision: Precision::Minute, ..whole_hour(hour) };
    let seconds = c.attempt(|c| {
        c.glued_mark(if dotted { "." } else { ":：" })?;
        if unpadded { c.attempt(|c| pair(c, 1..=2)) } else { glued_pair(c) }
    });
    if let Some(second) = seconds {
        clock.second = second;
        clock.precision = Precision::Second;
        let milli = c.attempt(fraction).or_else(|| c.attempt(|c| colon_fraction(c, lead)));
        if let Some(milli) = milli {
            clock.milli = milli;
            clock.precision = Precision::Millisecond;
        }
    }
    if c.sees_mark(0, ":") && c.peek(0)?.glued && c.sees_number(1, 1..=9) {
        return None;
    }
    let half = half_of_day(c).or_else(|| letter_of_day(c));
    let suffix = hour_word(c);
    let english = c.word_of(&["hrs", "hours"]).is_some();
    // Without a colon it could be a price or a version: something else has to say that it is a clock.
    // `10.15 CET`, and `10.15` behind which nothing stands.
    let ends = || {
        c.peek(0).is_none() && hour >= 6
            || c.peek(0).is_some_and(|next| next.is_word() && super::zone_names::is_abbreviation(next.text))
    };
    if dotted
        && half.is_none()
        && !suffix
        && !english
        && lead == Lead::Bare
        && c.mode == Mode::Prose
        && !ends()
    {
        return None;
    }
    clock.is_continental = suffix;
    checked(with_half(clock, half)?)
}

/// `143210`, `1432`, `143210.123` behind `T`.
fn compact(c: &mut Cursor) -> Option<Clock> {
    let token = c.number().filter(|token| token.digits == 4 || token.digits == 6)?;
    let value = u32::try_from(token.value).ok()?;
    let (hour_minute, second) = if token.digits == 6 { (value / 100, value % 100) } else { (value, 0) };
    let mut clock = whole_hour(hour_minute / 100);
    clock.minute = hour_minute % 100;
    clock.second = second;
    clock.precision = if token.digits == 6 { Precision::Second } else { Precision::Minute };
    if token.digits == 6
        && let Some(milli) = c.attempt(fraction)
    {
        clock.milli = milli;
        clock.precision = Precision::Millisecond;
    }
    checked(clock)
}

/// `1432 UTC`, `0700 PT`: four digits are a clock time only with a zone behind them.
fn before_zone(c: &mut Cursor) -> Option<Clock> {
    let token = c.number().filter(|token| token.digits == 4)?;
    let value = u32::try_from(token.value).ok()?;
    let zone = c.peek(0).filter(|next| next.is_word() && next.text.chars().all(char::is_uppercase))?;
    super::zone_names::is_abbreviation(zone.text).then_some(())?;
    let clock = Clock { minute: value % 100, precision: Precision::Minute, ..whole_hour(value / 100) };
    checked(clock)
}

/// `2 pm`, `2pm`, `14 Uhr`, `14h32`, `14 h 32`, `14h32m10s`.
fn hours(c: &mut Cursor) -> Option<Clock> {
    let hour = pair(c, 1..=2)?;
    if let Some(half) = half_of_day(c) {
        return checked(with_half(whole_hour(hour), Some(half))?);
    }
    if c.mode == Mode::Prose && c.peek(0)?.text == "H" {
        return None;
    }
    c.word_of(&["h", "uhr", "hrs", "uur", "hs", "час"])?;
    let mut clock = Clock { is_continental: true, ..whole_hour(hour) };
    if let Some(minute) = c.attempt(|c| pair(c, 2..=2)) {
        clock.minute = minute;
        clock.precision = Precision::Minute;
        c.attempt(|c| {
            c.peek(0).filter(|token| token.glued)?;
            c.word_of(&["m", "min", "mn"])
        });
    }
    checked(clock)
}

/// `noon`, `12 noon`, `midnight`.
fn named(c: &mut Cursor) -> Option<Clock> {
    c.attempt(|c| {
        let hour = c.number()?;
        (hour.value == 12 && hour.digits == 2).then_some(())?;
        c.mark(":").and_then(|_| c.number());
        c.peek(0).filter(|token| token.is_word() && token.text.len() > 3).map(|_| ())
    });
    if c.word_of(&["noon", "midday", "mittags", "midi", "mediodia", "mezzogiorno"]).is_some() {
        return Some(whole_hour(12));
    }
    c.word_of(&["midnight", "mitternacht", "minuit", "medianoche", "mezzanotte"])?;
    Some(Clock { is_midnight: true, ..whole_hour(0) })
}

/// `14時32分10秒`, `下午2:32`, `下午2点`, `오후 2:32`, `오후 2시 32분`.
fn asian(c: &mut Cursor) -> Option<Clock> {
    let half = c
        .characters("午前")
        .or_else(|| c.characters("上午"))
        .or_else(|| c.word_of(&["오전"]).map(|_| ()))
        .map(|()| Half::Morning)
        .or_else(|| {
            c.characters("午後")
                .or_else(|| c.characters("下午"))
                .or_else(|| c.characters("晚上"))
                .or_else(|| c.word_of(&["오후"]).map(|_| ()))
                .map(|()| Half::Evening)
        });
    if half.is_some()
        && let Some(clock) = c.attempt(|c| digital(c, Lead::Bare))
    {
        return checked(with_half(clock, half)?);
    }
    let mut clock = whole_hour(pair(c, 1..=2)?);
    c.word_of(&["時", "时", "点", "點", "시"])?;
    let minute = c.attempt(|c| {
        let minute = pair(c, 1..=2)?;
        c.word_of(&["分", "분"]).map(|_| minute)
    });
    if let Some(minute) = minute {
        clock.minute = minute;
        clock.precision = Precision::Minute;
        let second = c.attempt(|c| {
            let second = pair(c, 1..=2)?;
            c.word_of(&["秒", "초"]).map(|_| second)
        });
        if let Some(second) = second {
            clock.second = second;
            clock.precision = Precision::Second;
        }
    }
    checked(with_half(clock, half)?)
}

fn pair(c: &mut Cursor, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let token = c.number().filter(|token| digits.contains(&token.digits))?;
    u32::try_from(token.value).ok()
}

fn glued_pair(c: &mut Cursor) -> Option<u32> {
    c.peek(0).filter(|token| token.glued)?;
    pair(c, 2..=2)
}

/// The fraction of a second, cut to milliseconds.
fn fraction(c: &mut Cursor) -> Option<u32> {
    c.glued_mark(".,")?;
    let token = c.glued_number().filter(|token| token.digits <= 18)?;
    let milli = match token.digits {
        1 => token.value * 100,
        2 => token.value * 10,
        digits => token.value / 10_u64.pow(u32::try_from(digits - 3).ok()?),
    };
    u32::try_from(milli).ok()
}

/// Milliseconds behind a colon, as some generators write them: `T22:06:08:684Z`.
fn colon_fraction(c: &mut Cursor, lead: Lead) -> Option<u32> {
    c.glued_mark(":").filter(|_| lead == Lead::T)?;
    c.peek(0).filter(|token| token.glued)?;
    pair(c, 3..=3)
}

/// `am`, `PM`, `a.m.`, `p. m.`, `π.μ.`.
fn half_of_day(c: &mut Cursor) -> Option<Half> {
    c.attempt(|c| {
        let first = c.word_of(&["am", "pm", "a", "p", "π", "μ", "ص", "م"])?;
        let text = first.text.to_lowercase();
        if text == "am" || text == "pm" {
            // The full stop of "p.m" and "pm." belongs to it, unless the sentence ends there.
            if c.peek(1).is_none_or(|next| !next.is_capitalised()) {
                c.glued_mark(".");
            }
            return Some(if text == "am" { Half::Morning } else { Half::Evening });
        }
        if text == "ص" || text == "م" {
            return Some(if text == "ص" { Half::Morning } else { Half::Evening });
        }
        let dotted = c.mark(".").is_some();
        let second = c.word_of(&["m", "μ"])?;
        (dotted && (text.is_ascii() == second.text.is_ascii())).then_some(())?;
        c.glued_mark(".");
        Some(if text == "a" || text == "π" { Half::Morning } else { Half::Evening })
    })
}

/// `9:00a`, `9:00p`: the letter alone, behind a clock time without a blank.
fn letter_of_day(c: &mut Cursor) -> Option<Half> {
    c.peek(0).filter(|token| token.glued)?;
    if c.peek(1).is_some_and(|next| next.glued) {
        return None;
    }
    let letter = c.word_of(&["a", "p"])?;
    Some(if letter.text.eq_ignore_ascii_case("a") { Half::Morning } else { Half::Evening })
}

/// `Uhr` and its like behind a full clock time.
fn hour_word(c: &mut Cursor) -> bool {
    c.word_of(&["uhr", "hs", "h", "uur", "hod", "น"]).is_some()
}

fn with_half(clock: Clock, half: Option<Half>) -> Option<Clock> {
    let hour = match (half, clock.hour) {
        (None, hour) => hour,
        (Some(Half::Morning), 12) => 0,
        (Some(Half::Morning), hour) if hour < 12 => hour,
        // "14:32 AM" contradicts itself.
        (Some(Half::Morning), _) => return None,
        (Some(Half::Evening), 0) => return None,
        (Some(Half::Evening), hour) if hour < 12 => hour + 12,
        (Some(Half::Evening), hour) => hour,
    };
    Some(Clock { hour, has_half: half.is_some(), ..clock })
}

fn whole_hour(hour: u32) -> Clock {
    Clock {
        hour,
        minute: 0,
        second: 0,
        milli: 0,
        precision: Precision::Hour,
        is_midnight: false,
        is_continental: false,
        has_half: false,
    }
}

fn checked(clock: Clock) -> Option<Clock> {
    let day_end = clock.hour == 24 && clock.minute == 0 && clock.second == 0 && clock.milli == 0;
    let in_day = clock.hour < 24 && clock.minute < 60 && clock.second < 60;
    let leap = clock.hour < 24 && clock.minute == 59 && clock.second == 60;
    (in_day || day_end || leap).then_some(clock)
}
