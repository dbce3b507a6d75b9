//! How the values were found, and what they cannot say.

use maud::{Markup, html};

use crate::view::View;

pub(super) fn render(view: &View) -> Markup {
    let suggestions: Vec<&str> =
        view.report.kinds.iter().filter(|kind| kind.suggestion).map(|kind| kind.signal.as_str()).collect();
    html! {
        div.prose {
            h3 { "Where the values are from" }
            ul {
                li { "Public statements of providers are fetched as a reader would fetch them, and each answer is archived byte by byte (WARC). \
                      Every value here was read from such a record by a rule with a name and a version, and leads back to it." }
                li { "A communication belongs to the trail where its title, a heading or its sentences speak of the incident, or the seed says so. \
                      An id alone, a comparison or a link to another text is not enough." }
                li { "An entry of a feed or a listing that speaks of the incident is a word of the provider. Unless its page was seen to \
                      speak of it before, it bounds the first word; its evidence bears an e before its number." }
                li { strong { "Claimed" } " is what the provider says, " strong { "platform" } " what the record of its status page discloses, "
                     strong { "observed" } " what our looks bound: later than the last look that did not show it, no later than the first that did." }
                li { strong { "Live" } ": we looked before it was there and saw it appear. " strong { "Found" } ": it stood there at our first look, so that only its \
                      own word says how old it is. " strong { "Back-filled" } ": read from a capture that others made." }
            }
            h3 { "How the answers are to be read" }
            dl.key {
                dt { "found" } dd { "A rule matched; the sentence stands with the evidence. What others than the provider did is not counted." }
                dt { "shared" } dd { "A rule matched in a text about several subjects, at a place of which neither its sentence nor a heading nor the \
                      title tells which of them it is about. It may be this incident, and counts for nothing." }
                dt { "no rule matched" } dd { "The text was read and no rule matched. It may say so in other words: this is never \"no\"." }
                dt { "not assessed" } dd { "The rules did not read the text: its language, a partial copy, no text. Nothing is known." }
                dt { "nothing seen" } dd { "Looks that would have shown a statement showed none about the incident. Statements elsewhere, and \
                      such as came and went between two looks, are not excluded." }
                dt { "not watched from the start" } dd { "No look was as early as the disclosure, and what was seen first does not reach back to it. \
                      What was said and taken away before is not known, so that such a silence has no length." }
                dt { "partly watched" } dd { "Some sources were watched from the disclosure on and others were not: a length is that of the former." }
                dt { "not watched throughout" } dd { "A watch from the disclosure on broke off: a later look shows nothing of what stood there at the look before, \
                      so that something may have come and gone between. A length ends there." }
                dt { "not all was read" } dd { "What a feed or a listing led to since the disclosure could not be read, and no look since was before it: \
                      it may be a statement." }
                dt { "none could see" } dd { "Somebody looked, and each look was refused or failed. Nothing is known." }
                dt { "unknown" } dd { "There is no value. It is never counted as zero." }
            }
            h3 { "Limits" }
            ul {
                li { "A time of an action or a fix holds for what the rules found. Where a text that they did not read may be older, there is no lower bound; \
                      what they missed in a text that they read is known to nobody." }
                li { "Only the sources that the seeds name were looked at. A provider may have written to its customers directly, or said it in a place that is not followed." }
                li { "A time that is written without a zone can be any of 26 hours more than it says; a day is not an instant. Bounds show that, and a mean of one bound is no response time." }
                li { "A first word is the first text at the provider's own addresses that speaks of the incident, whoever wrote it. Commentary counts: an analysis of \
                      a flaw of others, a digest of the news, and the text of a guest, a partner or an analyst that the provider publishes are its words \
                      as much as a notice about its own services, and no rule tells them apart. Read the quote before two first words are compared." }
                li { "A statement is gone where a look found it gone; what nobody looked at since may be gone as well." }
                li { "A flag of a time is a reason to look, no verdict: a page may have been rewritten under an old date, or a record imported." }
                li { "Rules read English. They were made with known posts and miss wordings that they do not know; how well they do on posts of other \
                      providers is in the project's BENCHMARKS.md." }
                @if !suggestions.is_empty() {
                    li { "These signals are suggestions for coders and count nowhere: " (suggestions.join(", ")) "." }
                }
                li { "Events that response times are measured from are quoted from their sources; where sources differ, the table of events shows all values and which \
                      one is measured from." }
                li { "People can code the same communications by a code book (" code { "trail code" } "); their answers never change those of the rules." }
            }
        }
    }
}
