//! Days as they are written in East Asia and Vietnam, with a word behind or before each number.

use super::cursor::Cursor;
use super::day::{Day, Form};
use super::year::{small, year};

/// `2014年4月8日`, `4月8日`, `平成26年4月8日`.
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

/// `ngày 8 tháng 4 năm 2014`, `8 tháng 4, 2014`.
pub(super) fn vietnamese(c: &mut Cursor) -> Option<Day> {
    c.word_of(&["ngay"]);
    let day = small(c)?;
    c.mark(",");
    c.word_of(&["thang"])?;
    let month = small(c).filter(|month| *month <= 12)?;
    let year = c.attempt(|c| {
        c.mark(",/");
        c.word_of(&["nam"]);
        year(c)
    });
    Some(Day { year, month: Some(month), day: Some(day), form: Form::Fixed })
}
