//! Times and authors of pages in many languages, their scripts and their calendars.

mod support;

use serde_json::Value;
use support::page;

/// A post in that language with `above` between its headline and its words.
fn post(language: &str, above: &str) -> Value {
    let body = page("", &format!("<p>{above}</p>"), "").replace("lang=en", &format!("lang={language}"));
    support::read("https://www.example.com/blog/a-post", &body)
}

fn day<'a>(found: &'a Value, role: &str) -> Option<&'a str> {
    found[role]["local"].as_str()
}

#[test]
fn the_eighth_of_april_is_read_in_any_language() {
    for (language, line) in [
        ("ar", "٨ أبريل ٢٠١٤"),
        ("ar", "نُشر في: 8 أبريل 2014"),
        ("ar", "تاريخ النشر: 8 نيسان 2014"),
        ("ar", "8 نيسان/أبريل 2014"),
        ("ar", "8 أفريل 2014"),
        ("ar", "٢٠١٤/٠٤/٠٨"),
        ("fa", "۸ آوریل ۲۰۱۴"),
        ("fa", "۱۹ فروردین ۱۳۹۳"),
        ("fa", "تاریخ انتشار: ۱۳۹۳/۰۱/۱۹"),
        ("ur", "8 اپریل 2014"),
        ("hi", "8 अप्रैल 2014"),
        ("hi", "प्रकाशित: ८ अप्रैल २०१४"),
        ("bn", "প্রকাশিত: ৮ এপ্রিল ২০১৪"),
        ("he", "8 באפריל 2014"),
        ("he", "פורסם ב-8 באפריל 2014"),
        ("th", "วันที่ ๘ เมษายน ๒๕๕๗"),
        ("th", "เผยแพร่เมื่อ 8 เม.ย. 2557"),
        ("vi", "8 Tháng Tư, 2014"),
        ("vi", "Tháng Tư 8, 2014"),
        ("vi", "Đăng ngày 8 tháng 4 năm 2014"),
        ("el", "Δημοσιεύθηκε στις 8 Απριλίου 2014"),
        ("ja", "平成26年4月8日"),
        ("lt", "2014 m. balandžio 8 d."),
        ("lv", "2014. gada 8. aprīlis"),
        ("et", "8. aprill 2014"),
        ("hr", "8. travnja 2014."),
        ("sr", "8. април 2014."),
        ("be", "8 красавіка 2014"),
        ("kk", "2014 сәуір 8"),
    ] {
        let found = post(language, line);
        assert_eq!(day(&found, "published"), Some("2014-04-08"), "{line}: {}", found["published"]);
    }
}

#[test]
fn months_of_two_words_and_first_years_are_read() {
    for (language, line, expected) in [
        ("ar", "8 تشرين الثاني 2014", "2014-11-08"),
        ("ar", "8 كانون الأول 2014", "2014-12-08"),
        ("ja", "令和元年5月7日", "2019-05-07"),
        ("vi", "ngày 12 tháng mười hai năm 2014", "2014-12-12"),
        ("vi", "Tháng Mười Một 12, 2014", "2014-11-12"),
        ("hr", "8. listopada 2014.", "2014-10-08"),
        ("pl", "8 listopada 2014", "2014-11-08"),
        ("cs", "8. listopadu 2014", "2014-11-08"),
    ] {
        assert_eq!(day(&post(language, line), "published"), Some(expected), "{line}");
    }
}

#[test]
fn an_update_is_told_from_a_publication_in_any_language() {
    for (language, line) in [
        ("ar", "آخر تحديث: ١٠ أبريل ٢٠١٤"),
        ("fa", "آخرین به‌روزرسانی: ۱۰ آوریل ۲۰۱۴"),
        ("hi", "अद्यतन: 10 अप्रैल 2014"),
        ("he", "עודכן לאחרונה: 10.04.2014"),
        ("th", "อัปเดตล่าสุด: 10 เมษายน พ.ศ. 2557"),
        ("vi", "Cập nhật lần cuối: 10 tháng 4 năm 2014"),
        ("el", "Τελευταία ενημέρωση: 10 Απριλίου 2014"),
        ("ko", "수정일 2014.04.10"),
        ("hr", "Ažurirano: 10. travnja 2014."),
        ("es", "Última modificación: 10 de abril de 2014"),
        ("id", "Terakhir diperbarui: 10 April 2014"),
    ] {
        let found = post(language, line);
        assert_eq!((day(&found, "published"), day(&found, "updated")), (None, Some("2014-04-10")), "{line}");
    }
}

#[test]
fn years_of_other_calendars_and_relative_days_are_not_guessed() {
    for (language, line) in [
        ("ar", "٨ جمادى الآخرة ١٤٣٥"),
        ("ar", "1435/06/08"),
        ("fa", "۱۳۹۳/۱۳/۱۹"),
        ("ja", "昭和元年5月7日"),
        ("en", "3 days ago"),
        ("en", "Yesterday"),
    ] {
        assert_eq!(day(&post(language, line), "published"), None, "{line}");
    }
}

#[test]
fn authors_are_named_in_other_scripts() {
    for (language, line, name) in [
        ("ar", "بقلم: آدا بارك", "آدا بارك"),
        ("ar", "الكاتب: آدا بارك", "آدا بارك"),
        ("he", "מאת: עדה פארק, 8 באפריל 2014", "עדה פארק"),
        ("zh", "发布时间：2014-04-08 作者：王小明　来源：云安全", "王小明"),
    ] {
        assert_eq!(post(language, line)["authors"][0]["name"], name, "{line}");
    }
}
