//! What the words before a date say of it.

use std::sync::LazyLock;

use regex::Regex;

/// What a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// `Published`, `Posted on`, `Veröffentlicht am`.
    Published,
    /// `Updated`, `Zuletzt geändert`.
    Updated,
    /// A date of something else: an event, a copyright, a membership.
    Other,
}

const UPDATED: &str = r"updated?(?: on| at)?|last(?:ly)?[ -](?:updated?|modified|changed|revised|edited|reviewed)(?: on| at)?|modified(?: on)?|revised(?: on)?|edited(?: on)?|(?:zuletzt |letzte )?(?:aktualisiert|aktualisierung|ge[äa]ndert|[äa]nderung|update|bearbeitet)(?: am| vom)?|stand(?: vom)?|mis(?:e)? [àa] jour(?: le)?|modifi[ée]e?(?: le)?|(?:[úu]ltima )?actualizaci[óo]n|actualizado(?: el)?|modificado(?: el| em)?|atualizad[oa](?: em| às)?|(?:[úu]ltima )?atualiza[çc][ãa]o|aggiornato(?: il| al)?|(?:ultimo )?aggiornamento|ultima modifica|bijgewerkt(?: op)?|laatst (?:bijgewerkt|gewijzigd)(?: op)?|laatste update|gewijzigd(?: op)?|uppdatera[dt](?:es)?|senast (?:uppdaterad|[äa]ndrad)|oppdatert|opdateret|sidst opdateret|p[äa]ivitetty|zaktualizowan[oay]|aktualizacja|ostatnia (?:aktualizacja|modyfikacja)|aktualizov[áa]no|обновлено|изменено|оновлено|g[üu]ncelleme(?: tarihi)?|son g[üu]ncelleme|g[üu]ncellendi|cập nhật(?: lúc)?|更新日?時?間?|最終更新日?|最后更新|最後更新|수정|업데이트";

const PUBLISHED: &str = r"(?:first |originally |date |article |was )?(?:published|posted|released|issued|announced|written|created|submitted|filed|added|launched)(?: on| at| date)?|publish(?:ed)? date|publication date|date published|date posted|release date|pub(?:lished)? ?date|posted|date|on|original|datum|erschienen(?: am)?|ver[öo]ffentlicht(?: am)?|ver[öo]ffentlichung(?:sdatum)?|erstellt(?: am)?|geschrieben(?: am)?|verfasst(?: am)?|eingestellt(?: am)?|publi[ée]e?(?: le)?|post[ée] le|[ée]crit le|mis en ligne(?: le)?|date de publication|cr[ée][ée](?: le)?|publicado(?: originalmente)?(?: en \p{L}+| em \p{L}+)?(?: el| em| en)?|publicada(?: el| em)?|fecha(?: de publicaci[óo]n)?|data(?: de publica[çc][ãa]o| pubblicazione)?|criado em|pubblicato(?: il)?|scritto il|geplaatst(?: op)?|gepubliceerd(?: op)?|publicerad(?:es)?|publisert|udgivet|offentliggjort|lagt ud|julkaistu|opublikowan[oey]|data publikacji|dodano|utworzono|publikov[áa]no|vyd[áa]no|zve[řr]ejn[ěe]no|objavljeno|megjelent|k[öo]zz[ée]t[ée]ve|publicat(?: [îi]n| la)?|опубликовано(?: в)?|дата публикации|опубліковано|yay[ıi]nlanma(?: tarihi)?|yay[ıi]nland[ıi]|đăng(?: ngày| lúc| bởi)?|ngày đăng|xuất bản|公開日?時?|投稿日?時?|掲載日?|発表日?|配信|発行日|(?:初次|首次|最初)?发布(?:时间|日期|于)?|(?:初次|首次|最初)?發[布佈](?:時間|日期|於)?|日期|时间|時間|등록|입력|게시일|작성일?";

const OTHER: &str = r"©|\(c\)|copyright|joined|member since|since|expires?|valid until|deadline|starts?|ends?|begins|from|until|due|born|died|until|next (?:update|review)|accessed|retrieved|archived|registered|comment(?:ed)?|replied|reply|seit|bis|gültig bis";

/// Words behind a date that say that the post, and no later change of it, is from then: the first line of a history
/// of changes. Languages that put the verb last have no others.
const FIRST: &str = r"(?:初版|初[期回]?公開|新規(?:作成|公開)|最初の公開|公開|最初发布|首次发布|初次发布|最初發[佈布]|首次發[佈布]|初次發[佈布]|최초 ?(?:공개|게시|등록|작성)|(?:first|initial|originally) (?:published|publication|posted|release|version|post|draft)|initially published|(?:advisory|bulletin|article|post|page|notice) (?:first |initially )?(?:published|posted|released|created)|erstver[öo]ffentlichung|erste (?:version|fassung|ver[öo]ffentlichung)|premi[èe]re (?:version|publication)|version initiale|primera (?:versi[óo]n|publicaci[óo]n)|versi[óo]n inicial|prima (?:versione|pubblicazione)|первая (?:версия|публикация))";

static FIRST_START: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)^[\s:：.,\-–—|)\]]*(?:{FIRST})[\s:：.,。)]*$")).ok());

/// Whether `after`, all that stands behind a date, says that it is the first of a history.
pub(super) fn is_first(after: &str) -> bool {
    after.len() <= 60 && FIRST_START.as_ref().is_some_and(|rule| rule.is_match(after))
}

static UPDATED_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with(UPDATED));
static PUBLISHED_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with(PUBLISHED));
static OTHER_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with(OTHER));

fn ends_with(words: &str) -> Option<Regex> {
    Regex::new(&format!(r"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{words})[\s:：.,\-–—|(/\[>*]*$")).ok()
}

/// The label that `before`, the words up to a date, ends with.
pub(super) fn label(before: &str) -> Option<Label> {
    let tail = tail(before, 80);
    let matches = |rule: &LazyLock<Option<Regex>>| rule.as_ref().is_some_and(|rule| rule.is_match(tail));
    if matches(&UPDATED_END) {
        Some(Label::Updated)
    } else if matches(&PUBLISHED_END) {
        Some(Label::Published)
    } else if matches(&OTHER_END) {
        Some(Label::Other)
    } else {
        None
    }
}

/// The last `bytes` bytes of `text`, or a few fewer.
fn tail(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_of_a_history_says_so_behind_its_date() {
        for after in [
            " 初版",
            " 최초 공개",
            "最初发布",
            ": Initial publication",
            " – Advisory published.",
            ": Erstveröffentlichung",
        ] {
            assert!(is_first(after), "{after}");
        }
        for after in [
            "",
            " 更新",
            ": CVE number added",
            ": Second release",
            " published a fix and then some more of it",
        ] {
            assert!(!is_first(after), "{after}");
        }
    }

    #[test]
    fn labels_are_told_apart() {
        for (before, expected) in [
            ("Published: ", Some(Label::Published)),
            ("Posted on ", Some(Label::Published)),
            ("Veröffentlicht am ", Some(Label::Published)),
            ("Datum: ", Some(Label::Published)),
            ("By Ada Example | Last updated: ", Some(Label::Updated)),
            ("Letzte Änderung: ", Some(Label::Updated)),
            ("Mis à jour le ", Some(Label::Updated)),
            ("© ", Some(Label::Other)),
            ("Member since ", Some(Label::Other)),
            ("Изначально опубликовано в ", Some(Label::Published)),
            ("Publicado originalmente en inglés el ", Some(Label::Published)),
            ("初次發佈於 ", Some(Label::Published)),
            ("the fix of ", None),
            ("Candidate ", None),
            ("", None),
        ] {
            assert_eq!(label(before), expected, "{before}");
        }
    }
}
