//! Job titles: how high they stand and what they are about.
//!
//! Both tables are read from the top, and the first row whose pattern matches decides: a vice president
//! is no president, a vice chancellor who is also chief information officer is a chief officer, and the
//! director of infrastructure is no chief. A title that no row knows is an individual's.

use std::sync::LazyLock;

use model::{Function, Seniority};
use regex::Regex;

/// Seniority by pattern (case-insensitive unless it says otherwise), first match wins.
pub const SENIORITY: &[(&str, Seniority)] = &[
    (r"\bchief\b[^,;]*\bofficer\b|\bchief executive\b", Seniority::CLevel),
    (r"(?-i:\bC[A-Z]{1,2}O\b)", Seniority::CLevel),
    (r"\bvice[ -]?president\b|(?-i:\b[SEA]?VP\b)", Seniority::Vp),
    (r"\bpresident of sales\b", Seniority::Vp),
    (
        r"\b(co-?)?founder\b|\bpresident\b|\bmanaging director\b|\bcommissioner\b|\bvice chancellor\b",
        Seniority::CLevel,
    ),
    (
        r"\b(gesch[äa]ftsf[üu]hrer(in)?|vorstand(svorsitzende[rn]?)?|owner|inhaber(in)?|pdg)\b",
        Seniority::CLevel,
    ),
    (r"\bdirector\b|\bhead of\b|\bleiter(in)?\b|\bdirecteur\b|\bdirectrice\b", Seniority::Director),
    (r"\b(product|program(me)?|project|community) (marketing )?manager\b", Seniority::Individual),
    (r"\bmanager\b|\blead\b|\bteam leader\b", Seniority::Manager),
    (
        r"\bengineer\b|\bdeveloper\b|\banalyst\b|\bresearcher\b|\bmaintainer\b|\bpackager\b|\bin residence\b",
        Seniority::Individual,
    ),
    (r"\bstaff (writer|reporter|photographer)\b|\bchief of staff\b", Seniority::Individual),
    (r"\b(team|working group|committee|staff|project)\b", Seniority::Team),
];

/// Function by pattern (case-insensitive unless it says otherwise), first match wins.
pub const FUNCTION: &[(&str, Function)] = &[
    (
        r"\bsecurity\b|\btrust\b|\bprivacy\b|\bvulnerabilit|\bincident response\b|(?-i:\bCISO\b|\bPSIRT\b|\bCSIRT\b|\bCERT\b)",
        Function::Security,
    ),
    (
        r"\binfrastructure\b|\breliability\b|\boperations\b|\bsysadmin\b|\bsystem(s)? administrat|\bdevops\b|(?-i:\bSRE\b|\bCIO\b|\bCOO\b|\bIT\b)|\binformation (technology|officer|systems)\b",
        Function::Operations,
    ),
    (r"\blegal\b|\bcounsel\b|\blawyer\b|\battorney\b|\bcompliance\b", Function::Legal),
    (r"\bsupport\b|\bcustomer success\b|\bcustomer experience\b", Function::Support),
    (r"\bproduct\b", Function::Product),
    (
        r"\bmarketing\b|\bcommunications?\b|\bcommunity\b|\bcontent\b|\bpublic relations\b|\bpress\b|\bspokes\w+|\beditor\b|\bwriter\b|\breporter\b|\bjournalist\b|\bcorrespondent\b|\bcolumnist\b|\bevangelist\b|\badvocate\b|\bdeveloper relations\b|(?-i:\bPR\b|\bCMO\b)|redakt",
        Function::Communications,
    ),
    (
        r"\bengineer(ing)?\b|\bdeveloper\b|\btechnology\b|\btechnical\b|\barchitect\b|\bresearch(er)?\b|\bscientist\b|\bmaintainer\b|\bpackager\b|(?-i:\bCTO\b|\bR&D\b)",
        Function::Engineering,
    ),
    (
        r"\bfounder\b|\bpresident\b|\bcommissioner\b|\bchief executive\b|\bexecutive director\b|\bmanaging director\b|\bvice chancellor\b|(?-i:\bCEO\b)|gesch[äa]ftsf[üu]hrer",
        Function::Executive,
    ),
];

static SENIORITY_RULES: LazyLock<Vec<(Regex, Seniority)>> = LazyLock::new(|| compile(SENIORITY));
static FUNCTION_RULES: LazyLock<Vec<(Regex, Function)>> = LazyLock::new(|| compile(FUNCTION));

/// The class of a title. A blank title is unstated in both.
pub fn classify(title: &str) -> (Seniority, Function) {
    if title.trim().is_empty() {
        return (Seniority::Unstated, Function::Unstated);
    }
    let seniority = first(&SENIORITY_RULES, title).unwrap_or(Seniority::Individual);
    let function = first(&FUNCTION_RULES, title).unwrap_or(Function::Unstated);
    (seniority, function)
}

/// Whether `text` reads like a job title: short, and one of the rows, or a common trade, knows it.
pub(super) fn reads_like_title(text: &str) -> bool {
    static TRADES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(editor|writer|reporter|journalist|correspondent|columnist|contributor|author|publisher|producer|photographer|specialist|consultant|architect|scientist|officer|strategist|administrator|advisor|adviser|expert|professor|editor-in-chief|chefredakteur(in)?|redakteur(in)?|redaktion|journalistin?|partner|counsel|evangelist|advocate|assistant|associate|fellow|chair(man|woman)?|secretary|coordinator|principal|intern|student|blogger|critic|host|anchor)\b|redakteur|ressort",
        )
        .ok()
    });
    // `Chief Executive Officer, Example Inc.` ends with a stop and is no sentence.
    let text = ["Inc.", "Ltd.", "Corp.", "Co.", "LLC."]
        .iter()
        .find(|company| text.ends_with(*company))
        .map_or(text, |_| text.trim_end_matches('.'));
    let length = text.chars().count();
    (3..=90).contains(&length)
        && text.split_whitespace().count() <= 12
        && !text.ends_with(['.', '?', '!', ':'])
        && (first(&SENIORITY_RULES, text).is_some()
            || TRADES.as_ref().is_some_and(|trades| trades.is_match(text)))
}

fn compile<T: Copy>(table: &[(&str, T)]) -> Vec<(Regex, T)> {
    table
        .iter()
        .filter_map(|(pattern, class)| Some((Regex::new(&format!("(?i){pattern}")).ok()?, *class)))
        .collect()
}

fn first<T: Copy>(rules: &[(Regex, T)], title: &str) -> Option<T> {
    rules.iter().find(|(pattern, _)| pattern.is_match(title)).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(SENIORITY_RULES.len(), SENIORITY.len());
        assert_eq!(FUNCTION_RULES.len(), FUNCTION.len());
    }

    #[test]
    fn the_order_of_the_rows_matters() {
        use Function::{Engineering, Executive, Legal, Operations, Product, Security};
        use Seniority::{CLevel, Director, Individual, Manager, Team, Vp};
        let cases = [
            ("CEO", CLevel, Executive),
            ("Founder and CEO", CLevel, Executive),
            ("Chief Information Security Officer", CLevel, Security),
            ("Chief Technology Officer", CLevel, Engineering),
            ("Vice Chancellor for Teaching and Chief Information Officer", CLevel, Operations),
            ("Vice President, Enterprise and OS Security", Vp, Security),
            ("SVP Engineering", Vp, Engineering),
            ("President", CLevel, Executive),
            ("Director of Infrastructure", Director, Operations),
            ("Head of Trust & Safety", Director, Security),
            ("product manager", Individual, Product),
            ("Engineering Manager", Manager, Engineering),
            ("Technical Lead", Manager, Engineering),
            ("Site Reliability Engineer", Individual, Operations),
            ("Staff Engineer", Individual, Engineering),
            ("security engineer in residence", Individual, Security),
            ("Product Security Team", Team, Security),
            ("General Counsel", Individual, Legal),
            ("Potter", Individual, Function::Unstated),
            ("", Seniority::Unstated, Function::Unstated),
        ];
        for (title, seniority, function) in cases {
            assert_eq!(classify(title), (seniority, function), "{title}");
        }
    }

    #[test]
    fn titles_are_told_from_other_words() {
        assert!(reads_like_title("ISRG Executive Director"));
        assert!(reads_like_title("Staff Writer"));
        assert!(!reads_like_title("Read more"));
        assert!(!reads_like_title("We asked the director about the incident, and this is what happened."));
    }
}
