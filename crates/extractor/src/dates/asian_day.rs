//! Days as they are written in East Asia and Vietnam, with a word behind or before each number.

use super::cursor::Cursor;
use super::day::{Day, Form};
use super::year::{small, year};

/// `2014年4月8日`, `4月8日`, `平成26年4月8日`, `令和元年5月7日`.
pub(super) fn ideographic(c: &mut Cursor) -> Option<Day> {
    let year = c.attempt(|c| {
        let year = era(c).or_else(|| year(c))?;
        c.word_of(&["年"])?;
        Some(year)
    });
    let month = small(c).filter(|month| *month <= 12)?;
    c.word_of(&["月"])?;
    let day = c.attempt(|c| {
        let day = small(c)?;
        c.word_of(&["日", "号", "號"])?;
        Some(day)
    });
    if year.is_none() && day.is_none() {
        return None;
    }
    Some(Day { year, month: Some(month), day, form: Form::Fixed })
}

/// A year of the Japanese eras in use since 1989, or of the Republic of China.
fn era(c: &mut Cursor) -> Option<i32> {
    c.attempt(|c| {
        let base =
            c.characters("令和").map(|()| (2018, 40)).or_else(|| c.characters("平成").map(|()| (1988, 40)));
        let republic =
            |c: &mut Cursor| c.characters("民國").or_else(|| c.characters("民国")).map(|()| (1911, 189));
        let (base, longest) = base.or_else(|| republic(c))?;
        // The first year of an era has a name of its own.
        if c.characters("元").is_some() {
            return Some(base + 1);
        }
        let token = c.number().filter(|token| (1..=longest).contains(&token.value))?;
        Some(base + i32::try_from(token.value).ok()?)
    })
}

/// `2014년 4월 8일`, `4월 8일`.
pub(super) fn hangul(c: &mut Cursor) -> Option<Day> {
    let year = c.attempt(|c| {
        let year = year(c)?;
        c.word_of(&["년"])?;
        Some(year)
    });
    let month = small(c).filter(|month| *month <= 12)?;
    c.word_of(&["월"])?;
    let day = c.attempt(|c| {
        let day = small(c)?;
        c.word_of(&["일"])?;
        Some(day)
    });
    if year.is_none() && day.is_none() {
        return None;
    }
    Some(Day { year, month: Some(month), day, form: Form::Fixed })
}

/// `ngày 8 tháng 4 năm 2014`, `8 tháng 4, 2014`, `8 Tháng Tư, 2014`, `Tháng Tư 8, 2014`.
pub(super) fn vietnamese(c: &mut Cursor) -> Option<Day> {
    let (day, month) = c.attempt(day_then_month).or_else(|| c.attempt(month_then_day))?;
    let year = c.attempt(|c| {
        c.mark(",/");
        c.word_of(&["nam"]);
        year(c)
    });
    Some(Day { year, month: Some(month), day: Some(day), form: Form::Fixed })
}

fn day_then_month(c: &mut Cursor) -> Option<(u32, u32)> {
    c.word_of(&["ngay"]);
    let day = small(c)?;
    c.mark(",");
    c.word_of(&["thang"])?;
    let month = small(c).filter(|month| *month <= 12).or_else(|| month_in_words(c))?;
    Some((day, month))
}

/// Only where the month is a word: two numbers say too little.
fn month_then_day(c: &mut Cursor) -> Option<(u32, u32)> {
    c.peek(0).filter(|first| first.text.starts_with(['t', 'T']))?;
    c.word_of(&["thang"])?;
    let month = month_in_words(c)?;
    Some((small(c)?, month))
}

/// The number of a month as a word, as it stands behind `tháng`.
fn month_in_words(c: &mut Cursor) -> Option<u32> {
    const WORDS: [(&[&str], u32); 11] = [
        (&["mot", "gieng"], 1),
        (&["hai"], 2),
        (&["ba"], 3),
        (&["tu"], 4),
        (&["nam"], 5),
        (&["sau"], 6),
        (&["bay"], 7),
        (&["tam"], 8),
        (&["chin"], 9),
        (&["muoi"], 10),
        (&["chap"], 12),
    ];
    let (_, month) = WORDS.into_iter().find(|(words, _)| c.word_of(words).is_some())?;
    // `mười một` and `mười hai`: eleven and twelve.
    let more = match month {
        10 if c.word_of(&["mot"]).is_some() => 1,
        10 if c.word_of(&["hai"]).is_some() => 2,
        _ => 0,
    };
    Some(month + more)
}
