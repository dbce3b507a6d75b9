//! Who a name is of: a person, an organisation, or a desk of one.

use std::sync::LazyLock;

use model::AuthorKind;
use regex::Regex;

use super::super::job_titles::holds_title_word;
use super::names::rule;
use super::plausible::looks_like_person;

/// Words of the names of organisations.
static ORGANISATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    rule(
        r"(?i)\b(?:team|staff|inc|llc|ltd|gmbh|ag|corp(?:oration)?|company|committee|foundation|association|agency|agencia|agência|agence|agenzia|agentur|organi[sz]ations?|institute|university|department|group|working group|project|press|news(?:room|wire|desk)?|editors?|editorial|redaktion|redacción|redazione|rédaction|redactie|toimitus|desk|bureau|board|council|network|media|magazine|times|post|tribune|reuters|afp|dpa|bloomberg|psirt|csirt|cert|security response|support|labs|center|centre|community|office|service|services|society|union|club|verlag|zeitung|online|blog|wire|llp|plc|\p{L}*(?:anstalt|ministerium|behörde|verband|verein))\b|^(?:ap|afp|dpa|reuters|epd|kna|sid|apa|ansa|efe|tass)$|\.(?:com|org|net|de|io|it|at|ch)\b|\bwww\.|\be\. ?v\.|\p{Han}(?:网|報|报|社|台|新闻|新聞|在线|编辑部|編集部|频道|公司|中心|委员会|协会)$",
    )
});

/// Words for a function or a department. A name in which one of them stands is that of a desk; the few people whose family
/// name is such a word are the price, since a desk that is taken for a person would be counted as one who speaks.
const FUNCTIONS: &[&str] = &[
    "security",
    "cybersecurity",
    "infosec",
    "operations",
    "ops",
    "devops",
    "secops",
    "platform",
    "platforms",
    "success",
    "support",
    "helpdesk",
    "engineering",
    "infrastructure",
    "reliability",
    "sre",
    "noc",
    "soc",
    "trust",
    "safety",
    "privacy",
    "compliance",
    "communications",
    "marketing",
    "relations",
    "newsroom",
    "cloud",
    "response",
    "research",
    "customer",
    "customers",
    "product",
    "products",
    "developers",
    "systems",
    "software",
    "solutions",
    "technologies",
    "hosting",
    "status",
    "team",
    "sicherheit",
    "betrieb",
    "infrastruktur",
    "kundenservice",
    "kommunikation",
    "technik",
    "sécurité",
    "exploitation",
    "seguridad",
    "operaciones",
    "infraestructura",
    "comunicación",
    "sicurezza",
    "segurança",
    "beveiliging",
];

/// Whether a word of the name is one of a company, an institution or an outlet.
pub(super) fn is_company(name: &str) -> bool {
    ORGANISATION.as_ref().is_some_and(|rule| rule.is_match(name))
}

/// Whether only a word for a function tells a name from that of a person: `Cloud Platform`.
pub(super) fn is_desk(name: &str) -> bool {
    names_function(name) && looks_like_person(name) && !is_company(name)
}

/// Person or organisation, by the words of the name.
pub(super) fn kind_of(name: &str) -> AuthorKind {
    match is_company(name) || name.contains('&') || names_function(name) {
        true => AuthorKind::Organisation,
        false => AuthorKind::Person,
    }
}

/// Whether a word of the name is one of a function or a department. Handles in small letters are left alone, and so is a
/// title that no mark parts from the name before it: `Ada Park Security Engineer`.
fn names_function(name: &str) -> bool {
    name.split(|c: char| c.is_whitespace() || matches!(c, '&' | '/' | ','))
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .any(is_function)
        && !holds_title_word(name)
}

/// Whether the word is one of a function or a department.
pub(super) fn is_function(word: &str) -> bool {
    FUNCTIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::super::names::split;
    use super::*;
    use crate::dates::DateContext;

    fn names(raw: &str) -> Vec<String> {
        split(raw, &DateContext::default()).into_iter().map(|written| written.name).collect()
    }

    #[test]
    fn teams_are_organisations() {
        for team in ["Example Security Team", "Trust Safety", "Customer Success", "Security", "Nimbus Cloud"]
        {
            assert_eq!(kind_of(team), AuthorKind::Organisation, "{team}");
        }
        for person in ["Ada Example", "ada.cloud", "Ada Park Security Engineer"] {
            assert_eq!(kind_of(person), AuthorKind::Person, "{person}");
        }
        assert_eq!(names("By Trust and Safety"), ["Trust and Safety"]);
        assert_eq!(names("By Trust & Safety"), ["Trust & Safety"]);
        for whole in [
            "AT&T",
            "Marks & Spencer",
            "Ernst & Young LLP",
            "Security and Compliance Team",
            "Landesanstalt für Wald und Forstwirtschaft",
        ] {
            assert_eq!(names(whole), [whole]);
            assert_eq!(kind_of(whole), AuthorKind::Organisation, "{whole}");
        }
    }
}
