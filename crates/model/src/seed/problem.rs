//! What is wrong with a seed, where, and what to do about it.

use std::fmt;

/// One problem of one seed file, or of one line of an import.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeedProblem {
    /// The file, as the caller named it; empty for an import, whose caller may fill it in.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What happened.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// Whether something of the seed was left out because of it.
    pub loses: bool,
}

impl fmt::Display for SeedProblem {
    /// `seeds/providers/x.toml:12:8: unknown kind 'blogg' (did you mean 'blog'?)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file.as_str() {
            "" => write!(f, "line {}:{}: {}", self.line, self.column, self.message)?,
            file => write!(f, "{file}:{}:{}: {}", self.line, self.column, self.message)?,
        }
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SeedProblem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_its_place_and_the_next_step() {
        let mut problem = SeedProblem {
            file: "seeds/providers/x.toml".to_owned(),
            line: 12,
            column: 8,
            message: "unknown kind 'blogg'".to_owned(),
            hint: Some("did you mean 'blog'?".to_owned()),
            loses: true,
        };
        let shown = "seeds/providers/x.toml:12:8: unknown kind 'blogg' (did you mean 'blog'?)";
        assert_eq!(problem.to_string(), shown);
        problem.file.clear();
        problem.hint = None;
        assert_eq!(problem.to_string(), "line 12:8: unknown kind 'blogg'");
    }
}
