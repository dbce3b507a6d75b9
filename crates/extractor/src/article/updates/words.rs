//! The words with which updates are announced, in the languages of the web.

use std::sync::LazyLock;

use regex::Regex;

/// Labels of an update with which pages also say when they were last changed.
const CHANGED: &str = r"updated|edited|revised|corrected|aktualisierung|aktualisiert|mise à jour|(?-i:M[AÀà]J|m[àa]j)|actualización|actualizado|actualització|aggiornamento|aggiornato|atualização|actualização|atualizado|bijgewerkt|uppdatering|uppdatera[dt]|opdatering|opdateret|oppdatering|oppdatert|päivitys|päivitetty|aktualizacja|zaktualizowano|aktualizace|aktualizováno|aktualizácia|aktualizované|обновление|обновлено|оновлення|оновлено|güncelleme|güncellendi|frissítés|frissítve|actualizare|actualizat|ενημέρωση|cập nhật|pembaruan|diperbarui|更新|업데이트|수정";

/// Labels of an update and of nothing else.
const ADDED: &str = r"update|upd|edit|correction|clarification|addendum|amendment|erratum|postscript|follow[- ]?up|nachtrag|ergänzung|korrektur|ajout|complément|rectificatif|corrección|nota de actualización|aggiunta|correzione|adendo|correção|aanvulling|tillägg|rättelse|tilføjelse|tillegg|lisäys|uzupełnienie|sprostowanie|doplnění|дополнение|уточнение|апдейт|упд|доповнення|düzeltme|ek bilgi|kiegészítés|追記|訂正|補足|アップデート|补充|補充|更正|추가|정정";

/// Words before a label that number it or tell it from those before it. `Last` and `latest` are those of a page.
const COUNT: &str = r"(?:further|second|third|fourth|fifth|sixth|final|another|new|additional|important|quick|brief|1st|2nd|3rd|\d{1,2}th|zweites|drittes|viertes|weiteres?|weitere|neues|neue|letztes|abschließendes|nouvelle|seconde|deuxième|troisième|dernière|nueva|segunda|tercera|nuovo|secondo|terzo|nova|terceira|nieuwe|tweede|druga|kolejna|новое|второе)\s+";

/// Marks before a label, and brackets around it.
const LEAD: &str = r"[\s\[(*_•【（［>»~=–—-]*";

/// A label at the start of a text: `lead`, `changed`.
pub(super) static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"^(?P<lead>{LEAD})(?i:(?:{COUNT})?(?:(?P<changed>{CHANGED})|(?:{ADDED})))")).ok()
});

/// A label behind a date, with what stands between them: `9 April 2014 UPDATE:`, `2014年4月9日 15:00 追記】`.
pub(super) static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^[\s,:：.|–—()（）\[\]/-]*(?:[のに]\s*)?(?i:(?:{COUNT})?(?:(?P<changed>{CHANGED})|(?:{ADDED})))(?P<end>$|\s*[:：\])】）］|–—-]|\s*$)"
    ))
    .ok()
});

/// A label that says no day: with a number, a clock time or a short date beside it, up to the mark that ends it.
pub(super) static UNDATED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^{LEAD}(?:\d{{1,2}}[/.]\d{{1,2}}\.?\s+)?(?i:(?:{COUNT})?(?:{CHANGED}|{ADDED}))(?:[\s#№.,@(（\[]|\s[–—-]\s|(?i:no|nr|nº)\b\.?|(?i:at)\b|\d{{1,2}}(?:[:.h]\d\d){{0,2}}|(?i:[ap]\.?m\.?)(?-u:\b)|(?-u:\b)(?-i:[A-Z]{{2,4}})(?-u:\b)|(?i:uhr))*(?P<end>[:：\])】）］–—]|\s-\s|$)"
    ))
    .ok()
});

/// A word for how things stand, before a date: `As of April 10, 2014`, `Resolved – April 10, 2014`.
pub(super) static STANDING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"^{LEAD}(?i:as of|resolved|identified|monitoring|investigating|fixed|completed|closed|new|final|status|note|stand|behoben|gelöst|résolu|resuelto|risolto|resolvido)\b[\s:：,.(\[（–—|-]*$"
    ))
    .ok()
});

/// A heading over the updates of a post.
pub(super) static HISTORY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\W*(?:(?:post|article|page|document|incident|advisory)\s+)?(?:updates|update history|update log|revision(?: history|s)|revisions|change ?log|change history|version history|document history|edit history|history of (?:changes|updates)|changes to this (?:post|page|article|advisory)|aktualisierungen|änderungshistorie|änderungsverlauf|änderungen|mises à jour|historique(?: des (?:mises à jour|modifications|révisions))?|actualizaciones|historial de (?:cambios|revisiones)|aggiornamenti|cronologia(?: delle modifiche)?|atualizações|histórico de (?:revisões|alterações)|wijzigingen|aktualizacje|historia zmian|обновления|история изменений|更新履歴|改訂履歴|変更履歴|修订历史|更新记录|更新日志|变更记录|修訂紀錄|업데이트 (?:내역|이력)|변경 이력)\W*$",
    )
    .ok()
});

/// The head of a table of changes.
pub(super) static HEAD_ROW: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\W*(?:(?:version|revision|rev\.?|no\.?)\s+)?(?:date|datum|fecha|data|日付|更新日|日期)\b.*(?:changes?|updates?|revisions?|modifications?|description|änderung(?:en)?|beschreibung|cambios?|descripción|modifiche|alteraç(?:ão|ões)|内容|変更|说明|變更)\W*$",
    )
    .ok()
});

/// Whether a label may be glued to the word behind it: Chinese and Japanese part no words.
pub(super) fn is_unparted(label: &str) -> bool {
    label.chars().next_back().is_some_and(|c| matches!(c, '\u{3040}'..='\u{9fff}'))
}
