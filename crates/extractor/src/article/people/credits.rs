//! Lines that name somebody beside a deed and are no bylines: who took the picture, who found the flaw, who translated or
//! checked the text, who paid for it.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use super::scripts::ByScript;

/// Bytes that the states of one of these expressions may take on each thread: they are tried on short lines alone, and with the
/// library's own limit of megabytes each of them keeps more than the page that is read.
const STATES: usize = 128 << 10;

pub(super) fn small(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).dfa_size_limit(STATES).build().ok()
}

/// Words anywhere before `by` that thank somebody for a find or say who did something else than write.
static THANKED: ByScript = ByScript::new(
    || {
        r"(?i)(?:^|[^\p{L}])(?:found|reported|(?:re|un|dis)?covered|told|(?:un)?disclosed|credits?|credited|identified|researched|noticed|noted|brought|spotted|flagged|notified|informed|alerted|acknowledge[ds]?|acknowledge?ments?|thanks?|thanked|analy[sz]ed|verified|confirmed|fixed|patched|developed|handled|coordinated|caused|affected|exploited|used|(?:re)?generated|rendered|powered|hosted|gefunden|entdeckt|gemeldet|berichtet|behoben|signalée?s?|découverte?s?|rapportée?s?|identifiée?s?|corrigée?s?|descubiert[oa]s?|reportad[oa]s?|notificad[oa]s?|encontrad[oa]s?|identificad[oa]s?|descobert[oa]s?|relatad[oa]s?|zgłoszon\p{L}*|odkryt\p{L}*|znalezion\p{L}*)(?:[^\p{L}]|$)".to_owned()
    },
    small,
);

/// Works that are no text, and deeds that are no writing, right before `by`: `Photo by`, `Übersetzt von`, `Illustration par`.
static DEED: ByScript = ByScript::new(
    || {
        r"(?ix)(?:^|[^\p{L}])(?:
        # works
          (?:photo|foto|image|picture|graphic|illustration|ilustraci|ilustraç|illustrazion|ilustracj|video|vidéo|artwork|drawing|cartoon|animation|infographic|infografi|footage|podcast|bild|grafik|zeichnung|aufnahme|imagen|imagem|immagin|zdjęci|obraz)\p{L}*
        | (?:header|hero|featured|cover)\ (?:art|design) | tweet | theme | template | plugin | widget | website | site | art | cover | music | audio | sound | camera | design | translations? | übersetzung | traduction | traducción | tradução | traduzione | vertaling | editing | moderation | фото\p{L}* | иллюстрац\p{L}* | перев[её]л\p{L}* | перевод
        # deeds: participles, but for those of writing below
        | (?:taken|shot|drawn|made|given|held|led|sung|run|sent|chosen|won|kept|taught|built|owned)
        | übersetzt | fotografiert | gesponsert | präsentiert | (?:über)?geprüft | freigegeben | aktualisiert | geändert | bearbeitet | redigiert | lektoriert | gezeichnet | bereitgestellt | unterstützt | gestaltet | illustriert
        | traduite? | relue? | validée? | modifiée? | vérifiée? | présentée? | proposée? | sponsorisée? | illustrée? | photographiée? | mise?\ à\ jour | révisée? | éditée? | offerte?
        | tradott[oa] | fotografat[oa] | aggiornat[oa] | modificat[oa] | sponsorizzat[oa] | verificat[oa] | revisionat[oa]
        | vertaald | bijgewerkt | gefotografeerd | gesponsord | gecontroleerd | bewerkt | aangeboden
        | (?:traduci|traduzi|patrocina|actualiza|atualiza|modifica|edita|revisa|verifica|presenta|apresenta|ilustra|fotografia|ofreci|ofereci|aproba|aprova|corregi|corrigi)d[oa]
        | (?:przetłumaczon|zaktualizowan|zredagowan|sprawdzon|sponsorowan)\p{L}*
        )[\s:]*$".to_owned()
    },
    small,
);

/// An English participle right before `by`.
static PARTICIPLE: ByScript = ByScript::new(|| r"(?:^|[^\p{L}])(\p{L}{2,}ed)[\s:]*$".to_owned(), small);

/// Participles of writing, and of what an author does with a text.
const WRITING: &[&str] = &[
    "posted",
    "published",
    "authored",
    "coauthored",
    "submitted",
    "contributed",
    "created",
    "added",
    "shared",
    "uploaded",
    "filed",
    "compiled",
    "prepared",
    "drafted",
    "penned",
    "signed",
    "issued",
    "released",
    "announced",
    "started",
    "opened",
    "asked",
    "blogged",
    "composed",
];

/// Chinese labels of editors and proofreaders, who sign below the text.
static EDITOR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    small(r"^[【\[(（]?\s*(?:责任编辑|責任編輯|责编|責編|编辑|編輯|校对|校對|审核)\s*[:：]")
});

/// The first word for authorship in a line.
static BY: ByScript =
    ByScript::new(|| r"(?i)(?:^|[^\p{L}])(?:by|von|par|por|przez|door)(?:[^\p{L}]|$)".to_owned(), small);

/// Marks between the parts of a line.
const BARS: [char; 6] = ['|', '•', '·', '–', '—', ';'];

/// Whether a line names somebody who is thanked or spoken of, and not its author.
pub(in super::super) fn is_credit(text: &str) -> bool {
    if text.starts_with(['责', '責', '编', '編', '【', '校', '审'])
        && EDITOR.as_ref().is_some_and(|editor| editor.is_match(text))
    {
        return true;
    }
    let Some(before) = before_by(text) else { return false };
    // Behind a bar a byline begins anew: `Two flaws reported | By Ada Park`.
    let clause = before.rsplit(BARS).next().unwrap_or_default();
    let is_deed = || {
        let participle = PARTICIPLE.of(clause).and_then(|rule| rule.captures(clause)?.get(1));
        participle.is_some_and(|word| !WRITING.contains(&word.as_str().to_lowercase().as_str()))
    };
    THANKED.is_match(clause) || DEED.is_match(clause) || is_deed()
}

/// What stands before the first word for authorship.
fn before_by(text: &str) -> Option<&str> {
    let by = BY.of(text)?.find(text)?;
    // What is found begins with the word or with the sign before it, which is no letter.
    let sign = by.as_str().chars().next().filter(|c| !c.is_ascii_alphabetic()).map_or(0, char::len_utf8);
    text.get(..by.start() + sign)
}

/// The parts of a line that are no credits; `None` where nothing is left: `By Ada Park | Edited by Bo Lind` names her.
pub(super) fn without_credits(text: &str) -> Option<String> {
    if !text.contains(BARS) {
        return (!is_credit(text)).then(|| text.to_owned());
    }
    let mut parts: Vec<&str> = text.split_inclusive(BARS).collect();
    let all = parts.len();
    parts.retain(|part| !is_credit(part));
    if parts.len() == all {
        return Some(text.to_owned());
    }
    let rest = parts.concat();
    let rest = rest.trim().trim_end_matches(BARS).trim_end();
    (!rest.is_empty()).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_credit_is_no_byline() {
        for line in [
            "Photo by Bo Lind / Agency",
            "Illustration by Bo Lind",
            "Video by Bo Lind",
            "Translated by Bo Lind",
            "Reviewed by Dr. Bo Lind on April 20, 2014",
            "Fact checked by Bo Lind",
            "Approved by Bo Lind",
            "Sponsored by Example Bank",
            "Presented by Example Bank",
            "Last edited by Bo Lind on April 10, 2014",
            "Foto von Bo Lind",
            "Übersetzt von Bo Lind",
            "Photo par Jean Dupont",
            "Traduit par Jean Dupont",
            "Traducido por Juan Pérez",
            "Foto: Vertaald door Jan de Vries",
            "Two flaws reported by Bo Lind",
        ] {
            assert!(is_credit(line), "{line}");
        }
        for line in [
            "By Ada Park",
            "Posted by Ada Park",
            "Two flaws reported | By Ada Park",
            "Security by Ada Park",
            "Written by Ada Park",
            "Created by Ada Park",
            "Publicado por Ada Park",
            "Geschrieben von Ada Park",
            "April 8, 2014 by Ada Park",
            "5 min read by Ada Park",
        ] {
            assert!(!is_credit(line), "{line}");
        }
    }

    #[test]
    fn the_parts_of_a_line_are_judged_one_by_one() {
        let left = |text| without_credits(text);
        assert_eq!(left("By Ada Park | Edited by Bo Lind").as_deref(), Some("By Ada Park"));
        assert_eq!(left("Edited by Bo Lind | By Ada Park").as_deref(), Some("By Ada Park"));
        assert_eq!(left("By Ada Park – April 8, 2014").as_deref(), Some("By Ada Park – April 8, 2014"));
        assert_eq!(left("Photo by Bo Lind | Agency").as_deref(), Some("Agency"));
        assert_eq!(left("Photo by Bo Lind"), None);
    }

    proptest! {
        #[test]
        fn the_word_for_authorship_is_found_without_the_sign_before_it(
            text in "[ab|–é]{0,3}([ \u{301}–Ⓐ/]?(by|VON|Par|door|przez)[ \u{301},]?[a-z]{0,3}){0,3}",
        ) {
            let whole = Regex::new(r"(?i)(?:^|[^\p{L}])(by|von|par|por|przez|door)(?:[^\p{L}]|$)").unwrap();
            let expected = whole.captures(&text).map(|found| found.get(1).unwrap().start());
            prop_assert_eq!(before_by(&text).map(str::len), expected);
        }
    }
}
