//! A question to the database may begin with a comment.

use std::ffi::OsString;

/// The arguments of the command line, with a line break before each that begins with `-- `: that is a comment of SQL, as at
/// the beginning of the files of docs/queries, and no option is called so.
pub fn with_comments(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let told = |argument: OsString| {
        let rest = argument.to_str().and_then(|text| text.strip_prefix("--"));
        match rest.is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
            true => {
                let mut query = OsString::from("\n");
                query.push(argument);
                query
            }
            false => argument,
        }
    };
    arguments.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_a_comment_is_no_option() {
        let given = ["trail", "sql", "--format", "csv", "-- Who?\nselect 1", "--", "--vantage=a b"];
        let told = with_comments(given.map(OsString::from));
        let expected = ["trail", "sql", "--format", "csv", "\n-- Who?\nselect 1", "--", "--vantage=a b"];
        assert_eq!(told, expected);
    }
}
