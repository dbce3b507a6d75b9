//! How likely a block is part of the article's text: a sum over small decision trees that were fitted to
//! pages whose text is known (`benches/fit_text.py`; the pages themselves are no part of this program).

use std::sync::LazyLock;

use super::features::Features;

/// The trees, one behind the other.
#[derive(Debug, Default)]
struct Forest {
    questions: Vec<Question>,
    answers: Vec<f32>,
    /// The first question of each tree.
    roots: Vec<i16>,
}

/// Whether a measure is at most `limit`: then on to `yes`, else to `no`. A negative number is an answer,
/// counted from -1.
#[derive(Debug, Clone, Copy)]
struct Question {
    feature: u16,
    limit: f32,
    yes: i16,
    no: i16,
}

/// A tree a line: questions `feature,limit,yes,no` numbered from 0, a bar, answers counted from -1.
static FOREST: LazyLock<Forest> = LazyLock::new(|| {
    let mut forest = Forest::default();
    for line in include_str!("trees.txt").lines() {
        // A line that is no tree is left out; a test holds that there is none.
        let _ = forest.plant(line);
    }
    forest
});

/// After so many trees, a block that is surely no text is asked no more.
const SOON: usize = 50;
/// Surely no text: a sum below this is a likelihood below 2 %.
const SURELY_NOT: f32 = -4.0;

impl Forest {
    /// Adds the tree of a line; `None` where it is none.
    fn plant(&mut self, line: &str) -> Option<()> {
        let (questions, answers) = line.split_once('|')?;
        let (first, first_answer) =
            (i16::try_from(self.questions.len()).ok()?, i16::try_from(self.answers.len()).ok()?);
        let moved = |next: i16| if next < 0 { next - first_answer } else { next + first };
        let questions = questions.split_whitespace().map(|written| {
            let mut parts = written.split(',');
            Some(Question {
                feature: parts.next()?.parse().ok()?,
                limit: parts.next()?.parse().ok()?,
                yes: moved(parts.next()?.parse().ok()?),
                no: moved(parts.next()?.parse().ok()?),
            })
        });
        let questions = questions.collect::<Option<Vec<Question>>>()?;
        let answers = answers.split_whitespace().map(|written| written.parse().ok());
        let answers = answers.collect::<Option<Vec<f32>>>()?;
        self.roots.push(first);
        self.questions.extend(questions);
        self.answers.extend(answers);
        Some(())
    }

    /// The answer of the tree that starts at `root`. A question leads only to later ones, so that there is an end.
    fn answer(&self, root: i16, features: &Features) -> f32 {
        let mut next = root;
        while let Some(question) = usize::try_from(next).ok().and_then(|at| self.questions.get(at)) {
            let value = features.get(usize::from(question.feature)).copied().unwrap_or_default();
            let then = if value <= question.limit { question.yes } else { question.no };
            if then >= 0 && then <= next {
                return 0.0;
            }
            next = then;
        }
        self.answers.get(usize::from(next.unsigned_abs()).wrapping_sub(1)).copied().unwrap_or_default()
    }

    fn sum(&self, features: &Features) -> f32 {
        let of = |sum: f32, root: &i16| sum + self.answer(*root, features);
        let (soon, later) = self.roots.split_at(SOON.min(self.roots.len()));
        let sum = soon.iter().fold(0.0, of);
        if sum < SURELY_NOT { sum } else { later.iter().fold(sum, of) }
    }
}

/// How likely a block so measured is part of the text, from 0 to 1.
pub(super) fn likelihood(features: &Features) -> f32 {
    1.0 / (1.0 + (-FOREST.sum(features)).exp())
}

#[cfg(test)]
mod tests {
    use super::super::features::COUNT;
    use super::*;

    #[test]
    fn every_line_is_a_tree_whose_questions_lead_on() {
        assert_eq!(FOREST.roots.len(), include_str!("trees.txt").lines().count());
        assert_eq!(FOREST.answers.len(), FOREST.questions.len() + FOREST.roots.len());
        for (at, question) in FOREST.questions.iter().enumerate() {
            assert!(usize::from(question.feature) < COUNT);
            for next in [question.yes, question.no] {
                match usize::try_from(next) {
                    Ok(next) => assert!(next > at && next < FOREST.questions.len()),
                    Err(_) => assert!(usize::from(next.unsigned_abs()) <= FOREST.answers.len()),
                }
            }
        }
    }

    #[test]
    fn a_question_leads_to_its_answer() {
        let mut forest = Forest::default();
        forest.plant("1,0,-1,-2|7 8").unwrap();
        forest.plant("2,0.5,-1,1 0,10,-2,-3|1 2 3").unwrap();
        let mut features = [0.0; COUNT];
        assert_eq!(forest.sum(&features), 8.0);
        features[2] = 1.0;
        assert_eq!(forest.sum(&features), 9.0);
        features[0] = 11.0;
        assert_eq!(forest.sum(&features), 10.0);
        assert!(forest.plant("2,x,-1,-2|1 2").is_none());
    }
}
