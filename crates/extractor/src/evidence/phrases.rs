//! Pages that say that there is none, that one must sign in, or that the site is being worked on.

use std::sync::LazyLock;

use regex::Regex;

use super::visible::Visible;

/// What a title or a heading is, as a whole, where there is no page: in the languages of many sites.
const NOT_FOUND: &str = r"(?xi)^[\s\W]* (?:
    (?:error\s*|http\s*|fehler\s*|erreur\s*)?:?\s*404\s*(?:[-:–—.!|]\s*|\s)*(?:error|fehler|erreur)?
        \s*(?:[-:–—.!|]\s*)*(?:page\s+|file\s+|seite\s+)?(?:not\s+found|nicht\s+gefunden)?
  | (?:oops|sorry|whoops|uh\s*oh|ooops)?[\s!,.]*(?:error:?\s*)?(?:the\s+|this\s+|that\s+|requested\s+|your\s+)*
        (?:web\s*)?(?:page|post|article|document|url|content|resource|file|site)\s+
        (?:you\s+(?:requested|were\s+looking\s+for|are\s+looking\s+for)\s+)?
        (?:was\s+|is\s+)?(?:not\s+(?:be\s+)?(?:found|available)|no\s+longer\s+(?:available|exists?|here)
            |(?:can(?:no|')t|can\s*not|could\s+not|couldn't)\s+be\s+found|does\s*(?:n't|\s+not)\s+exist|unavailable|missing)
  | (?:we|sorry,\s+we)\s+(?:can't|cannot|couldn't|could\s+not)\s+find\s+(?:that|this|the|your)\s+page
        (?:\s+you(?:'re|\s+are|\s+were)\s+looking\s+for)?
  | not\s+found | nothing\s+(?:was\s+)?found | page\s+404
  | (?:die\s+)?(?:angeforderte\s+)?seite\s+(?:wurde\s+|konnte\s+)?nicht\s+gefunden(?:\s+werden)?
  | (?:la\s+)?page\s+(?:demandée\s+)?(?:est\s+)?(?:introuvable|non\s+trouvée|n'existe\s+pas)
  | (?:la\s+)?página\s+no\s+(?:encontrada|existe|se\s+encuentra) | página\s+não\s+encontrada
  | pagina\s+(?:non\s+trovata|niet\s+gevonden) | strona\s+nie\s+(?:została\s+znaleziona|istnieje)
  | sidan\s+(?:hittades\s+inte|kunde\s+inte\s+hittas) | siden\s+(?:blev\s+ikke|ble\s+ikke|ikke)\s+funnet
  | sivua\s+ei\s+löyt\w+ | страница\s+не\s+найдена | 页面(?:不存在|未找到|没有找到) | 找不到(?:网页|页面)
  | (?:ページ|お探しのページ)が?(?:は)?見つかりません(?:でした)? | 페이지를\s*찾을\s*수\s*없습니다
) [\s\W]*$";

const SIGN_IN: &str = r"(?xi)^[\s\W]*(?:please\s+)?(?:sign\s*in|log\s*in|login|sign\s*on|authentication\s+required
    |single\s+sign[\s-]*on|anmelden|anmeldung|connexion|se\s+connecter|iniciar\s+sesión|accedi|entrar|войти|登录|ログイン)
    (?:\s+(?:to|with|bei|à|en|a)\s+.{1,60}|\s+required|\s+page)?[\s\W]*$";

const MAINTENANCE: &str = r"(?xi)^[\s\W]*(?:
    (?:(?:the|our|this)\s+)?(?:web)?(?:site|page|service)?\s*(?:is\s+)?(?:currently\s+|temporarily\s+)?
        (?:under(?:going)?|down\s+for|in|closed\s+for)\s+(?:scheduled\s+|planned\s+|routine\s+)?maintenance(?:\s+mode)?
  | (?:web)?site\s+maintenance | maintenance(?:\s+mode|\s+page|\s+in\s+progress)?
  | (?:we'll|we\s+will)\s+be\s+(?:right\s+)?back(?:\s+(?:soon|shortly|online))? | be\s+right\s+back
  | (?:(?:the|our|this)\s+)?(?:web)?site\s+(?:is\s+)?temporarily\s+(?:unavailable|offline|down)
  | (?:503\s+)?service\s+(?:temporarily\s+)?unavailable
)[\s\W]*$";

static RULES: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
    Some([Regex::new(NOT_FOUND).ok()?, Regex::new(SIGN_IN).ok()?, Regex::new(MAINTENANCE).ok()?])
});

/// A page that says that there is none shows no more than its menus, in bytes.
const MENUS: usize = 2900;
/// A form to sign in or a notice shows no more than this, in bytes.
const NOTICE: usize = 1200;

pub(super) fn says_not_found(page: &Visible<'_>) -> bool {
    let Some([not_found, _, _]) = RULES.as_ref() else { return false };
    let by_title = || parts(&page.title).iter().any(|part| not_found.is_match(part));
    let by_heading = || not_found.is_match(&page.heading);
    // Either alone is enough on a short page. On one with long menus both, or a heading, must say so.
    let says = match page.is_short(MENUS) {
        true => by_title() || by_heading(),
        false => by_title() && by_heading(),
    };
    says && !page.is_dated_article()
}

pub(super) fn asks_to_sign_in(page: &Visible<'_>) -> bool {
    let Some([_, sign_in, _]) = RULES.as_ref() else { return false };
    let asks =
        || parts(&page.title).iter().any(|part| sign_in.is_match(part)) || sign_in.is_match(&page.heading);
    let has_field = ["type=\"password\"", "type='password'", "type=password"];
    page.is_short(NOTICE) && has_field.iter().any(|field| page.holds(field)) && asks()
}

pub(super) fn says_maintenance(page: &Visible<'_>) -> bool {
    let Some([_, _, maintenance]) = RULES.as_ref() else { return false };
    // What has a time of its own is a statement about maintenance, not a stand-in.
    let is_dated = || ["<time", "datetime=", "datepublished", "<article"].iter().any(|mark| page.holds(mark));
    let says = || {
        parts(&page.title).iter().any(|part| maintenance.is_match(part))
            || maintenance.is_match(&page.heading)
    };
    page.is_short(NOTICE) && says() && !is_dated()
}

/// A title, and each of its parts: the site's name stands beside it.
fn parts(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    for separator in [" | ", " - ", " – ", " — ", " · ", " » ", " « ", " :: "] {
        if title.contains(separator) {
            parts.extend(title.split(separator));
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}
