//! The code book: what a coder is asked of each communication, and which answers there are. A field that is a signal
//! of the rules has the name of that signal, so that the two are compared.

use super::actions::ACTIONS;

/// A code book. Its version changes with the meaning of any field; codes are stored with the version that they
/// were made by.
#[derive(Debug)]
pub struct CodeBook {
    /// Its version.
    pub version: &'static str,
    /// Its fields, in the order of a sheet.
    pub fields: &'static [Field],
}

/// One question.
#[derive(Debug)]
pub struct Field {
    /// Its name in sheets and tables.
    pub name: &'static str,
    /// The criterion that it belongs to.
    pub criterion: Criterion,
    /// What must hold for the answer yes, or what is asked.
    pub meaning: &'static str,
    /// What looks like it and does not count.
    pub not_enough: &'static str,
    /// The answers.
    pub values: Values,
}

/// The criteria by which the answers to a crisis are compared; response time is measured and not coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// Who speaks.
    Speaker,
    /// What is said of impact and risk.
    Transparency,
    /// Whether it is told what is not known, and how to report.
    Disclosure,
    /// What readers can do with it.
    Practice,
}

impl Criterion {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Transparency => "transparency",
            Self::Disclosure => "disclosure",
            Self::Practice => "practice",
        }
    }
}

/// The answers that a field has.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// `yes`, `no` or `unknown`.
    YesNo,
    /// One of these, or `unknown`.
    One(&'static [(&'static str, &'static str)]),
    /// Any number of these with semicolons between them, `none`, or `unknown`.
    Many(&'static [(&'static str, &'static str)]),
}

/// Cannot be told: the copy is partial, or the case is too doubtful. It counts as missing, never as no.
pub const UNKNOWN: &str = "unknown";

/// The answer to a field with many values where none of them holds.
pub const NONE: &str = "none";

impl CodeBook {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    /// The value as it is stored, whatever its case and the spaces around it; `None` where it is not allowed.
    pub fn value(&self, text: &str) -> Option<String> {
        let text = text.trim().to_lowercase();
        let among = |values: &[(&str, &str)], text: &str| values.iter().any(|(value, _)| *value == text);
        match self.values {
            _ if text == UNKNOWN => Some(text),
            Values::YesNo => matches!(text.as_str(), "yes" | "no").then_some(text),
            Values::One(values) => among(values, &text).then_some(text),
            Values::Many(_) if text == NONE => Some(text),
            Values::Many(values) => {
                let mut parts: Vec<&str> =
                    text.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
                parts.sort_unstable();
                parts.dedup();
                let good = !parts.is_empty() && parts.iter().all(|part| among(values, part));
                good.then(|| parts.join(";"))
            }
        }
    }

    /// The answers for a person.
    pub fn allowed(&self) -> String {
        let names = |values: &[(&'static str, &'static str)]| {
            values.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", ")
        };
        match self.values {
            Values::YesNo => format!("yes, no, {UNKNOWN}"),
            Values::One(values) => format!("{}, {UNKNOWN}", names(values)),
            Values::Many(values) => {
                format!("{NONE}, {UNKNOWN}, or some of these with ; between them: {}", names(values))
            }
        }
    }
}

const fn yes_no(
    name: &'static str,
    criterion: Criterion,
    meaning: &'static str,
    not_enough: &'static str,
) -> Field {
    Field { name, criterion, meaning, not_enough, values: Values::YesNo }
}

const SENIORITY: &[(&str, &str)] = &[
    ("c-level", "a chief officer, president, founder or head of the whole organisation"),
    ("vp", "a vice president of any rank"),
    ("director", "a director or head of a department"),
    ("manager", "a manager or team lead"),
    ("individual", "an engineer, analyst, writer or other person without a leading title"),
    ("team", "a team or the organisation signs, no person"),
    ("unstated", "a person signs, and the document gives no title"),
    ("nobody", "the copy is whole and nobody signs"),
];

const FUNCTION: &[(&str, &str)] = &[
    ("executive", "leads the organisation"),
    ("security", "security, trust or privacy"),
    ("operations", "operations, infrastructure, reliability or IT"),
    ("engineering", "engineering, technology or research"),
    ("communications", "press, marketing or community"),
    ("product", "product"),
    ("legal", "law and compliance"),
    ("support", "customer support"),
    ("unstated", "someone signs, and the function is not told"),
    ("nobody", "the copy is whole and nobody signs"),
];

/// The code book of this version of the program.
pub const BOOK: CodeBook = CodeBook { version: "1", fields: FIELDS };

use Criterion::{Disclosure, Practice, Speaker, Transparency};

const FIELDS: &[Field] = &[
    Field {
        name: "seniority",
        criterion: Speaker,
        meaning: "The highest rank among those who sign, by the title in the document itself.",
        not_enough: "a title that stands elsewhere",
        values: Values::One(SENIORITY),
    },
    Field {
        name: "function",
        criterion: Speaker,
        meaning: "What the title of that person is about.",
        not_enough: "a title that stands elsewhere",
        values: Values::One(FUNCTION),
    },
    yes_no(
        "affected",
        Transparency,
        "A service, product, system or credential of the provider is said, or plainly implied, to have been affected, \
         vulnerable or in need of a fix.",
        "the flaw explained in general; what customers build or run themselves",
    ),
    yes_no(
        "unaffected",
        Transparency,
        "A named service, component or kind of data of the provider is said not to be affected.",
        "no evidence of misuse; nothing to do for customers; \"no longer vulnerable\"; \"not everyone\"",
    ),
    yes_no(
        "exposure-window",
        Transparency,
        "The start, the end or the length of the provider's own exposure or compromise can be placed in time.",
        "the time of the patch alone; an outage; how long the response took",
    ),
    yes_no(
        "patch-time",
        Transparency,
        "A day, a clock time or a measured duration is given for a fix or mitigation of the provider, also a planned one.",
        "\"at once\", \"within hours\"",
    ),
    Field {
        name: "action",
        criterion: Transparency,
        meaning: "What the provider says that it did itself.",
        not_enough: "plans; what others did",
        values: Values::Many(ACTIONS),
    },
    yes_no(
        "withheld",
        Transparency,
        "It is said that something is kept back, or cannot be told.",
        "silence about it",
    ),
    yes_no(
        "unknowns",
        Disclosure,
        "Something about impact or cause is admitted to be unknown, unknowable or still examined, or misuse not to be \
         ruled out.",
        "that the flaw leaves no trace, as a property of the flaw; hedges of marketing",
    ),
    yes_no(
        "no-evidence",
        Disclosure,
        "It is claimed that there is no evidence, sign or indication of misuse or harm.",
        "evidence of absence, such as an audit that found none; the words used to deny comfort",
    ),
    yes_no(
        "check-tool",
        Disclosure,
        "A way is given to find out whether the reader or a service is affected: a tool, a command, a list of traces.",
        "\"look at your account history\"",
    ),
    yes_no(
        "patch-management",
        Disclosure,
        "It is told which versions are affected or corrected, or when a corrected one is to come.",
        "that updates are installed, without a version or a date",
    ),
    yes_no(
        "disclosure-policy",
        Disclosure,
        "A channel or policy for reporting vulnerabilities is named, or a report through one is credited.",
        "a support address for questions",
    ),
    yes_no(
        "next-steps",
        Practice,
        "Readers are told what to do, or in so many words that nothing is to be done.",
        "what the provider will do itself",
    ),
    yes_no(
        "password-advice",
        Practice,
        "Something is advised about passwords, for or against changing them.",
        "credentials in general",
    ),
    yes_no(
        "credential-advice",
        Practice,
        "The same about keys, tokens, certificates or secrets of the reader.",
        "the provider replaces its own keys",
    ),
    yes_no(
        "where-to-ask",
        Practice,
        "Questions are invited, or a place or person for them is named.",
        "a channel for reports of vulnerabilities only",
    ),
    yes_no(
        "future-updates",
        Practice,
        "Further news are promised, or it is said where they will stand.",
        "plans for the fix alone",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str) -> &'static Field {
        BOOK.field(name).unwrap_or_else(|| panic!("no field {name}"))
    }

    #[test]
    fn values_are_folded_and_others_refused() {
        assert_eq!(field("affected").value(" Yes "), Some("yes".to_owned()));
        assert_eq!(field("affected").value("maybe"), None);
        assert_eq!(field("affected").value("unknown"), Some("unknown".to_owned()));
        assert_eq!(field("seniority").value("VP"), Some("vp".to_owned()));
        assert_eq!(field("seniority").value("yes"), None);
    }

    #[test]
    fn a_set_of_values_has_one_spelling() {
        let actions = field("action");
        assert_eq!(
            actions.value("patched; certs-reissued;patched"),
            Some("certs-reissued;patched".to_owned())
        );
        assert_eq!(actions.value("none"), Some("none".to_owned()));
        assert_eq!(actions.value("none;patched"), None);
        assert_eq!(actions.value(";"), None);
    }

    #[test]
    fn names_are_there_once() {
        let mut names: Vec<&str> = BOOK.fields.iter().map(|field| field.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), BOOK.fields.len());
    }
}
