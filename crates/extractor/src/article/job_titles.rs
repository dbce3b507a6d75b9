//! Job titles: how high they stand and what they are about.
//!
//! Both tables are read from the top, and the first row whose pattern matches decides: a vice president
//! is no president, a vice chancellor who is also chief information officer is a chief officer, and the
//! director of infrastructure is no chief. A title that no row knows is an individual's.

use std::borrow::Cow;
use std::sync::LazyLock;

use model::{Function, Seniority};
use regex::Regex;

/// Seniority by pattern (case-insensitive unless it says otherwise), first match wins.
pub const SENIORITY: &[(&str, Seniority)] = &[
    (r"\bchief\b[^,;]*\bofficer\b|\bchief executive\b", Seniority::CLevel),
    (r"(?-i:\bC[A-Z]{1,2}O\b)", Seniority::CLevel),
    (
        r"\bvice[ -]?president\b|(?-i:\b[SEAG]?VP\b)|\bvize-?pr[äa]sident(in)?\b|\bvice-?pr[ée]sidente?\b|\bwiceprezes\b",
        Seniority::Vp,
    ),
    (r"\bpresident of sales\b", Seniority::Vp),
    (
        r"\b(co-?)?founders?\b|\bpresident\b|\bmanaging director\b|\bcommissioner\b|\bvice chancellor\b",
        Seniority::CLevel,
    ),
    (
        r"\b(gesch[äa]ftsf[üu]hrer(in)?|vorstand(svorsitzende[rn]?|smitglied)?|owner|inhaber(in)?|pdg|(mit)?gr[üu]nder(in)?)\b",
        Seniority::CLevel,
    ),
    (
        r"\b(direct(eur|rice) g[ée]n[ée]rale?|pr[ée]sidente?|(co-?)?fondat(eur|rice|ore)|director(a)? general|consejer[oa] delegad[oa]|(co-?)?fundador(a)?|amministrat(ore|rice) delegat[oa]|diretora?-?executiv[oa]|bestuursvoorzitter|algemeen directeur|oprichter|prezes|verkställande direktör|administrerende direktør|toimitusjohtaja|generaldirektor(in)?)\b",
        Seniority::CLevel,
    ),
    (
        r"\b(team|gruppen|projekt)leit(er|erin|ung)\b|\bchef d['’][ée]quipe\b|\bjef[ea] de equipo\b",
        Seniority::Manager,
    ),
    (
        r"\bdirector[ae]?\b|\bhead of\b|\b(abteilungs|bereichs)?leiter(in)?\b|\bdirecteur\b|\bdirectrice\b|\bdirett(ore|rice)\b|\bdiretora?\b|\bhoofd\b|\bdyrektor\b|\bdirektör\b|\bdirektor(in)?\b|\bgeneral counsel\b",
        Seniority::Director,
    ),
    (r"\b(product|program(me)?|project|community) (marketing )?manager\b", Seniority::Individual),
    (
        r"\bmanager\b|\blead\b|\bteam leader\b|\bresponsable\b|\bjef[ea] de\b|\bgerente\b|\bresponsabile\b|\brespons[áa]vel\b|\bchef de\b|\bkierownik\b",
        Seniority::Manager,
    ),
    (
        r"\bengineer\b|\bdeveloper\b|\banalyst\b|\bresearcher\b|\bmaintainer\b|\bpackager\b|\bin residence\b",
        Seniority::Individual,
    ),
    (r"\bstaff (writer|reporter|photographer)\b|\bchief of staff\b", Seniority::Individual),
    (
        r"\b(team|working group|committee|staff|project)\b|\b[ée]quipe\b|\bequipo\b|(?-i:\bPSIRT\b|\bCSIRT\b)",
        Seniority::Team,
    ),
];

/// Function by pattern (case-insensitive unless it says otherwise), first match wins.
pub const FUNCTION: &[(&str, Function)] = &[
    (
        r"\bsecurity\b|\btrust\b|\bprivacy\b|\bvulnerabilit|\bincident response\b|\bcyber|\binfosec\b|\b(app|dev|prod)sec(ops)?\b|\bthreat\b|\bdata protection\b|sicherheit|datenschutz|\bs[ée]curit[ée]\b|\bseguridad\b|\bsicurezza\b|\bseguran[çc]a\b|beveiliging|säkerhet|sikkerhed|tietoturva|bezpiecze[ńn]stw|(?-i:\bCISO\b|\bPSIRT\b|\bCSIRT\b|\bCERT\b|\bDPO\b)",
        Function::Security,
    ),
    (
        r"\binfrastructure\b|\breliability\b|\boperations\b|\boperating officer\b|\bsysadmin\b|\bsystem(s)? administrat|\bnetwork (engineer|administrat)|\bdevops\b|(?-i:\bSRE\b|\bCIO\b|\bCOO\b|\bIT\b|\bNOC\b)|\binformation (technology|officer|systems)\b|\binfrastruktur|\binfraestructura\b|\binfraestrutura\b|\binfrastruttura\b|\boperaciones\b|\bopera[çc][õo]es\b|\bbetrieb\b",
        Function::Operations,
    ),
    (
        r"\blegal\b|\bcounsel\b|\blawyer\b|\battorney\b|\bcompliance\b|\brechts|\bjustiziar|\bjuridi(que|sch)|\bjur[íi]dic[oa]\b|\blegale\b",
        Function::Legal,
    ),
    (
        r"\bsupport\b|\bcustomer (success|experience|service|care)\b|\bkundenservice\b|\bkundendienst\b|\bsoporte\b|\batenci[óo]n al cliente\b|\bservice client\b|\bsuporte\b|\bassistenza\b",
        Function::Support,
    ),
    (r"\bproduct\b|\bproduktma?n|\bproduit\b|\bproducto\b|\bprodotto\b|\bproduto\b", Function::Product),
    (
        r"\bmarketing\b|\bcommunications?\b|\bcommunity\b|\bcontent\b|\bpublic relations\b|\b(media|external|public|corporate) (relations|affairs)\b|\bpress\b|\bspokes\w+|\beditor\b|\bwriter\b|\breporter\b|\bjournalist\b|\bcorrespondent\b|\bcolumnist\b|\bevangelist\b|\badvoca(te|cy)\b|\bdeveloper relations\b|\bdevrel\b|(?-i:\bPR\b|\bCMO\b)|redakt|kommunikation|\bcomunicaci[óo]n|\bcomunicazion|\bcomunica[çc][ãa]o|\bcommunicatie\b|pressesprecher|\bpresse\b|\bprensa\b|\bstampa\b|\bimprensa\b|\bporta-?voz\b|\bporte-parole\b|\bportavoce\b|\bwoordvoerder\b",
        Function::Communications,
    ),
    (
        r"\bengineer(ing)?\b|\bdeveloper\b|\bdevelopment\b|\bsoftware\b|\bprogrammer\b|\btechnology\b|\btechnical\b|\btech lead\b|\barchitect\b|\bresearch(er)?\b|\bscientist\b|\bmaintainer\b|\bpackager\b|(?-i:\bCTO\b|\bR&D\b)|entwickl|ingenieur|\bing[ée]nieure?\b|\bingenier[íoa]|\bingegner|\bengenh|\bd[ée]velopp|\bdesarroll|\bsviluppat|\btechni(k|sch|que)|\bt[ée]cnic[oa]\b|\btecnolog[íi]a\b",
        Function::Engineering,
    ),
    (
        r"\bfounders?\b|\bpresident\b|\bcommissioner\b|\bchief executive\b|\bexecutive director\b|\bmanaging director\b|\bvice chancellor\b|(?-i:\bCEO\b)|gesch[äa]ftsf[üu]hrer|\bvorstand|\bgr[üu]nder|\bdirect(eur|rice) g[ée]n[ée]rale?\b|\bpr[ée]sidente?\b|\bpdg\b|\bfondat(eur|rice|ore)\b|\bdirector(a)? general\b|\bconsejer[oa] delegad[oa]\b|\bfundador(a)?\b|\bamministrat(ore|rice) delegat[oa]\b|\bdiretora?-?executiv[oa]\b|\bprezes\b|\bbestuursvoorzitter\b|\balgemeen directeur\b|\bverkställande direktör\b|\btoimitusjohtaja\b|\bgeneraldirektor",
        Function::Executive,
    ),
];

static SENIORITY_RULES: LazyLock<Vec<(Regex, Seniority)>> = LazyLock::new(|| compile(SENIORITY));
static FUNCTION_RULES: LazyLock<Vec<(Regex, Function)>> = LazyLock::new(|| compile(FUNCTION));

/// Whether a text is of any seniority, asked once instead of rule by rule.
static ANY_SENIORITY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let any = SENIORITY.iter().map(|(pattern, _)| format!("(?:{pattern})")).collect::<Vec<_>>().join("|");
    Regex::new(&format!("(?i){any}")).ok()
});

/// The class of a title. A blank title is unstated in both.
pub fn classify(title: &str) -> (Seniority, Function) {
    if title.trim().is_empty() {
        return (Seniority::Unstated, Function::Unstated);
    }
    let own = own(title);
    let mut seniority = first(&SENIORITY_RULES, &own).unwrap_or(Seniority::Individual);
    if seniority == Seniority::CLevel && DEPUTY.as_ref().is_some_and(|deputy| deputy.is_match(&own)) {
        seniority = Seniority::Director;
    }
    (seniority, function(title, &own))
}

/// What a title is about, as [`classify`] says it.
pub(super) fn function_of(title: &str) -> Function {
    if title.trim().is_empty() { Function::Unstated } else { function(title, &own(title)) }
}

/// What a title is about whose own part is `own`.
fn function(title: &str, own: &str) -> Function {
    // The office of a chief of security is about security; whoever serves a chief executive is none.
    let of_others = || first(&FUNCTION_RULES, title).filter(|function| *function != Function::Executive);
    let is_whole = own.len() == title.len();
    let function = first(&FUNCTION_RULES, own);
    function.or_else(|| if is_whole { None } else { of_others() }).unwrap_or(Function::Unstated)
}

static DEPUTY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:deputy|stellvertretende[rn]?|adjointe?|adjunt[oa]|vice[ -]?ceo)\b").ok()
});

/// The title without those of others in it, and without those of the past: `Executive Assistant to the CEO`,
/// `Manager, Office of the CISO`, `former CEO`.
fn own(title: &str) -> Cow<'_, str> {
    static OF_OTHERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:^|[,;\s])\s*(?:\b(?:office|bureau|staff|team|cabinet) of|(?:reporting |reports |right hand )?\bto)\s+(?:(?:the|our|its|their)\s+)?(?:\p{L}+\s+){0,2}?(?:chief|(?-i:C[A-Z]{1,2}O)|(?-i:[SEAG]?VP)|vice|president|founders?|director|head|board|managing director|chair\w*)\b.*$",
        )
        .ok()
    });
    static FORMER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:^|[,;]\s*|\s(?:and|und|et|y|e|&)\s+)(?:the\s+)?(?:former(?:ly)?|ex[ -]|previously|past|retired|ehemalige[rn]?|früherer?|ancien(?:ne)?|antigu[oa]|voormalig)\b?[^,;&]*",
        )
        .ok()
    });
    // One word alone is of nobody else.
    let of_others = OF_OTHERS.as_ref().filter(|_| title.contains(char::is_whitespace));
    let plain = of_others.map_or(Cow::Borrowed(title), |rule| rule.replace(title, ""));
    match FORMER.as_ref().map(|rule| rule.replace_all(&plain, "")) {
        Some(Cow::Owned(own)) => Cow::Owned(own),
        _ => plain,
    }
}

/// Verbs of speech. No job title holds one, and who is let speak stands beside it.
pub(super) const SAYS: &str = r"said|says|told|wrote|writes|explained|explains|added|adds|noted|notes|stated|states|commented|comments|confirmed|confirms|announced|acknowledged|acknowledges|apologi[sz]ed|admitted|remarked|warned|warns|continued|concluded|concludes|reports|reported|sagte?|erkl[äa]rte?|schreibt|schrieb|betonte?|kommentierte?|d[ée]clare|d[ée]clar[ée]|explique|expliqu[ée]|affirme|affirm[ée]|indique|indiqu[ée]|pr[ée]cise|pr[ée]cis[ée]|dijo|dice|afirm[óao]|explic[óoa]|declar[óoa]|señal[óa]|escribi[óo]|detto|dichiarat[oa]|dichiara|spiegat[oa]|spiega|afferma|disse|afirmou|explicou|declarou|escreveu|zei|zegt|schreef|verklaarde";

/// Whether a word of a job title stands anywhere in `text`: what makes a passage worth a closer look.
pub(super) fn holds_title_word(text: &str) -> bool {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?-u:\b)(?:chief|president|vp|svp|evp|founders?|director[ae]?|head|manager|lead|engineer|officer|architect|analyst|researcher|maintainer|developer|spokes\w+|counsel|advocate|evangelist|scientist|administrator|c[a-z]{1,2}o|owner|editor|commissioner|chancellor|secretary|coordinator|chair(?:man|woman)?|partner|professor|consultant|advis[eo]r|specialist|strategist|expert|packager|jef[ea]|gerente|kierownik|chef|inhaber(?:in)?|pdg|oprichter|toimitusjohtaja|bestuursvoorzitter)(?-u:\b)|leiter|gesch[äa]ftsf|vorstand|sprecher|pr[ée]sident|direct(?:eur|rice)|fond(?:at|ator)|responsab|fundador|consejer|amministrat|diret|hoofd|prezes|direkt[öo]r|porte-parole|porta-?vo|ingenieur|ing[ée]nieur|gr[üu]nder",
        )
        .ok()
    });
    WORDS.as_ref().is_some_and(|words| words.is_match(text))
}

/// Whether a verb of speech stands in `text`: `Security Editor Jane Doe reported it first`.
fn holds_speech(text: &str) -> bool {
    static VERBS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!(r"(?:^|[^\p{{L}}])(?:{SAYS})(?:[^\p{{L}}]|$)")).ok());
    VERBS.as_ref().is_some_and(|verbs| verbs.is_match(text))
}

/// Whether `text` reads like a job title: short, without a verb of speech, and one of the rows, or a common trade, knows it.
pub(super) fn reads_like_title(text: &str) -> bool {
    static TRADES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?-u:\b)(editor|writer|reporter|journalist|correspondent|columnist|contributor|publisher|producer|photographer|specialist|consultant|architect|scientist|officer|strategist|administrator|advisor|adviser|expert|professor|editor-in-chief|chefredakteur(in)?|redakteur(in)?|redaktion|journalistin?|partner|counsel|evangelist|advocate|assistant|associate|fellow|chair(man|woman)?|secretary|coordinator|principal|intern|student|blogger|critic|host|anchor|r[ée]dact(?:eur|rice)|journaliste|periodista|jornalista|giornalista|reporter[oa]|correspondante?|corresponsal|corrispondente|korrespondent(?:in)?|verslaggever|toimittaja|dziennikarka?|muhabiri?)(?-u:\b)|redakteur|redakt[oöø]r|ressort|редактор|журналист|корреспондент|記者|編集委員|^(?:(?:co-?|guest|lead|contributing|senior|staff|technical|featured|freelance|best-?selling|award-winning) ?){0,2}author(?:$|,| of | and | & )",
        )
        .ok()
    });
    // `Chief Executive Officer, Example Inc.` ends with a stop and is no sentence.
    let text = ["Inc.", "Ltd.", "Corp.", "Co.", "LLC."]
        .iter()
        .find(|company| text.ends_with(*company))
        .map_or(text, |_| text.trim_end_matches('.'));
    // `More from this author`, `About the writer`: what leads to more of somebody.
    const LEADS: [&str; 9] =
        ["more ", "about ", "see ", "view ", "all ", "follow ", "read ", "contact ", "meet "];
    let leads = |start: &&str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let length = text.chars().count();
    !LEADS.iter().any(leads)
        && (2..=90).contains(&length)
        && text.split_whitespace().count() <= 12
        && !text.ends_with(['.', '?', '!', ':'])
        && (ANY_SENIORITY.as_ref().is_some_and(|any| any.is_match(text))
            || TRADES.as_ref().is_some_and(|trades| trades.is_match(text)))
        && !holds_speech(text)
}

/// Whether a title is that of several: `Co-founders`, `Security Engineers at Nimbus`.
pub(super) fn is_of_several(title: &str) -> bool {
    const SEVERAL: [&str; 16] = [
        "founders",
        "cofounders",
        "ceos",
        "ctos",
        "directors",
        "presidents",
        "officers",
        "managers",
        "engineers",
        "editors",
        "researchers",
        "scientists",
        "architects",
        "analysts",
        "reporters",
        "partners",
    ];
    let ends = [",", " of ", " at ", " for ", " and ", " & "];
    let end = ends.iter().filter_map(|end| title.find(end)).min().unwrap_or(title.len());
    let last = title.get(..end).and_then(|title| title.split([' ', '-']).next_back()).unwrap_or_default();
    SEVERAL.iter().any(|several| last.eq_ignore_ascii_case(several))
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
    fn a_title_of_several_is_told_by_its_first_words() {
        for title in ["Co-founders", "Founders & CEOs"] {
            assert!(is_of_several(title) && reads_like_title(title), "{title}");
        }
        assert!(is_of_several("Security Engineers at Nimbus"));
        for title in ["Co-founder", "Head of Customer Engineers", "Manager, Engineers", ""] {
            assert!(!is_of_several(title), "{title}");
        }
    }

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
            ("General Counsel", Director, Legal),
            ("PSIRT", Team, Security),
            ("CSIRT analyst", Individual, Security),
            ("Vizepräsident Technik", Vp, Engineering),
            ("Teamleiter IT-Sicherheit", Manager, Security),
            ("Abteilungsleiterin Kommunikation", Director, Function::Communications),
            ("directrice de la sécurité", Director, Security),
            ("Executive Assistant to the CEO", Individual, Function::Unstated),
            ("Engineer, reporting to the CTO", Individual, Engineering),
            ("Office of the CISO", Individual, Security),
            ("Engineering Manager, Office of the VP", Manager, Engineering),
            ("former CEO", Individual, Function::Unstated),
            ("Former CTO, now Director of Security", Director, Security),
            ("Security Engineer and former CTO", Individual, Security),
            ("ex-CEO", Individual, Function::Unstated),
            ("Deputy CISO", Director, Security),
            ("acting CEO", CLevel, Executive),
            ("Founder & CEO", CLevel, Executive),
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
        assert!(!reads_like_title("Security Editor Dan Roe reported it first"));
        assert!(!reads_like_title("We asked the director about the incident, and this is what happened."));
    }

    #[test]
    fn what_a_title_is_about_is_told_without_its_rank() {
        for title in [
            "",
            " ",
            "CISO",
            "ex-CISO",
            "Office of the CISO",
            "team\u{a0}of the Head of Security",
            "Ada",
            "Former legal counsel",
        ] {
            assert_eq!(function_of(title), classify(title).1, "{title}");
        }
    }
}
