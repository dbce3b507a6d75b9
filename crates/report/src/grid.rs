//! Tables for a terminal.

use comfy_table::{ContentArrangement, Table, TableComponent, presets::UTF8_HORIZONTAL_ONLY};

/// The width of a table that is not shown on a terminal, in characters.
const WIDTH: u16 = 150;

/// An empty table for people: as wide as the terminal, or 150 characters where there is none.
pub fn grid() -> Table {
    let mut grid = Table::new();
    grid.load_preset(UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    for line in [TableComponent::HorizontalLines, TableComponent::TopBorder, TableComponent::BottomBorder] {
        grid.remove_style(line);
    }
    for corner in [
        TableComponent::MiddleIntersections,
        TableComponent::LeftBorderIntersections,
        TableComponent::RightBorderIntersections,
        TableComponent::TopBorderIntersections,
        TableComponent::BottomBorderIntersections,
    ] {
        grid.remove_style(corner);
    }
    if grid.width().is_none() {
        grid.set_width(WIDTH);
    }
    grid
}
