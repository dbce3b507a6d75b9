//! Names of months and weekdays in the languages of the web, folded as [`fold`] does.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;

/// What a word can mean in a date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// 1 to 12.
    pub month: Option<u32>,
    /// One bit per weekday from Monday (bit 0): some short forms mean another day in another language.
    pub weekdays: u8,
}

/// Looks a word up; `None` where it is no name of a month or weekday.
pub(super) fn meaning_of(word: &str) -> Option<Meaning> {
    if word.len() > 40 {
        return None;
    }
    NAMES.get(fold(word).as_str()).copied()
}

/// How far a month's name can be trusted in prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It is hardly anything else.
    Full,
    /// A verb of everyday language: a month where it is capitalised, or between a day and a year.
    Capitalised,
    /// A word of another language: a month between a day and a year.
    BetweenNumbers,
    /// Too short or too common to be a month in prose.
    Never,
}

/// How far this month's name can be trusted in prose.
pub(super) fn trust_in(word: &str) -> Trust {
    match fold(word).as_str() {
        "may" | "march" | "mar" | "mart" => Trust::Capitalised,
        "ago" | "set" | "out" | "dez" | "des" | "gen" | "mag" | "ott" | "dic" | "ene" | "fev" | "lug"
        | "giu" | "ian" | "agu" | "marc" | "marta" | "مه" | "جوان" | "جون" | "آب" | "أوت" | "اوت" | "ماي"
        | "मे" | "মে" => Trust::BetweenNumbers,
        "pro" | "lis" | "lip" | "sty" | "led" | "sie" | "elo" | "tem" | "haz" | "eki" | "ara" | "kas"
        | "dub" | "bre" | "uno" | "kve" | "kwi" | "lut" | "gru" | "wrz" | "paz" | "cze" | "zar" | "rij"
        | "srp" | "nis" | "sub" | "eyl" | "oca" | "loka" | "touko" | "kesa" | "heina" | "syys" | "marras"
        | "joulu" | "huhti" | "maalis" | "helmi" | "tammi" | "cvn" | "cvc" => Trust::Never,
        _ => Trust::Full,
    }
}

/// A weekday's short form that is a common word of other languages: it needs a full stop or a comma.
pub(super) fn is_doubtful_weekday(word: &str) -> bool {
    const PLAIN: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let folded = fold(word);
    folded.chars().count() <= 3 && !PLAIN.contains(&folded.as_str())
}

static NAMES: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let mut names: HashMap<&'static str, Meaning> = HashMap::new();
    for (month, words) in (1..).zip(MONTHS) {
        for word in words.split_whitespace() {
            names.entry(word).or_default().month = Some(month);
        }
    }
    for (day, words) in WEEKDAYS.iter().enumerate() {
        for word in words.split_whitespace() {
            names.entry(word).or_default().weekdays |= 1 << day;
        }
    }
    names
});

// Rows are languages: English, German, French, Spanish, Portuguese, Italian, Dutch and the
// Scandinavian ones; Polish, Czech, Slovak; Finnish, Turkish, Hungarian, Romanian, Catalan, Indonesian;
// Russian, Ukrainian, Bulgarian; Greek; Arabic, Hebrew, Thai; then those of the Baltic, the Balkans, the Caucasus and
// Central Asia, Persian, Urdu, Hindi, Bengali. The listopad of Croatian is left out: it is October there, and November
// in Polish and Czech; see [`DateContext::is_croatian`](super::DateContext::is_croatian).
const MONTHS: [&str; 12] = [
    "january jan januar janner jaenner janvier janv enero ene janeiro gennaio gen januari \
     styczen stycznia sty leden ledna led januara tammikuu tammikuuta tammi ocak oca ianuarie ian gener \
     январь января янв січень січня січ януари ιανουαριοσ ιανουαριου ιαν يناير ינואר มกราคม ม.ค \
     janvaris jaanuar sausio sijecnja sijecanj janeiro xaneiro yanvar јануар јануара студзеня қантар \
     جانفي ژانویه جنوری בינואר जनवरी जानेवारी জানুয়ারি জানুয়ারি",
    "february feb februar fevrier fevr febrero fevereiro fev febbraio februari \
     luty lutego lut unor unora uno februara helmikuu helmikuuta helmi subat sub febr februarie febrer \
     февраль февраля фев февр лютий лютого лют февруари φεβρουαριοσ φεβρουαριου φεβ فبراير פברואר \
     กุมภาพันธ์ ก.พ \
     februaris veebruar vasario veljace veljaca febreiro fevral pebrero фебруар фебруара лютага ақпан \
     شباط فيفري فوریه فروری בפברואר फरवरी फ़रवरी फ़रवरी फेब्रुवारी ফেব্রুয়ারি ফেব্রুয়ারি",
    "march mar marz maerz mrz mars marzo marco maart mrt marts \
     marzec marca brezen brezna bre maaliskuu maaliskuuta maalis mart marcius marc martie maret \
     март марта мар березень березня бер μαρτιοσ μαρτιου μαρ μαρτ مارس מרץ มีนาคม มี.ค \
     marta kovo ozujka ozujak marso марта сакавіка наурыз آذار במרץ מרס במרס मार्च মার্চ",
    "april apr avril avr abril abr aprile \
     kwiecien kwietnia kwi duben dubna dub aprila huhtikuu huhtikuuta huhti nisan nis aprilis aprilie \
     апрель апреля апр квітень квітня кві квіт април απριλιοσ απριλιου απρ أبريل ابريل אפריל เมษายน เม.ย \
     aprill balandzio travnja travanj април априла красавіка сәуір نيسان أفريل افريل آوریل اپریل באפריל \
     अप्रैल एप्रिल এপ্রিল",
    "may mai mayo maio maggio mag mei maj \
     maja kveten kvetna kve maja toukokuu toukokuuta touko mayis majus maig \
     май мая травень травня тра трав μαιοσ μαιου μαι مايو מאי พฤษภาคม พ.ค \
     maijs geguzes svibnja svibanj мај маја мамыр أيار ايار ماي مه مئی במאי मई मे মে",
    "june jun juni juin junio junho giugno giu \
     czerwiec czerwca cze cerven cervna cvn juna kesakuu kesakuuta kesa haziran haz junius iunie iun juny \
     июнь июня июн червень червня чер черв юни ιουνιοσ ιουνιου ιουν يونيو יוני มิถุนายน มิ.ย \
     junija junij junijs juuni birzelio lipnja lipanj xuno iyun hunyo јун јуна чэрвеня маусым حزيران \
     جوان ژوئن جون ביוני जून জুন",
    "july jul juli juillet juil julio julho luglio lug \
     lipiec lipca lip cervenec cervence cvc jula heinakuu heinakuuta heina temmuz tem julius iulie iul juliol \
     июль июля июл липень липня лип юли ιουλιοσ ιουλιου ιουλ يوليو יולי กรกฎาคม ก.ค \
     julija julij julijs juuli liepos srpnja srpanj xullo iyul hulyo julai јул јула ліпеня шилде шілде تموز \
     جويلية يوليوز يوليه ژوئیه جولائی ביולי जुलाई जुलै জুলাই",
    "august aug aout agosto ago augustus augusti \
     sierpien sierpnia sie srpen srpna srp augusta elokuu elokuuta elo agustos agu augusztus agost agustus \
     август августа авг серпень серпня сер серп αυγουστοσ αυγουστου αυγ أغسطس اغسطس אוגוסט สิงหาคม ส.ค \
     avgust avgusta augusts agust rugpjucio kolovoza kolovoz avqust ogos аугуст жніўня тамыз آب أوت \
     غشت اوت اگست באוגוסט अगस्त ऑगस्ट আগস্ট",
    "september sep sept septembre septiembre setiembre setembro set settembre \
     wrzesien wrzesnia wrz zari zar septembra syyskuu syyskuuta syys eylul eyl szeptember szept septembrie \
     setembre сентябрь сентября сен сент вересень вересня вер септември \
     σεπτεμβριοσ σεπτεμβριου σεπ σεπτ سبتمبر ספטמבר กันยายน ก.ย \
     septembris septembar rugsejo rujna rujan sentyabr sentabr setyembre септембар септембра кыркуйек қыркүйек \
     верасня أيلول ايلول شتنبر سپتامبر ستمبر בספטמבר सितंबर सितम्बर सप्टेंबर সেপ্টেম্বর",
    "october oct oktober okt octobre octubre outubro out ottobre ott \
     pazdziernik pazdziernika paz rijen rijna rij oktobra lokakuu lokakuuta loka ekim eki octombrie octubre \
     октябрь октября окт жовтень жовтня жов октомври οκτωβριοσ οκτωβριου οκτ أكتوبر اكتوبر אוקטובר \
     ตุลาคม ต.ค \
     oktobris oktobar oktoober spalio oktyabr oktabr oktubre октобар октобра кастрычніка қазан اکتبر \
     اکتوبر באוקטובר अक्टूबर अक्तूबर ऑक्टोबर অক্টোবর",
    "november nov novembre noviembre novembro \
     listopad listopada listopadu lis novembra marraskuu marraskuuta marras kasim kas noiembrie nopember \
     ноябрь ноября ноя нояб листопад листопада ноември νοεμβριοσ νοεμβριου νοε نوفمبر נובמבר \
     พฤศจิกายน พ.ย \
     novembris novembar lapkricio studenoga studenog studeni noyabr nobyembre новембар новембра лістапада \
     қараша نونبر نوامبر نومبر בנובמבר नवंबर नवम्बर नोव्हेंबर নভেম্বর",
    "december dec dezember dez decembre diciembre dic dezembro dicembre desember des \
     grudzien grudnia gru prosinec prosince pro decembra joulukuu joulukuuta joulu aralik ara decembrie \
     desembre декабрь декабря дек грудень грудня груд гру декември δεκεμβριοσ δεκεμβριου δεκ ديسمبر דצמבר \
     ธันวาคม ธ.ค \
     decembris decembar detsember gruodzio prosinca prosinac dekabr disyembre disember децембар децембра \
     снежня желтоқсан دجنبر دسامبر دسمبر בדצמבר दिसंबर दिसम्बर डिसेंबर ডিসেম্বর",
];

const WEEKDAYS: [&str; 7] = [
    "monday mon montag mo lundi lun lunes segunda seg lunedi maandag ma mandag man \
     poniedzialek pon pondeli po pazartesi pzt maanantai maanantaina senin понедельник пн понеділок luni \
     δευτερα δευ الاثنين الإثنين",
    "tuesday tue tues dienstag di mardi mar martes terca ter martedi dinsdag tirsdag tir tisdag tis \
     wtorek wto utery ut sali sal tiistai tiistaina ti selasa вторник вт вівторок marti τριτη τρι الثلاثاء",
    "wednesday wed weds mittwoch mi mercredi mer miercoles mie quarta qua mercoledi woensdag wo onsdag ons \
     sroda sro streda st carsamba car keskiviikko keskiviikkona ke rabu среда ср середа miercuri τεταρτη τετ \
     الأربعاء الاربعاء",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue quinta qui giovedi gio donderdag torsdag \
     tor tors czwartek czw ctvrtek ct persembe per torstai torstaina to kamis четверг чт четвер joi \
     πεμπτη πεμ الخميس",
    "friday fri freitag fr vendredi ven viernes vie sexta sex venerdi vrijdag vr fredag fre \
     piatek pia pt patek pa cuma cum perjantai perjantaina pe jumat пятница пт п'ятниця vineri \
     παρασκευη παρ الجمعة",
    "saturday sat samstag sa sonnabend samedi sam sabado sab sabato zaterdag za lordag lor \
     sobota sob so cumartesi cmt lauantai lauantaina la sabtu суббота сб субота sambata σαββατο σαβ السبت",
    "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo sondag son \
     niedziela niedz nie ndz nedele ne pazar paz sunnuntai sunnuntaina su minggu воскресенье вс неділя нд \
     duminica κυριακη κυρ الأحد الاحد",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_many_languages() {
        for (word, month) in [
            ("März", 3),
            ("août", 8),
            ("Ağustos", 8),
            ("KWIETNIA", 4),
            ("апреля", 4),
            ("Μαΐου", 5),
            ("באפריל", 4),
            ("अप्रैल", 4),
            ("نيسان", 4),
            ("balandžio", 4),
        ] {
            assert_eq!(meaning_of(word).and_then(|it| it.month), Some(month), "{word}");
        }
        assert_eq!(meaning_of("resolved"), None);
    }

    #[test]
    fn every_name_is_stored_folded() {
        for word in MONTHS.iter().chain(&WEEKDAYS).flat_map(|row| row.split_whitespace()) {
            assert_eq!(fold(word), word);
        }
    }

    #[test]
    fn a_short_form_can_be_two_weekdays() {
        assert_eq!(meaning_of("so").map(|it| it.weekdays), Some(0b110_0000));
        assert_eq!(meaning_of("mar"), Some(Meaning { month: Some(3), weekdays: 0b10 }));
    }
}
