//! How likely a block is part of the article's text: a sum over small decision trees that were fitted to
//! pages whose text is known (`benches/fit_text.py`; the pages themselves are no part of this program).
//!
//! The trees are asked without walking them (QuickScorer, Lucchese et al., SIGIR 2015): the answers of a tree stand from left
//! to right, a question that is answered with no strikes out those under its yes, and the first answer left is the tree's.
//! So all questions are asked of several blocks at once, and nothing branches on what they say.

use std::sync::LazyLock;

use super::features::{COUNT, Features};

/// Blocks that are asked at once.
const LANES: usize = 8;
/// Most answers of a tree.
const MOST_ANSWERS: usize = 8;

/// What each of some blocks says.
type Lanes<T> = [T; LANES];

/// The trees, one behind the other.
#[derive(Debug, Default)]
struct Forest {
    trees: Vec<Tree>,
}

#[derive(Debug)]
struct Tree {
    questions: Vec<Question>,
    /// From left to right.
    answers: [f32; MOST_ANSWERS],
}

/// Whether a measure is at most `limit`.
#[derive(Debug)]
struct Question {
    feature: usize,
    limit: f32,
    /// The answers that stay where it is not: all but those under its yes.
    stay: u32,
}

/// A line is a tree: questions `feature,limit,yes,no` numbered from 0, a bar, answers counted from -1.
static FOREST: LazyLock<Forest> = LazyLock::new(|| {
    // A line that is no tree is left out; a test holds that there is none.
    Forest { trees: include_str!("trees.txt").lines().filter_map(Tree::read).collect() }
});

/// After so many trees, a block that is surely no text is asked no more.
const SOON: usize = 50;
/// Surely no text: a sum below this is a likelihood below 2 %.
const SURELY_NOT: f32 = -4.0;

/// A question as written: its feature, its limit, and where yes and no lead.
type Written = (usize, f32, i16, i16);

impl Tree {
    /// The tree of a line; `None` where it is none.
    fn read(line: &str) -> Option<Self> {
        let (questions, answers) = line.split_once('|')?;
        let written = questions.split_whitespace().map(|written| {
            let mut parts = written.split(',');
            let question = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            Some((question.0, question.1, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
        });
        let written = written.collect::<Option<Vec<Written>>>()?;
        let values = answers.split_whitespace().map(|answer| answer.parse().ok());
        let values = values.collect::<Option<Vec<f32>>>()?;
        let mut tree = Self { questions: Vec::new(), answers: [0.0; MOST_ANSWERS] };
        let mut count = 0;
        tree.plant(0, &written, &values, &mut count)?;
        (tree.questions.len() == written.len() && count == values.len()).then_some(tree)
    }

    /// Adds what lies under `at`, a question or an answer, of which there are `count` to its left. Questions lead only to
    /// later ones, so that there is an end.
    fn plant(&mut self, at: i16, written: &[Written], values: &[f32], count: &mut usize) -> Option<()> {
        let Ok(number) = usize::try_from(at) else {
            let value = values.get(usize::from(at.unsigned_abs()) - 1)?;
            *self.answers.get_mut(*count)? = *value;
            *count += 1;
            return Some(());
        };
        let (feature, limit, yes, no) = *written.get(number)?;
        let leads_on = [yes, no].iter().all(|next| *next < 0 || *next > at);
        (feature < COUNT && leads_on).then_some(())?;
        let first = *count;
        self.plant(yes, written, values, count)?;
        let under_yes = (1_u32 << *count) - (1_u32 << first);
        self.questions.push(Question { feature, limit, stay: !under_yes });
        self.plant(no, written, values, count)
    }

    /// Adds its answers to `sums`.
    fn add_to(&self, sums: &mut Lanes<f32>, measures: &[Lanes<f32>; COUNT]) {
        let mut left = [u32::MAX; LANES];
        for question in &self.questions {
            let Some(values) = measures.get(question.feature) else { continue };
            for (left, value) in left.iter_mut().zip(values) {
                // All bits where the answer is yes: written so that no lane branches, and all are asked in one step.
                let yes = 0_u32.wrapping_sub(u32::from(*value <= question.limit));
                *left &= yes | question.stay;
            }
        }
        for (sum, left) in sums.iter_mut().zip(left) {
            *sum += self.answers.get(left.trailing_zeros() as usize).copied().unwrap_or_default();
        }
    }
}

impl Forest {
    fn sums(&self, measures: &[Lanes<f32>; COUNT]) -> Lanes<f32> {
        let mut sums = [0.0; LANES];
        let (soon, later) = self.trees.split_at(SOON.min(self.trees.len()));
        soon.iter().for_each(|tree| tree.add_to(&mut sums, measures));
        if sums.iter().all(|sum| *sum < SURELY_NOT) {
            return sums;
        }
        let mut whole = sums;
        later.iter().for_each(|tree| tree.add_to(&mut whole, measures));
        for (sum, whole) in sums.iter_mut().zip(whole) {
            *sum = if *sum < SURELY_NOT { *sum } else { whole };
        }
        sums
    }
}

/// How likely each block so measured is part of the text, from 0 to 1.
pub(super) fn likelihoods(blocks: &[Features]) -> Vec<f32> {
    let mut all = Vec::with_capacity(blocks.len());
    for some in blocks.chunks(LANES) {
        let mut measures = [[0.0; LANES]; COUNT];
        for (lane, features) in some.iter().enumerate() {
            for (values, value) in measures.iter_mut().zip(features) {
                if let Some(place) = values.get_mut(lane) {
                    *place = *value;
                }
            }
        }
        let sums = FOREST.sums(&measures);
        all.extend(sums.iter().take(some.len()).map(|sum| 1.0 / (1.0 + (-sum).exp())));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_tree() {
        assert_eq!(FOREST.trees.len(), include_str!("trees.txt").lines().count());
    }

    /// A line of the file, walked question by question.
    fn walk(line: &str, features: &Features) -> f32 {
        let (questions, answers) = line.split_once('|').unwrap();
        let questions: Vec<Vec<f32>> = questions
            .split(' ')
            .map(|it| it.split(',').map(|part| part.parse().unwrap()).collect())
            .collect();
        let answers: Vec<f32> = answers.split(' ').map(|answer| answer.parse().unwrap()).collect();
        let mut at = 0.0;
        while at >= 0.0 {
            let [feature, limit, yes, no] = questions[at as usize][..] else { panic!("{line}") };
            at = if features[feature as usize] <= limit { yes } else { no };
        }
        answers[(-at) as usize - 1]
    }

    #[test]
    fn asking_all_questions_leads_where_walking_does() {
        let lines = ["1,0,-1,-2|7 8", "2,0.5,-1,1 0,10,-2,-3|1 2 3"];
        let lines = lines.into_iter().chain(include_str!("trees.txt").lines());
        let mut seed = 7_u64;
        for line in lines {
            let tree = Tree::read(line).unwrap();
            for _ in 0..20 {
                let mut features = [0.0; COUNT];
                for value in &mut features {
                    seed =
                        seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    // Measures are shares, lengths, and numbers of words.
                    *value =
                        (seed >> 40) as f32 / 16_777_216.0 * [1.0, 10.0, 1000.0][(seed >> 33) as usize % 3];
                }
                let mut sums = [0.0; LANES];
                tree.add_to(&mut sums, &features.map(|value| [value; LANES]));
                assert_eq!(sums, [walk(line, &features); LANES], "{line}");
            }
        }
    }

    #[test]
    fn a_line_that_leads_nowhere_is_no_tree() {
        for line in ["2,x,-1,-2|1 2", "2,1,0,-1|1", "2,1,-1,-3|1 2", "80,1,-1,-2|1 2", "1,1,-1,-2", ""] {
            assert!(Tree::read(line).is_none(), "{line}");
        }
    }
}
