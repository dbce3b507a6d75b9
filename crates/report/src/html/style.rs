//! Colours and style sheet of the page. Everything is in the file itself: nothing is loaded from elsewhere.

/// A colour by name, for light and for dark screens.
type Colour = (&'static str, [&'static str; 2]);

const PAPER: Colour = ("paper", ["#ffffff", "#16181c"]);
const SOFT: Colour = ("soft", ["#f3f4f6", "#22252b"]);

/// Colours of text and marks; each is readable on both grounds (a test holds that).
const INKS: [Colour; 5] = [
    ("ink", ["#1b1d21", "#e8e9ec"]),
    ("muted", ["#575b63", "#adb1ba"]),
    ("accent", ["#174ea6", "#8ab8ff"]),
    ("good", ["#1d6b34", "#7fd49a"]),
    ("warn", ["#a3260d", "#ff9d85"]),
];

const LINE: Colour = ("line", ["#c9ccd2", "#454a53"]);

/// What is wider than a narrow screen is shaded at the edge that hides something: the shadows stand still, and the
/// paper above them scrolls along.
const EDGES: &str = "\
@media screen and (max-width:45rem){.scroll{background:linear-gradient(to right,var(--paper) 30%,transparent) 0 0/3rem 100%,\
linear-gradient(to left,var(--paper) 30%,transparent) 100% 0/3rem 100%,\
linear-gradient(to right,var(--line),transparent) 0 0/.8rem 100%,linear-gradient(to left,var(--line),transparent) 100% 0/.8rem 100%;\
background-repeat:no-repeat;background-attachment:local,local,scroll,scroll}}";

const RULES: &str = "\
*{box-sizing:border-box}html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}\
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,'Segoe UI',Roboto,\
'Noto Sans',sans-serif;overflow-wrap:break-word}\
body>*{max-width:80rem;margin:0 auto;padding:0 1.25rem}header{padding-top:1.5rem}footer{padding-top:1rem;padding-bottom:2rem;\
color:var(--muted);font-size:.9rem}\
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .6rem}h2{font-size:1.35rem;margin:2.6rem 0 .5rem;padding-top:.6rem;\
border-top:2px solid var(--ink)}h3{font-size:1.05rem;margin:1.4rem 0 .3rem}p,ul,ol,dl{margin:.4rem 0 .8rem}\
p,.prose li{max-width:48rem}a{color:var(--accent);text-underline-offset:.15em}\
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}\
.skip{position:absolute;left:-100rem;background:var(--paper);padding:.5rem 1rem;z-index:9}.skip:focus{left:1rem;top:.5rem}\
nav ol{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0}\
.scroll{overflow-x:auto;margin:.6rem 0 1.2rem}\
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.4}\
caption{text-align:left;color:var(--muted);padding:0 0 .4rem;max-width:min(48rem,calc(100vw - 2.5rem))}\
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem .45rem 0;border-bottom:1px solid var(--line)}\
thead th{border-bottom:2px solid var(--ink);vertical-align:bottom;font-weight:600}\
tbody th{font-weight:600;min-width:7.5rem}td ul{list-style:none;margin:0;padding:0}\
.muted,.no{color:var(--muted)}.found{color:var(--good);font-weight:600}.warn{color:var(--warn);font-weight:600}\
.small{font-size:.85rem}.nowrap{white-space:nowrap}td.num{font-variant-numeric:tabular-nums}\
.ref{font-size:.82rem;text-decoration:none;padding:0 .1rem}.ref:hover{text-decoration:underline}\
.mono{font-family:ui-monospace,'Cascadia Mono','DejaVu Sans Mono',monospace;font-size:.82rem;overflow-wrap:anywhere}\
q,blockquote{quotes:'\\201C' '\\201D'}blockquote{margin:.4rem 0;padding:.3rem .9rem;border-left:3px solid var(--line);\
background:var(--soft);max-width:52rem}\
.evidence{border-top:1px solid var(--line);padding:.3rem 0 .8rem}.evidence:target,.evidence :target{background:var(--soft);\
outline:.4rem solid var(--soft)}\
dl.facts{display:grid;grid-template-columns:minmax(8rem,11rem) 1fr;gap:.15rem 1rem;font-size:.92rem}dl.facts dt{color:var(--muted)}\
dl.facts dd{margin:0;min-width:0}.key{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}.key dt{font-weight:600}.key dd{margin:0;max-width:48rem}\
#overview td:last-child{min-width:13rem}#changes th+td{min-width:11rem}td.seen{min-width:9.5rem}td.said{min-width:10rem}\
ins{text-decoration:none;border-bottom:2px solid var(--good)}del{color:var(--warn)}\
figure{margin:.6rem 0}figcaption{color:var(--muted);font-size:.9rem;max-width:52rem}\
svg{display:block;width:100%;min-width:46rem;height:auto;font:12px system-ui,sans-serif}\
svg text{fill:var(--ink)}svg .t-link{fill:var(--accent);text-decoration:underline}svg .t-muted{fill:var(--muted)}svg .t-name{font-weight:600;font-size:13px}\
svg .t-warn{fill:var(--warn);font-weight:700}svg .grid{stroke:var(--line)}svg .row{fill:var(--soft)}\
svg .anchor{stroke:var(--ink);stroke-width:1.5}svg .band{fill:var(--accent);opacity:.12}\
svg .claim{fill:var(--accent)}svg .claim-day{fill:var(--accent);opacity:.55}svg .flagged{stroke:var(--warn);stroke-width:2.5}\
svg .seen{stroke:var(--good);stroke-width:1.6}svg .seen-mark{stroke:var(--good);stroke-width:1.8;fill:var(--paper)}\
svg .apart{stroke:var(--accent);stroke-width:1;stroke-dasharray:1 3}svg .filled{stroke-dasharray:3 3}svg .quiet{stroke:var(--muted);stroke-width:1;opacity:.55}\
@media(max-width:45rem){body{font-size:.98rem}h1{font-size:1.5rem}.scroll table{min-width:48rem}#overview table,#changes table,#timeline table{min-width:66rem}\
.key{grid-template-columns:1fr}.key dd{margin-bottom:.4rem}\
.scroll tbody th,.scroll thead th:first-child{position:sticky;left:0;background:var(--paper);z-index:1;max-width:7.5rem;\
min-width:6rem}dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:.4rem}}\
@media print{@page{size:A4 landscape;margin:12mm}html{font-size:9pt}body>*{max-width:none;padding:0}nav,.skip{display:none}\
.scroll{overflow:visible}svg{min-width:0}h2,h3,caption{break-after:avoid}tr,.evidence dl,figure{\
break-inside:avoid}thead{display:table-header-group}a{color:inherit}.evidence{break-inside:auto}}";

/// The style sheet.
pub fn sheet() -> String {
    let all = || [PAPER, SOFT, LINE].into_iter().chain(INKS);
    let colours = |which: usize| {
        all().map(|(name, colours)| format!("--{name}:{};", colours[which])).collect::<String>()
    };
    // Paper is light whatever the screen is.
    format!(
        ":root{{color-scheme:light dark;{}}}@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}{RULES}{EDGES}",
        colours(0),
        colours(1)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance by WCAG 2.2.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn black_on_white_is_the_most() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
    }

    #[test]
    fn every_ink_is_readable_on_every_ground() {
        for (name, inks) in INKS {
            for (ground, grounds) in [PAPER, SOFT] {
                for which in 0..2 {
                    let ratio = contrast(inks[which], grounds[which]);
                    assert!(ratio >= 4.5, "{name} on {ground}: {ratio:.2} is less than WCAG's AA");
                }
            }
        }
    }
}
