//! Words that stand before a date and say what it is of.

use super::cursor::Cursor;

/// Steps over `Posted`, `Last updated:`, `Veröffentlicht am`, `12 years ago.` and the like. True where
/// the label is of a language that puts the day before the month.
pub(super) fn skip(c: &mut Cursor) -> bool {
    let mut day_first = false;
    // A dozen tokens are the longest that a label with a relative date has.
    for _ in 0..12 {
        let stepped = c.word_of(&ENGLISH).is_some() || c.mark(":：|,.-–—·•([/").is_some() || ago(c).is_some();
        if stepped {
            continue;
        }
        if c.word_of(&DAY_FIRST).is_some() {
            day_first = true;
        } else if east_asian(c).is_none() {
            break;
        }
    }
    day_first
}

/// Any word in an East Asian script: in front of a date it is a label.
fn east_asian(c: &mut Cursor) -> Option<()> {
    c.attempt(|c| {
        let word = c.word()?;
        let wide = |letter: char| matches!(letter, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
        word.text.chars().all(wide).then_some(())
    })
}

fn ago(c: &mut Cursor) -> Option<()> {
    const UNITS: [&str; 14] = [
        "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
        "months", "year", "years",
    ];
    c.attempt(|c| {
        c.word_of(&["about", "over", "almost"]);
        c.number()?;
        c.word_of(&UNITS)?;
        c.mark(",").and_then(|_| c.number()).and_then(|_| c.word_of(&UNITS));
        c.word_of(&["ago"]).map(|_| ())
    })
}

const ENGLISH: [&str; 41] = [
    "posted",
    "published",
    "publication",
    "publish",
    "date",
    "dated",
    "updated",
    "update",
    "last",
    "modified",
    "revised",
    "created",
    "released",
    "release",
    "issued",
    "first",
    "on",
    "as",
    "of",
    "resolved",
    "monitoring",
    "identified",
    "investigating",
    "scheduled",
    "completed",
    "postmortem",
    "written",
    "edited",
    "reviewed",
    "the",
    "this",
    "entry",
    "was",
    "page",
    "time",
    "timestamp",
    "effective",
    "reported",
    "announced",
    "since",
    "story",
];

// Folded; German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Polish, Czech, Turkish, Russian.
const DAY_FIRST: [&str; 64] = [
    "veroffentlicht",
    "aktualisiert",
    "stand",
    "datum",
    "am",
    "vom",
    "zuletzt",
    "zuerst",
    "geandert",
    "erstellt",
    "geschrieben",
    "editiert",
    "letzte",
    "aktualisierung",
    "aktuelle",
    "zeit",
    "publie",
    "publiee",
    "le",
    "mis",
    "mise",
    "a",
    "jour",
    "modifie",
    "publicado",
    "publicada",
    "actualizado",
    "fecha",
    "el",
    "ultima",
    "actualizacion",
    "em",
    "atualizado",
    "data",
    "pubblicato",
    "aggiornato",
    "il",
    "gepubliceerd",
    "op",
    "bijgewerkt",
    "laatst",
    "publicerad",
    "uppdaterad",
    "senast",
    "den",
    "opublikowano",
    "dnia",
    "zaktualizowano",
    "aktualizacja",
    "posledni",
    "uprava",
    "son",
    "guncelleme",
    "yayin",
    "tarihi",
    "опубликовано",
    "обновлено",
    "дата",
    "la",
    "modificato",
    "modificado",
    "del",
    "oppdatert",
    "opdateret",
];
