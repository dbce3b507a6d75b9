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

const PUBLISHED: &str = r"(?:first |originally |date |article |was )?(?:published|posted|released|issued|announced|written|created|submitted|filed|added|launched)(?: on| at| date)?|publish(?:ed)? date|publication date|date published|date posted|release date|pub(?:lished)? ?date|posted|date|on|original|datum|erschienen(?: am)?|ver[öo]ffentlicht(?: am)?|ver[öo]ffentlichung(?:sdatum)?|erstellt(?: am)?|geschrieben(?: am)?|verfasst(?: am)?|eingestellt(?: am)?|publi[ée]e?(?: le)?|post[ée] le|[ée]crit le|mis en ligne(?: le)?|date de publication|cr[ée][ée](?: le)?|publicado(?: el| em| en)?|publicada(?: el| em)?|fecha(?: de publicaci[óo]n)?|data(?: de publica[çc][ãa]o| pubblicazione)?|criado em|pubblicato(?: il)?|scritto il|geplaatst(?: op)?|gepubliceerd(?: op)?|publicerad(?:es)?|publisert|udgivet|offentliggjort|lagt ud|julkaistu|opublikowan[oey]|data publikacji|dodano|utworzono|publikov[áa]no|vyd[áa]no|zve[řr]ejn[ěe]no|objavljeno|megjelent|k[öo]zz[ée]t[ée]ve|publicat(?: [îi]n| la)?|опубликовано|дата публикации|опубліковано|yay[ıi]nlanma(?: tarihi)?|yay[ıi]nland[ıi]|đăng(?: ngày| lúc| bởi)?|ngày đăng|xuất bản|公開日?時?|投稿日?時?|掲載日?|発表日?|配信|発行日|发布(?:时间|日期|于)?|發[布佈](?:時間|日期)?|日期|时间|時間|등록|입력|게시일|작성일?";

const OTHER: &str = r"©|\(c\)|copyright|joined|member since|since|expires?|valid until|deadline|starts?|ends?|begins|from|until|due|born|died|until|next (?:update|review)|accessed|retrieved|archived|registered|comment(?:ed)?|replied|reply|seit|bis|gültig bis";

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
            ("the fix of ", None),
            ("Candidate ", None),
            ("", None),
        ] {
            assert_eq!(label(before), expected, "{before}");
        }
    }
}
