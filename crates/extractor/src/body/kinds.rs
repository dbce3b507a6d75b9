//! What the name of a tag means for the nesting of a page.

/// What the name of a tag means for the nesting of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    /// Never holds anything, or is opened once only.
    Void,
    /// Is opened again in the blocks that follow, until it is closed.
    Formatting,
    /// `p`
    Paragraph,
    /// `li`
    Item,
    /// `dt`, `dd`
    Definition,
    /// `option`
    Choice,
    /// `optgroup`
    Choices,
    /// `td`, `th`
    Cell,
    /// `tr`
    Row,
    /// `tbody`, `thead`, `tfoot`
    Rows,
    /// `table`
    Table,
    /// `caption`
    Caption,
    /// Holds what an end tag outside of it does not reach, like a cell.
    Barrier,
    /// `svg`, `math`
    Foreign,
    /// Holds text with no tags in it.
    Raw,
    /// `noscript`
    NoScript,
    /// All others.
    Other,
}

impl TagKind {
    /// The kind of a tag by its name, in letters of any case.
    pub(super) fn of(name: &str) -> Self {
        let mut lower = [0_u8; 10];
        let Some(lower) = lower.get_mut(..name.len()) else { return Self::Other };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        match &*lower {
            b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link" | b"meta"
            | b"param" | b"source" | b"track" | b"wbr" | b"basefont" | b"bgsound" | b"frame" | b"keygen"
            | b"html" | b"head" | b"body" => Self::Void,
            b"a" | b"b" | b"big" | b"code" | b"em" | b"font" | b"i" | b"nobr" | b"s" | b"small"
            | b"strike" | b"strong" | b"tt" | b"u" => Self::Formatting,
            b"p" => Self::Paragraph,
            b"li" => Self::Item,
            b"dt" | b"dd" => Self::Definition,
            b"option" => Self::Choice,
            b"optgroup" => Self::Choices,
            b"td" | b"th" => Self::Cell,
            b"tr" => Self::Row,
            b"tbody" | b"thead" | b"tfoot" => Self::Rows,
            b"table" => Self::Table,
            b"caption" => Self::Caption,
            b"applet" | b"marquee" | b"object" | b"template" => Self::Barrier,
            b"svg" | b"math" => Self::Foreign,
            b"script" | b"style" | b"textarea" | b"title" | b"xmp" | b"iframe" | b"noembed" | b"noframes"
            | b"plaintext" => Self::Raw,
            b"noscript" => Self::NoScript,
            _ => Self::Other,
        }
    }

    /// Whether an element whose end tag may be left out is closed by the next of their kind (WHATWG HTML,
    /// "optional tags").
    pub(super) fn is_closed_by(self, next: Self) -> bool {
        match self {
            Self::Paragraph => next == Self::Paragraph,
            Self::Item => next == Self::Item,
            Self::Definition => next == Self::Definition,
            Self::Choice => matches!(next, Self::Choice | Self::Choices),
            Self::Choices => next == Self::Choices,
            Self::Cell => matches!(next, Self::Cell | Self::Row | Self::Rows),
            Self::Row => matches!(next, Self::Row | Self::Rows),
            Self::Rows => next == Self::Rows,
            _ => false,
        }
    }

    /// Whether an end tag outside of it does not reach the elements inside it.
    pub(super) fn is_barrier(self) -> bool {
        matches!(self, Self::Barrier | Self::Caption | Self::Table | Self::Cell)
    }

    /// Whether its end tag reaches out of a barrier.
    pub(super) fn is_table_part(self) -> bool {
        matches!(self, Self::Table | Self::Rows | Self::Row | Self::Cell | Self::Caption)
    }
}
