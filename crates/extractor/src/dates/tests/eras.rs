//! Years that are not counted from the birth of Christ, and what is no year.

use super::super::{DateContext, find, parse};

#[test]
fn years_of_other_eras_are_read_or_the_day_is_not() {
    let context = DateContext { reference: "2026-11-26T12:00:00".parse().ok(), ..DateContext::default() };
    for (text, wanted) in [
        ("8 เม.ย. 57", "2014-04-08"),
        ("8 เม.ย. 2557", "2014-04-08"),
        ("8 Apr 57", "1957-04-08"),
        ("民國100年4月8日", "2011-04-08"),
        ("中華民國103年4月8日", "2014-04-08"),
        ("平成26年4月8日", "2014-04-08"),
    ] {
        let stamp = parse(text, &context, "test")
            .or_else(|| Some(find(text, &context, "test").first()?.stamp.clone()))
            .unwrap();
        assert_eq!(stamp.local_iso(), wanted, "{text}");
    }
    for text in ["公元前100年4月8日", "103年4月8日", "103 年 4 月 8 日"] {
        assert!(find(text, &context, "test").is_empty(), "{text}");
    }
}
