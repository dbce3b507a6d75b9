//! Words that stand before a date and say what it is of.

use super::cursor::Cursor;

/// Steps over `Posted`, `Last updated:`, `Veröffentlicht am`, `12 years ago.` and the like.
pub(super) fn skip(c: &mut Cursor) {
    // A dozen tokens are the longest that a label with a relative date has.
    for _ in 0..12 {
        let stepped = c.word_of(&LABELS).is_some() || c.mark(":|,.-–—·•(").is_some() || ago(c).is_some();
        if !stepped {
            break;
        }
    }
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

// Folded; languages in the order English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish,
// Polish, Russian.
const LABELS: [&str; 83] = [
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
    "veroffentlicht",
    "aktualisiert",
    "stand",
    "datum",
    "am",
    "vom",
    "zuletzt",
    "geandert",
    "erstellt",
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
    "den",
    "opublikowano",
    "dnia",
    "zaktualizowano",
    "aktualizacja",
    "опубликовано",
    "обновлено",
    "дата",
    "time",
    "timestamp",
    "effective",
    "reported",
    "announced",
    "since",
];
