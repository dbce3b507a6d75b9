//! What the words before a date say of it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::{Match, Regex};

use super::super::blocks::Kind;
use super::super::page::Page;

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

const UPDATED: &str = r"updated?(?: on| at)?|last(?:ly)?[ -](?:updated?|modified|changed|revised|edited|reviewed)(?: on| at| time| date| as of)?|modified(?: on)?|revised(?: on)?|edited(?: on)?|(?:zuletzt |letzte )?(?:aktualisiert|aktualisierung|ge[äa]ndert|[äa]nderung|update|bearbeitet)(?: am| vom)?|stand(?: des (?:artikels|beitrags|textes))?(?: vom)?|mis(?:e)? [àa] jour(?: le)?|modifi[ée]e?(?: le)?|(?:[úu]ltima )?(?:actualizaci[óo]n|modificaci[óo]n|modifica[çc][ãa]o)|derni[èe]re (?:mise [àa] jour|modification)(?: le)?|(?:terakhir )?(?:diperbarui|dikemas ?kini)(?: pada)?|actualizado(?: el)?|modificado(?: el| em)?|atualizad[oa](?: em| às)?|(?:[úu]ltima )?atualiza[çc][ãa]o|aggiornato(?: il| al)?|(?:ultimo )?aggiornamento|ultima modifica|bijgewerkt(?: op)?|laatst (?:bijgewerkt|gewijzigd)(?: op)?|laatste update|gewijzigd(?: op)?|uppdatera[dt](?:es)?|senast (?:uppdaterad|[äa]ndrad)|oppdatert|opdateret|sidst opdateret|p[äa]ivitetty|zaktualizowan[oay]|aktualizacja|ostatnia (?:aktualizacja|modyfikacja)|aktualizov[áa]no|обновлено|изменено|оновлено|g[üu]ncelleme(?: tarihi)?|son g[üu]ncelleme|g[üu]ncellendi|cập nhật(?: lần cuối| mới nhất| gần nhất)?(?: lúc| ngày| vào)?|更新日?時?間?|最終更新日?|最后更新|最後更新|(?:기사 ?)?(?:최종 ?)?수정 ?(?:일(?:자|시)?|시간)?|(?:마지막 |최종 ?)?업데이트|ažurirano|posodobljeno|(?:последна )?промяна|обновен[ао]?|atnaujinta|atjaunināts|frissítve|(?:utolsó )?frissítés|actualizat(?: la)?|(?:τελευταία )?(?:ενημέρωση|τροποποίηση)|ενημερώθηκε(?: στις)?|עודכן(?: לאחרונה)?(?: ב)?|עדכון(?: אחרון)?|(?:آخر |تاريخ ال|تم ال)?تحديث(?: في)?|(?:آخرین )?(?:به[ \u{200c}]?روزرسانی|بروزرسانی|ویرایش)|(?:अंतिम |आखिरी |पिछला )?(?:अपडेट|अद्यतन)(?: किया गया)?|হালনাগাদ|আপডেট|(?:อัปเดต|อัพเดต|อัปเดท|อัพเดท|ปรับปรุง|แก้ไข)(?:ล่าสุด|ครั้งล่าสุด)?(?:เมื่อ(?:วันที่)?|วันที่)?";

const PUBLISHED: &str = r"(?:first |originally |date |article |was )?(?:published|posted)(?: on| at| date)?|publish(?:ed)? date|publication date|date published|date posted|release date|issue date|date (?:issued|of issue)|(?:diterbitkan|diposting|dipublikasikan)(?: pada)?|pub(?:lished)? ?date|erschienen(?: am)?|ver[öo]ffentlicht(?: am)?|ver[öo]ffentlichung(?:sdatum)?|erstellt(?: am)?|geschrieben(?: am)?|verfasst(?: am)?|eingestellt(?: am)?|publi[ée]e?(?: le)?|post[ée] le|[ée]crit le|mis en ligne(?: le)?|date de publication|cr[ée][ée](?: le)?|publicado(?: originalmente)?(?: en \p{L}+| em \p{L}+)?(?: el| em| en)?|publicada(?: el| em)?|fecha de publicaci[óo]n|data(?: de publica[çc][ãa]o| pubblicazione)|criado em|pubblicato(?: il)?|scritto il|geplaatst(?: op)?|gepubliceerd(?: op)?|publicerad(?:es)?|publisert|udgivet|offentliggjort|lagt ud|julkaistu|opublikowan[oey]|data publikacji|dodano|utworzono|publikov[áa]no|vyd[áa]no|zve[řr]ejn[ěe]no|objavljeno|megjelent|k[öo]zz[ée]t[ée]ve|publicat(?: [îi]n| la)?|опубликован[оаы]?(?: в)?|дата публикации|опубліковано|yay[ıi]nlanma(?: tarihi)?|yay[ıi]nland[ıi]|đăng(?: ngày| lúc| bởi)?|ngày đăng|xuất bản|公開日?時?|投稿日?時?|掲載日?|発表日?|配信|発行日|(?:初次|首次|最初)?发布(?:时间|日期|于)?|(?:初次|首次|最初)?發[布佈](?:時間|日期|於)?|日期|时间|時間|日付|(?:기사 ?)?(?:최초 ?)?(?:등록|입력|승인|송고)(?: ?(?:일(?:자|시)?|시간))?|(?:작성|게시|등록|발행|공개) ?일(?:자|시)?|작성|dátum|dato|tarih|päivämäärä|päiväys|ngày|tanggal|ημερομηνία(?: δημοσίευσης)?|δημοσιε[ύυ]θηκε(?: στις)?|αναρτήθηκε(?: στις)?|תאריך(?: פרסום)?|פורסמה?(?: ב)?|(?:ال)?تاريخ(?: النشر)?|(?:تم ال)?نُ?شرت?(?: في| بتاريخ)?|تاریخ(?: انتشار)?|منتشر شده(?: در)?|प्रकाशित(?: किया गया)?|दिनांक|तारीख|প্রকাশিত|প্রকাশ(?:ের তারিখ)?|(?:เผยแพร่|โพสต์|ประกาศ)(?:เมื่อ(?:วันที่)?|วันที่)?|วันที่(?:เผยแพร่)?|paskelbta|publicēts";

/// Words that say when something was done, whatever it was: labels of the post only where they stand by themselves
/// (`Date:`, `Released on`), behind the words for a post or behind those for its author.
const VAGUE: &str = r"(?:first |originally |date |article |was )?(?:on|date|original|released|issued|announced|written|created|submitted|filed|added|launched)(?: on| at| date)?|datum|fecha|data";

/// What an incident, a flaw or a product goes through. A date behind such a word is not that of the post.
const THINGS: &str = r"disclos(?:ed|ure)|discover(?:ed|y)|notif(?:ied|ication)|report(?:ed|ing)|fix(?:ed|es)?|patch(?:ed|es)?|hotfix|public|available|availability|versions?|before|after|exploit(?:ed|ation|s)?|attack(?:s|ed)?|breach(?:ed)?|compromised?|occurred|happened|began|detect(?:ed|ion)|resol(?:ved|ution)|remediat(?:ed|ion)|mitigat(?:ed|ion)|revoked|expired|certificates?|incident|embargo|event|webinar|birth|acknowledged|contact(?:ed)?|confirmed|assigned|reserved|vendor|cve|vulnerabilit(?:y|ies)";

/// Words for a date that a machine or a reader left on the page: when it was built, printed, cited or visited.
const MADE: &str = r"(?:(?:re)?generated|rendered|printed|retrieved|accessed|crawled|cached|fetched|captured|archived|exported|downloaded|viewed|visited|snapshot(?: taken)?)(?:(?: (?:in|by) [^|•·:]{1,40}?)? (?:on|at))?|(?:page )?(?:generation|print(?:ing)?|access|retrieval|crawl|render(?:ing)?|download|export|snapshot)[ -](?:date|time)|date of (?:access|retrieval|printing|generation)|(?:it is|today is|the time is) ?(?:currently|now)?|(?:current|server|local) (?:date|time)(?: is)?|(?:automatisch )?(?:generiert|ausgedruckt|gedruckt|abgerufen|aufgerufen)(?: am| um)?|abruf(?:datum)?(?: am)?|(?:g[ée]n[ée]r[ée]e?|imprim[ée]e?|consult[ée]e?)(?: le)?|(?:generad[oa]|impres[oa]|consultad[oa])(?: el| em)?|(?:generat[oa]|stampat[oa]|consultat[oa])(?: il)?|(?:gegenereerd|afgedrukt|geraadpleegd)(?: op)?";

const OTHER: &str = r"©|\(c\)|copyright|joined|member since|since|expires?|valid until|deadline|starts?|ends?|begins|from|until|due|born|died|until|next (?:update|review|issue|edition|meeting|event|webinar|maintenance|release)|last (?:log ?(?:in|on)|logged[ -](?:in|on)|sign[ -]in|seen|visit(?:ed)?|active|activity|backup|scan(?:ned)?|sync(?:ed)?|checked|refreshed)(?: on| at)?|as of|(?:join|meet|see) us(?: live)?(?: on| at)?|registered|comment(?:ed)?|replied|reply|seit|bis|gültig bis|effective(?: date| from| as of| on)?|versions?|(?:last |latest )?(?:builds?|built|deploy(?:ed|ment)?|compiled)(?: on| at| date)?";

/// Somebody who did something with the post, from the verb to the date: `Last modified by Bo Lind on`.
const CHANGED_BY: &str = r"(?:updated?|modified|changed|revised|edited|aktualisiert|ge[äa]ndert|bearbeitet|modifi[ée]e?|mise? [àa] jour|actualizado|modificado|editado|atualizado|aggiornato|modificato|bijgewerkt|gewijzigd) (?:by|von|par|por|da|door) (?:[^|•·:.;]|(?:Dr|Mr|Mrs|Ms|Prof|Jr)\.){2,}?";
/// The same of what is no change of it.
const CHECKED_BY: &str = r"(?:reviewed|approved|checked|verified|tested|translated|moderated|archived|imported|migrated|gepr[üu]ft|[üu]bersetzt|relue?|traduite?|revisado|traducido|traduzido) (?:by|von|par|por|da|door) (?:[^|•·:.;]|(?:Dr|Mr|Mrs|Ms|Prof|Jr)\.){2,}?";

/// What an incident, a product or an event has a time of, beside [`THINGS`]; a label that names one of them dates that.
const MATTERS: &str = r"start(?:s|ed|ing)?|begin(?:s|ning)?|began|end(?:s|ed|ing)?|occurrence|duration|period|window|when|time ?frame|timeline|sunset|end[- ]of[- ](?:life|support|sale)s?|eol|eos|outage|downtime|maintenance|disruption|impact|clos(?:ed|es|ing)|open(?:ed|s|ing)|due|deadline|founded|established|valid(?:ity)?|expir(?:y|es|ation)|schedul(?:ed|e)|crash|attack|leak|vorfall\p{L}*|zwischenfall\p{L}*|st[öo]rung\p{L}*|ausfall\p{L}*|beginn|ende|zeitraum|dauer|entdeckt|gemeldet|behoben|veranstaltung\p{L}*|termin|frist|l[’']incident|d[ée]but|fin|dur[ée]e|p[ée]riode|d[ée]couverte?|signal[ée]e?|corrig[ée]e?|[ée]v[ée]nement|incidente|inicio|duraci[óo]n|per[íi]odo|descubiert[oa]|detectad[oa]|reportad[oa]|corregid[oa]|evento|in[íi]cio|fim|dura[çc][ãa]o|descobert[oa]|relatad[oa]|inizio|fine|durata|periodo|storing|begin|einde|periode";
/// The same in languages that part no words.
const UNPARTED_MATTERS: &str = "発生|復旧|検知|検出|期間|開始|終了|開催|対象|締切|发生|發生|恢复|恢復|开始|開始|结束|結束|期间|期間|截止|발생|복구|기간|시작|종료|탐지|마감";

/// Words for the next update, from there to the date that is promised.
const PROMISED: &str = r"(?i)(?:^|[^\p{L}])(?:(?:next|expected|scheduled|planned|upcoming)[^\p{L}]+(?:\p{L}+[^\p{L}]+){0,2}(?:updates?|reviews?|posts?|reports?|statements?|status|information)|nächste[nrs]? (?:update|aktualisierung|meldung|statusmeldung|information)|prochaine? (?:mise à jour|point|communication|message)|próxim[ao] (?:actualización|atualização|aviso)|prossimo (?:aggiornamento|messaggio)|volgende (?:update|bericht)|nästa uppdatering|næste opdatering|neste oppdatering|seuraava päivitys|następna aktualizacja|(?:další|příští) aktualizace|следующее обновление|наступне оновлення|(?:sonraki|bir sonraki) güncelleme|updates? (?:due|expected|planned|scheduled))(?:[^.!?;|\p{L}][^.!?;|]{0,40})?$|(?:次回の?(?:更新|アップデート|報告|ご報告|お知らせ)|下次更新|下一次更新|다음 ?업데이트)[^。.!?;|]{0,20}$";

/// Words behind a date that say that the post, and no later change of it, is from then: the first line of a history
/// of changes. Languages that put the verb last have no others.
const FIRST: &str = r"(?:tarihinde yay[ıi][nm]land[ıi]|(?:wurde )?ver[öo]ffentlicht|初版|初[期回]?公開|新規(?:作成|公開)|最初の公開|公開|最初发布|首次发布|初次发布|最初發[佈布]|首次發[佈布]|初次發[佈布]|최초 ?(?:공개|게시|등록|작성)|(?:first|initial|originally) (?:published|publication|posted|release|version|post|draft)|initially published|(?:article|post|page) (?:first |initially )?(?:published|posted|released|created)|erstver[öo]ffentlichung|erste (?:version|fassung|ver[öo]ffentlichung)|premi[èe]re (?:version|publication)|version initiale|primera (?:versi[óo]n|publicaci[óo]n)|versi[óo]n inicial|prima (?:versione|pubblicazione)|первая (?:версия|публикация))";

/// The same of an advisory, which on another page is that of somebody else: `2014-04-07: advisory published`.
const FIRST_NOTICE: &str =
    r"(?:advisory|bulletin|notice) (?:first |initially )?(?:published|posted|released|created)";

static FIRST_START: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)^[\s:：.,\-–—|)\]]*(?:{FIRST})[\s:：.,。)]*$")).ok());

/// Whether `after`, all that stands behind a date, says that it is the first of a history.
pub(in super::super) fn is_first(after: &str) -> bool {
    after.len() <= 60 && FIRST_START.as_ref().is_some_and(|rule| rule.is_match(after))
}

/// As [`is_first`], of an advisory.
pub(super) fn is_first_notice(after: &str) -> bool {
    static START: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i)^[\s:：.,\-–—|)\]]*(?:{FIRST_NOTICE})[\s:：.,。)]*$")).ok()
    });
    after.len() <= 60 && START.as_ref().is_some_and(|rule| rule.is_match(after))
}

static UPDATED_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with(UPDATED));
static PUBLISHED_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with(PUBLISHED));
static VAGUE_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with(VAGUE));
static OTHER_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with(OTHER));
static MADE_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with(MADE));
static CHANGED_BY_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with_name(CHANGED_BY));
static CHECKED_BY_END: LazyLock<Option<Regex>> = LazyLock::new(|| ends_with_name(CHECKED_BY));
static PROMISED_END: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(PROMISED).ok());

/// What [`PROMISED`] cannot do without: of each of its phrases a part, in letters that have no capitals or those of ASCII.
static PROMISING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let parts = [
        "next",
        "expected",
        "scheduled",
        "planned",
        "upcoming",
        "chste",
        "prochain",
        "xim",
        "prossimo",
        "volgende",
        "uppdatering",
        "opdatering",
        "oppdatering",
        "seuraava",
        "aktualizac",
        "sonraki",
        "update due",
        "updates due",
        "次回",
        "下次",
        "下一次",
        "다음",
    ];
    AhoCorasick::builder().ascii_case_insensitive(true).build(parts).ok()
});

/// Whether `text` may hold words for the next update.
fn may_promise(text: &str) -> bool {
    // The long s and the Kelvin sign are letters of ASCII to an expression, and those of Cyrillic have capitals.
    let is_folded =
        |letter| matches!(letter, '\u{17f}' | '\u{212a}' | '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}');
    PROMISING.as_ref().is_none_or(|parts| parts.is_match(text))
        || !text.is_ascii() && text.contains(is_folded)
}

/// Where `text` ends with words for the next update. Parts of them are looked for before the expression, which is dear.
fn promised(text: &str) -> Option<Match<'_>> {
    if may_promise(text) { PROMISED_END.as_ref()?.find(text) } else { None }
}

fn ends_with(words: &str) -> Option<Regex> {
    Regex::new(&format!(r"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{words})[\s:：.,\-–—|(/\[>*]*$")).ok()
}

/// Behind a bar stands another part of the line, so that only a comma or a preposition may part the name from the date.
fn ends_with_name(words: &str) -> Option<Regex> {
    Regex::new(&format!(
        r"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{words})[\s,(]*(?:(?:on|at|am|vom|le|el|em|il|op|den)[\s]+)?$"
    ))
    .ok()
}

/// The words of an update that `text` ends with.
fn updated_end(text: &str) -> Option<Match<'_>> {
    let says = |rule: &'static LazyLock<Option<Regex>>| rule.as_ref().and_then(|rule| rule.find(text));
    says(&UPDATED_END).or_else(|| says(&CHANGED_BY_END).filter(|_| says(&PUBLISHED_END).is_none()))
}

/// Whether `before` ends inside of a word that goes on with the digits of a date: `NIM-2014-04-08` is the name of something.
pub(super) fn is_in_name(before: &str) -> bool {
    let joined = before.strip_suffix(['-', '_', '/', '#']);
    // `ב-8 באפריל`: the Hebrew word for `on` is one letter.
    let is_on = |word: &str| word.split_whitespace().next_back() == Some("ב");
    joined.is_some_and(|word| word.ends_with(char::is_alphanumeric) && !is_on(word))
}

/// Whether `before` ends with a colon behind words that name neither a publication nor an update: what the date is of,
/// nobody here knows.
pub(super) fn is_other_label(before: &str) -> bool {
    let part = part(before);
    let is_named = |words: &str| words.split_whitespace().count() <= 5 && words.contains(char::is_alphabetic);
    part.strip_suffix([':', '：']).is_some_and(is_named) && label(before).is_none()
}

/// Whether what stands `before` a date, behind the last bar of the line, names such a thing: `Vorfall vom`.
pub(super) fn is_behind_thing(before: &str) -> bool {
    is_of_thing(part(before))
}

/// Whether a label names what happened to a thing: an incident, a flaw, a product, an event.
pub(super) fn is_of_thing(label: &str) -> bool {
    static MATTER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{THINGS}|{MATTERS})(?:[^\p{{L}}\p{{N}}]|$)|(?:{UNPARTED_MATTERS})"
        ))
        .ok()
    });
    MATTER.as_ref().is_some_and(|rule| rule.is_match(label))
}

/// The label that `before`, the words up to a date, ends with.
pub(super) fn label(before: &str) -> Option<Label> {
    let tail = tail(before, 80);
    let matches = |rule: &LazyLock<Option<Regex>>| rule.as_ref().is_some_and(|rule| rule.is_match(tail));
    if promised(tail).is_some() {
        Some(Label::Other)
    } else if updated_end(tail).is_some() {
        Some(Label::Updated)
    } else if matches(&MADE_END) || matches(&CHECKED_BY_END) {
        // Before the words for publication: `Retrieved on` ends with one of them.
        Some(Label::Other)
    } else if let Some(found) = PUBLISHED_END.as_ref().and_then(|rule| rule.find(tail)) {
        Some(published(tail.get(..found.start()).unwrap_or_default(), found.as_str()))
    } else {
        let vague_end = VAGUE_END.as_ref().and_then(|rule| rule.find(tail));
        let said = vague_end.and_then(|found| vague(tail.get(..found.start()).unwrap_or_default()));
        said.or_else(|| (matches(&OTHER_END) || is_matter(tail)).then_some(Label::Other))
    }
}

/// Whether `before` ends with a colon behind the name of a thing: `Date of incident:`, `Discovered:`.
fn is_matter(before: &str) -> bool {
    let part = part(before);
    let words = part.strip_suffix([':', '：']);
    words.is_some_and(|words| words.split_whitespace().count() <= 5 && is_of_thing(words))
}

/// Whether the label of an update that `before` ends with is that of the page: nothing stands before it but the words for
/// a post, for its author or, of `Last updated`, for its kind. `All of our servers were updated on` speaks of something else.
pub(super) fn is_of_page(before: &str) -> bool {
    let part = part(before);
    let Some(found) = updated_end(part) else { return false };
    let of = part.get(..found.start()).unwrap_or_default();
    let is_last = found.as_str().trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_last = LAST.iter().any(|word| is_last.starts_with(word));
    is_subject(of) || is_signed(of) || is_last && of.split_whitespace().count() <= 3
}

/// How `Last updated` begins.
const LAST: &[&str] =
    &["last", "zuletzt", "letzte", "últim", "ultim", "laatst", "senast", "sidst", "ostatni", "son ", "最"];

/// Whether `before` ends with a word that says when something was done, whatever it was, such as `on`.
pub(super) fn is_vague(before: &str) -> bool {
    let tail = tail(before, 80);
    let matches = |rule: &LazyLock<Option<Regex>>| rule.as_ref().is_some_and(|rule| rule.is_match(tail));
    matches(&VAGUE_END) && !matches(&PUBLISHED_END) && updated_end(tail).is_none()
}

/// Whether `before` ends with a word that says when something was done, and nothing says that it is the post: neither
/// is it a label for a date and nothing else, nor begins it as a byline does.
pub(super) fn is_unsure(before: &str) -> bool {
    let word = before.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_date = matches!(word.as_str(), "date" | "datum" | "fecha" | "data");
    is_vague(before) && !is_date && !is_signed(part(before))
}

/// Whether `before` is a label of the time of publication and nothing else: `Published:`, `Date`.
pub(super) fn is_label_alone(before: &str) -> bool {
    let text = before.trim();
    text.split_whitespace().count() <= 3 && alone(text) == Some(Label::Published)
}

/// Whether `before`, from the start of a block to its first date, is the sentence of a template that says when the post was
/// published: `This entry was posted in Security by Ada Park on`.
pub(super) fn is_of_template(before: &str) -> bool {
    static TEMPLATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^this (?:entry|post|article|story|item) (?:was|is|has been) (?:posted|published|written|filed)(?: (?:in|by|under) [^.!?]{2,}?)?(?: on| at)?[\s,:]*$").ok()
    });
    before.len() <= 140 && TEMPLATE.as_ref().is_some_and(|rule| rule.is_match(before))
}

/// What a word for publication, `verb`, says of the date behind it, by the words that stand `before` it: a flaw and its
/// number are published too, and a sentence says of what it speaks.
fn published(before: &str, verb: &str) -> Label {
    static PASSIVE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:^|[^\p{L}])(?:is|was|were|been|being|be|are|got|wurden?|worden|a été|ont été|été|fue|fueron|sido|foi|foram|stat[oiae]|werd(?:en)?|został[aoy]?|zostały|blev|ble)[^\p{L}]*(?:(?:first|originally|publicly|initially|also|then)[^\p{L}]*)?$").ok()
    });
    let part = part(before);
    if is_subject(part) || is_signed(part) {
        return Label::Published;
    }
    let verb = verb.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_passive = verb.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("was "))
        || PASSIVE.as_ref().is_some_and(|rule| rule.is_match(part));
    if is_passive || speaks_of_thing(part) { Label::Other } else { Label::Published }
}

/// Whether a word for what an incident, a flaw or a product goes through stands in `text`.
pub(super) fn speaks_of_thing(text: &str) -> bool {
    static THING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{THINGS})(?:[^\p{{L}}\p{{N}}]|$)")).ok()
    });
    THING.as_ref().is_some_and(|rule| rule.is_match(text))
}

/// What a vague word says of the date behind it, by the words that stand `before` it.
fn vague(before: &str) -> Option<Label> {
    let part = part(before);
    if speaks_of_thing(part) {
        return Some(Label::Other);
    }
    (is_subject(part) || is_signed(part)).then_some(Label::Published)
}

/// Whether `text` begins as a byline does.
fn is_signed(text: &str) -> bool {
    static SIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^[\s\p{P}]*(?:(?:posted|published|written|submitted|created|added)(?:[\s\p{P}]|$)|(?:by|von|par|por) )").ok()
    });
    SIGNED.as_ref().is_some_and(|rule| rule.is_match(text))
}

/// Whether `text` is nothing, or only words for a post: `This article was`.
fn is_subject(text: &str) -> bool {
    static SUBJECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)^[\s\p{P}\p{S}]*(?:(?:this|the|date|article|page|post|story|document|advisory|bulletin|notice|entry|content|site|was|is|has been|dieser|diese|artikel|beitrag|seite|wurde)[\s\p{P}]+)*$").ok()
    });
    let text = if text.is_empty() { String::new() } else { format!("{text} ") };
    SUBJECT.as_ref().is_some_and(|rule| rule.is_match(&text))
}

/// What stands behind the last bar of a line.
fn part(line: &str) -> &str {
    line.rsplit(['|', '•', '·', '–', '—']).next().unwrap_or_default().trim()
}

/// What the block above a date says of it, where that is a label and nothing else. The headline is none, whatever it ends
/// with: `Heartbleed security update` names the subject.
pub(super) fn label_above(page: &Page<'_>, at: usize, headline: Option<usize>) -> Option<Label> {
    let above = at.checked_sub(1)?;
    let block = page.blocks.list.get(above).filter(|block| block.text.len() < 40)?;
    let is_headline = headline == Some(above) || block.level == Some(1);
    if is_headline {
        return None;
    }
    // `When was it disclosed?`
    if block.level.is_some() && block.text.ends_with(['?', '？']) && is_of_thing(&block.text) {
        return Some(Label::Other);
    }
    let kind = page.blocks.places.get(block.place).map(|place| place.kind);
    let is_term = kind == Some(Kind::Definition) && block.text.split_whitespace().count() <= 5;
    alone(&block.text).or_else(|| (is_term && is_of_thing(&block.text)).then_some(Label::Other))
}

/// Whether the block behind a date, which nothing stands before, is a label of an update and nothing else, and no label of
/// another date.
pub(super) fn is_updated_below(page: &Page<'_>, at: usize) -> bool {
    let next = page.blocks.list.get(at + 1).filter(|block| block.text.len() < 40);
    let labels_next = page
        .blocks
        .list
        .get(at + 2)
        .is_some_and(|block| block.text.len() < 60 && crate::dates::has_digit(&block.text));
    !labels_next
        && next.is_some_and(|block| block.level.is_none() && alone(&block.text) == Some(Label::Updated))
}

/// The label that `text` is, alone or behind a bar or the words for what it dates: `Updated:`, `By Ada | Posted on`,
/// `This article was last updated on`.
fn alone(text: &str) -> Option<Label> {
    let last = text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != ')');
    let part = part(last);
    type Rule = fn(&str) -> Option<Match<'_>>;
    let certain: [(Rule, Label); 5] = [
        (promised, Label::Other),
        (|part| UPDATED_END.as_ref()?.find(part), Label::Updated),
        (|part| MADE_END.as_ref()?.find(part), Label::Other),
        (|part| PUBLISHED_END.as_ref()?.find(part), Label::Published),
        (|part| OTHER_END.as_ref()?.find(part), Label::Other),
    ];
    let said = certain.into_iter().find_map(|(rule, said)| {
        let found = rule(part)?;
        // `Last updated` is no part of a name of something, whatever stands before it.
        if found.as_str().trim().contains(' ') {
            return Some(said);
        }
        is_subject(part.get(..found.start())?).then_some(said)
    });
    said.or_else(|| vague(part.get(..VAGUE_END.as_ref()?.find(part)?.start())?))
        .or_else(|| is_matter(text.trim_end()).then_some(Label::Other))
}

/// The last `bytes` bytes of `text`, or a few fewer.
fn tail(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_for_the_next_update_are_found_in_any_language() {
        for before in [
            "Next update: ",
            "NEXT UPDATE BY ",
            "An update is expected – updates due ",
            "Nächste Aktualisierung: ",
            "NÄCHSTE MELDUNG UM ",
            "Prochaine mise à jour : ",
            "Próxima actualización: ",
            "Prossimo aggiornamento: ",
            "Volgende update: ",
            "Nästa uppdatering: ",
            "Næste opdatering: ",
            "Neste oppdatering: ",
            "Seuraava päivitys: ",
            "Następna aktualizacja: ",
            "Příští aktualizace: ",
            "Следующее обновление: ",
            "НАСТУПНЕ ОНОВЛЕННЯ: ",
            "Bir sonraki güncelleme: ",
            "次回の更新：",
        ] {
            assert_eq!(label(before), Some(Label::Other), "{before}");
            assert!(promised(before).is_some(), "{before}");
        }
        assert!(promised("The update was published on ").is_none());
    }

    #[test]
    fn the_first_line_of_a_history_says_so_behind_its_date() {
        for after in [
            " 初版",
            " 최초 공개",
            "最初发布",
            ": Initial publication",
            " – Article published.",
            ": Erstveröffentlichung",
            " tarihinde yayınlandı.",
            " veröffentlicht",
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
    fn a_line_above_a_date_is_its_label_only_by_itself() {
        for (line, expected) in [
            ("Updated", Some(Label::Updated)),
            ("Last updated:", Some(Label::Updated)),
            ("By Ada Park | Posted on", Some(Label::Published)),
            ("This article was last updated on", Some(Label::Updated)),
            ("Date published", Some(Label::Published)),
            ("Letzte Änderung:", Some(Label::Updated)),
            ("最終更新日", Some(Label::Updated)),
            ("Date Last Reviewed:", Some(Label::Updated)),
            ("Policy last updated", Some(Label::Updated)),
            ("©", Some(Label::Other)),
            ("Generated", Some(Label::Other)),
            ("Next update", Some(Label::Other)),
            ("Heartbleed security update", None),
            ("Important security update", None),
            ("The servers that we updated", None),
            ("Discovery date", Some(Label::Other)),
            ("Advisory date:", Some(Label::Published)),
            ("Customer data", None),
            ("Nimbus", None),
        ] {
            assert_eq!(alone(line), expected, "{line}");
        }
    }

    #[test]
    fn a_label_of_something_that_nobody_knows_is_told() {
        for before in ["Press release: ", "Nimbus | Blog: ", "お知らせ："] {
            assert!(is_other_label(before), "{before}");
        }
        for before in ["", "Published: ", "Updated: ", "Ada Park ", "By Ada Park | ", "Discovered: "] {
            assert!(!is_other_label(before), "{before}");
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
            ("Оригинал опубликован ", Some(Label::Published)),
            ("Publicado originalmente en inglés el ", Some(Label::Published)),
            ("初次發佈於 ", Some(Label::Published)),
            ("Page generated ", Some(Label::Other)),
            ("Generated by Nimbus Docs on ", Some(Label::Other)),
            ("Retrieved on ", Some(Label::Other)),
            ("Rendered at ", Some(Label::Other)),
            ("Printed on: ", Some(Label::Other)),
            ("Date accessed: ", Some(Label::Other)),
            ("Access date: ", Some(Label::Other)),
            ("Crawled ", Some(Label::Other)),
            ("Abgerufen am ", Some(Label::Other)),
            ("Date: ", Some(Label::Published)),
            ("Advisory date: ", Some(Label::Published)),
            ("Nimbus | Released on ", Some(Label::Published)),
            ("By Ada Park on ", Some(Label::Published)),
            ("Submitted by ada on ", Some(Label::Published)),
            ("Advisory published: ", Some(Label::Published)),
            ("The flaw was published on ", Some(Label::Other)),
            ("The details of it were first published on ", Some(Label::Other)),
            ("CVE published: ", Some(Label::Other)),
            ("This advisory was published on ", Some(Label::Published)),
            ("5 min read Published ", Some(Label::Published)),
            ("Next update: ", Some(Label::Other)),
            ("The next scheduled update is planned for ", Some(Label::Other)),
            ("Expected update: ", Some(Label::Other)),
            ("Nächstes Update: ", Some(Label::Other)),
            ("Prochaine mise à jour : ", Some(Label::Other)),
            ("Próxima actualización: ", Some(Label::Other)),
            ("次回更新: ", Some(Label::Other)),
            ("The next one of our customers updated: ", Some(Label::Updated)),
            ("Effective date: ", Some(Label::Other)),
            ("Last build: ", Some(Label::Other)),
            ("Discovery date: ", Some(Label::Other)),
            ("Public date ", Some(Label::Other)),
            ("Vendor notified on: ", Some(Label::Other)),
            ("Heartbleed was disclosed on ", Some(Label::Other)),
            ("Version 1.0.1g released ", Some(Label::Other)),
            ("Certificates issued ", Some(Label::Other)),
            ("Join our meeting on ", None),
            ("Nimbus Pro launched ", None),
            ("All of our customer data ", None),
            ("the fix of ", None),
            ("Candidate ", None),
            ("", None),
            ("Updated by Bo Lind on ", Some(Label::Updated)),
            ("Last edited by Bo Lind, ", Some(Label::Updated)),
            ("Created by Ada Park, last modified by Bo Lind on ", Some(Label::Updated)),
            ("Edited by Bo Lind | ", None),
            ("Reviewed by Dr. Bo Lind on ", Some(Label::Other)),
            ("Written by Ada Park | Reviewed by Bo Lind | ", None),
            ("Disclosed: ", Some(Label::Other)),
            ("Date of incident: ", Some(Label::Other)),
            ("Start time: ", Some(Label::Other)),
            ("End of life: ", Some(Label::Other)),
            ("Nimbus | When: ", Some(Label::Other)),
            ("Zeitraum: ", Some(Label::Other)),
            ("Date de l'incident : ", Some(Label::Other)),
            ("Fecha del incidente: ", Some(Label::Other)),
            ("発生日時：", Some(Label::Other)),
            ("발생일시: ", Some(Label::Other)),
            ("작성 일자: ", Some(Label::Published)),
            ("Dato: ", Some(Label::Published)),
            ("Press release: ", None),
        ] {
            assert_eq!(label(before), expected, "{before}");
        }
    }

    proptest! {
        #[test]
        fn no_words_for_the_next_update_go_unseen(
            text in "[a .]{0,2}((neXt|expected|nächſte|NÄCHSTE|a\u{212a}tualizacja|následná|prochaine?|ПРÓХ|Следующее|\u{1c83}ледующее|下次|次回の?|다음 ?|updates?|próxima|nästa) ?(Update|status|meldung|uppdatering|aktualizacja|мise à jour|обновлениЕ|更新|업데이트|due|actualización)[: .]{0,2}){0,2}",
        ) {
            prop_assert_eq!(promised(&text), PROMISED_END.as_ref().unwrap().find(&text));
        }
    }
}
