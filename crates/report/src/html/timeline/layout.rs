//! Which communication is drawn in which row of its provider's lane.

/// What a mark takes of its row: from its left end to the right end of its number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// Left end.
    pub from: f64,
    /// Right end.
    pub to: f64,
}

/// The row of each mark, from 0, so that no two in a row overlap: each takes the first row with room.
pub fn rows(marks: &[Extent]) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by(|one, other| marks[*one].from.total_cmp(&marks[*other].from));
    let mut rows = vec![0; marks.len()];
    for at in order {
        let row = ends.iter().position(|end| *end <= marks[at].from).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(0.0);
        }
        ends[row] = marks[at].to;
        rows[at] = row;
    }
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn marks_of_a_row_never_overlap(spans in prop::collection::vec((0.0..900.0f64, 0.0..300.0f64), 0..40)) {
            let marks: Vec<Extent> = spans.iter().map(|(from, width)| Extent { from: *from, to: from + width }).collect();
            let rows = rows(&marks);
            for one in 0..marks.len() {
                for other in 0..one {
                    let apart = marks[one].to <= marks[other].from || marks[other].to <= marks[one].from;
                    prop_assert!(rows[one] != rows[other] || apart, "{:?} and {:?}", marks[one], marks[other]);
                }
            }
        }
    }
}
