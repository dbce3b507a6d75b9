//! Where on the page a date stands: at the head of the post, among its words, or among other posts.
//!
//! What stands at the head of a post is of the post. A post's words tell of many days, and what stands behind them is
//! as often of the next post, so that a date there is believed less, and one that nothing names is doubted.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::blocks::{Block, Kind};
use super::super::page::Page;
use super::super::zones::Zone;
use crate::dates;

/// A paragraph of so many words is one of the post, and no line that introduces it.
const PARAGRAPH: usize = 30;
/// Two paragraphs in succession of so many words are.
const SENTENCE: usize = 9;
/// A heading over other posts is no longer than this, in bytes.
const LONGEST_HEADING: usize = 70;
/// Labels over another post that are no headings.
const NEXT: [&str; 8] = [
    "next up",
    "up next",
    "read next",
    "next article",
    "next post",
    "next story",
    "previous post",
    "keep reading",
];
/// Blocks of a card of another post: its title, its date, a teaser, its author.
const CARD: usize = 4;
/// Blocks with dates beside one that make it a row of a list of days.
const BESIDE: usize = 2;

/// Headings over links to other posts and over events.
static OTHERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^\W*(?:
        (?:(?:our|the|view|see|read|check\ out)\ )?(?:related|recent|latest|more|other|popular|trending|featured|similar|recommended|further|additional|upcoming|past|previous|next|most\ (?:read|popular|recent)|you\ (?:may|might)\ (?:also\ )?(?:like|enjoy|be\ interested)|from)
            (?:\s\S+){0,4}?\s(?:posts?|articles?|stories|story|news|reading|content|topics?|blogs?|entries|press\ releases|events?|webinars?|videos?|resources|headlines|coverage|insights|publications|announcements|in|from|like|by|you)\b.*
        | (?:you\ (?:may|might)\ (?:also\ )?)?(?:like|enjoy)(?:\ (?:this|these))? | (?:more|further)\ to\ (?:read|explore|discover) | (?:discover|explore|read)\ more(?:\ \S+){0,3} | more\ like\ this | don['’]t\ miss | what['’]s\ (?:next|new) | in\ other\ news
        | (?:\d+|no|one|two|all|leave\ a|add\ a|post\ a|write\ a|join\ the)\ (?:comments?|responses?|repl(?:y|ies)|thoughts?|reactions?|discussion|conversation)(?:\ (?:on|to|so\ far|yet)\b.*)?
        | (?:comments|responses|replies|discussion)(?:\ (?:on|to)\b.*|\ ?\(\d+\))? | trackbacks.* | pingbacks.* | (?:\d+\ )?(?:kommentare?|commentaires?|comentarios?|comentários?|commenti|commento|reacties|kommentarer|komentarze|комментари\w*)(?:\ ?\(\d+\))?(?:\ (?:zu|sur|en|em|su|op)\b.*)? | コメント | 评论 | 評論 | 留言 | 댓글
        | next\ up | most\ (?:popular|read|viewed) | popular | trending\ now | we(?:['’]re|\ are)\ hiring.* | (?:open|current)\ positions | jobs | careers | testimonials
        | related | recent | events? | webinars? | upcoming | trending | archives? | read\ (?:next|more) | up\ next | keep\ reading | see\ also | next\ article | previous\ article | you\ (?:may|might)\ also\ like
        | (?:ähnliche|weitere|neueste|aktuelle|verwandte|letzte)\ (?:artikel|beiträge|meldungen|nachrichten|themen) | auch\ interessant | veranstaltungen | mehr\ zum\ thema | das\ könnte\ (?:sie|dich).*
        | (?:articles?|actualités|billets)\ (?:liés|récents|similaires|connexes) | à\ lire\ aussi | derniers\ articles | voir\ aussi
        | (?:entradas|artículos|noticias)\ (?:recientes|relacionad[oa]s) | también\ te\ puede.* | (?:articoli|notizie)\ (?:correlati|recenti|correlate) | leggi\ anche | (?:artigos|posts|notícias)\ (?:relacionad[oa]s|recentes) | leia\ (?:também|mais)
        | gerelateerde\ (?:artikelen|berichten) | lees\ ook | meer\ nieuws | zobacz\ (?:też|także) | powiązane.* | похожие.* | читайте\ также
        | 関連(?:記事|リンク)? | 最新(?:記事|ニュース) | 新着記事 | おすすめ(?:記事)? | 相关(?:文章|阅读) | 最近文章 | 最新文章 | 관련\ ?(?:글|기사)
        )\W*$",
    )
    .ok()
});

/// Where the words of a post begin, and where those of others stand.
pub(in super::super) struct Ground {
    /// The block of the headline.
    headline: Option<usize>,
    /// The blocks of the `article` that holds the headline.
    article: Option<Range<usize>>,
    /// The blocks of the `main` that holds it.
    main: Option<Range<usize>>,
    /// The block from which on the post's own words stand.
    opening: Option<usize>,
    /// The block behind them.
    end: usize,
    /// The blocks under headings over other posts, in order.
    others: Vec<Range<usize>>,
}

impl Ground {
    /// Of the page whose headline and words are those blocks.
    pub(in super::super) fn of(page: &Page<'_>, headline: Option<usize>, body: &Range<usize>) -> Self {
        let blocks = &page.blocks.list;
        let from = headline.map_or(body.start, |at| at + 1);
        let words = |at: usize| blocks.get(at).map_or(0, paragraph);
        let opening =
            (from..body.end).find(|at| words(*at) >= PARAGRAPH || words(*at) > 0 && words(*at + 1) > 0);
        let behind = blocks.iter().enumerate().skip(from);
        let is_over_others =
            |block: &Block| OTHERS.as_ref().is_some_and(|others| others.is_match(&block.text));
        let headings = behind.filter(|(at, block)| match block.level {
            Some(_) => {
                *at >= body.end && is_title_of_another(block)
                    || block.text.len() <= LONGEST_HEADING && is_over_others(block)
            }
            // A label over one card, behind the words of the post: `Next up`.
            None => *at >= body.end && NEXT.iter().any(|next| block.text.trim().eq_ignore_ascii_case(next)),
        });
        let mut others: Vec<Range<usize>> = Vec::new();
        for (at, heading) in headings {
            if others.last().is_some_and(|last| last.contains(&at)) {
                continue;
            }
            let ends = |block: &Block| block.level.is_some_and(|level| Some(level) <= heading.level);
            let end = blocks.iter().skip(at + 1).position(ends).map_or(blocks.len(), |next| at + 1 + next);
            // A title that leads elsewhere has no more below it than its card.
            let is_card = heading.level.is_none() || is_title_of_another(heading);
            let end = if is_card { end.min(at + CARD) } else { end };
            others.push(at..end);
        }
        let article = headline.and_then(|at| page.blocks.within(at, Kind::Article));
        let main = headline.and_then(|at| page.blocks.within(at, Kind::Main));
        Self { headline, article, main, opening, end: body.end, others }
    }

    /// Whether the block stands above the headline and outside of the `article` that holds it: in the head of the site, in a
    /// banner, in a card of another post.
    pub(super) fn is_above_article(&self, at: usize) -> bool {
        self.is_above_headline(at) && self.article.as_ref().is_some_and(|article| !article.contains(&at))
    }

    /// Whether the block stands in the `article` that holds the headline, or right behind the post's words.
    pub(in super::super) fn is_at_article(&self, at: usize) -> bool {
        const BEHIND: usize = 4;
        self.article.as_ref().is_some_and(|article| article.contains(&at))
            || (self.end..self.end + BEHIND).contains(&at)
    }

    /// Whether the block stands above the main part of the page, which holds the headline.
    pub(super) fn is_above_main(&self, at: usize) -> bool {
        self.is_above_headline(at) && self.main.as_ref().is_some_and(|main| !main.contains(&at))
    }

    /// Whether the block stands above the headline.
    pub(super) fn is_above_headline(&self, at: usize) -> bool {
        self.headline.is_some_and(|headline| at < headline)
    }

    /// Whether the block stands in a quotation that does not hold the post itself.
    pub(in super::super) fn is_quoted(&self, page: &Page<'_>, at: usize) -> bool {
        let quote = page.blocks.within(at, Kind::Quote);
        quote.is_some_and(|quote| {
            let holds = |block: Option<usize>| block.is_some_and(|block| quote.contains(&block));
            !holds(self.headline) && !holds(self.opening)
        })
    }

    /// The zone of a block. What stands between the headline and the first words of the post is neither a comment nor the foot
    /// of the page, whatever its names say: templates count the comments in the line of the date, and set it in a foot of the
    /// headline's own.
    pub(in super::super) fn zone(&self, at: usize, block: &Block) -> Zone {
        const UNDER: usize = 14;
        let is_under = self.headline.is_some_and(|headline| headline < at && at <= headline + UNDER)
            && self.opening.is_some_and(|opening| at < opening);
        if is_under { block.zone.without(Zone::COMMENTS.with(Zone::FOOTER)) } else { block.zone }
    }

    /// Whether the block is one of the post's words, or stands behind their beginning.
    pub(in super::super) fn is_in_text(&self, at: usize) -> bool {
        self.opening.is_some_and(|opening| at >= opening)
    }

    /// Whether the block stands behind the first paragraph of the post.
    pub(super) fn is_behind_opening(&self, at: usize) -> bool {
        self.opening.is_some_and(|opening| at > opening)
    }

    /// Whether the block stands under a heading over other posts, or over events.
    pub(in super::super) fn is_of_others(&self, at: usize) -> bool {
        let next = self.others.partition_point(|range| range.start <= at);
        next.checked_sub(1).and_then(|last| self.others.get(last)).is_some_and(|range| range.contains(&at))
    }
}

/// Whether a heading behind the text is a link as a whole, and too long for the name of a person.
fn is_title_of_another(block: &Block) -> bool {
    block.linked >= block.text.len() && block.text.split_whitespace().count() > 3
}

/// The words of a block that is a paragraph of sentences; 0 of any other.
fn paragraph(block: &Block) -> usize {
    let is_other = block.level.is_some() || block.zone.meets(not_text());
    if is_other || !block.text.contains(['.', '!', '?', '。', ':', '।']) {
        return 0;
    }
    let unparted = block.text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{9fff}')).count();
    let words = block.text.split_whitespace().count() + unparted / 2;
    let ends =
        block.text.trim_end_matches(['"', '”', '’', ')', '»']).ends_with(['.', '!', '?', '。', ':', '।']);
    if words >= SENTENCE && (ends || words >= PARAGRAPH) { words } else { 0 }
}

/// Zones that hold no words of a post.
fn not_text() -> Zone {
    Zone::COMMENTS
        .with(Zone::TEASER)
        .with(Zone::NAVIGATION)
        .with(Zone::FOOTER)
        .with(Zone::ASIDE)
        .with(Zone::FURNITURE)
        .with(Zone::CAPTION)
        .with(Zone::SIGNATURE)
}

/// Whether the block is one of several that begin with a date or name one beside few words: the row of a timeline.
pub(super) fn is_row_of_days(page: &Page<'_>, at: usize) -> bool {
    let neighbours = at.saturating_sub(BESIDE)..=at + BESIDE;
    let is_row = |block: &Block| {
        dates::has_digit(&block.text) && {
            let found = dates::find(
                block.text.get(..block.text.floor_char_boundary(80)).unwrap_or_default(),
                &page.context,
                "",
            );
            found.first().is_some_and(|date| date.range.start < 40)
        }
    };
    neighbours.filter(|other| *other != at).filter_map(|other| page.blocks.list.get(other)).any(is_row)
}
