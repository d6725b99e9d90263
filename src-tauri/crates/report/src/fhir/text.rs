//! Text as FHIR takes it: strings without what its pattern refuses, and a narrative in XHTML.

use serde_json::{Value, json};

/// A text as FHIR's type *string*; none when it is blank.
///
/// The pattern of R4 refuses white space but blank, tab and line end, and XML knows no control characters.
/// A no-break space becomes a blank, which looks the same; where a control character stood, it says that
/// something stood there. The exact words stay in the record.
pub(super) fn string(text: &str) -> Option<String> {
    let text: String = text.chars().map(allowed).collect();
    (!text.trim().is_empty()).then_some(text)
}

fn allowed(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' => c,
        '\u{feff}' => ' ',
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c if c.is_whitespace() => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// What a person reads of a resource.
#[derive(Default)]
pub(super) struct Narrative(String);

impl Narrative {
    pub(super) fn paragraph(&mut self, text: &str) {
        self.element("p", text);
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.element("h3", text);
    }

    pub(super) fn list(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        self.0.push_str("<ul>");
        for line in lines {
            self.element("li", line);
        }
        self.0.push_str("</ul>");
    }

    pub(super) fn append(&mut self, other: Self) {
        self.0.push_str(&other.0);
    }

    pub(super) fn json(&self) -> Value {
        let div = format!(
            "<div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div>",
            self.0
        );
        json!({ "status": "generated", "div": div })
    }

    fn element(&mut self, name: &str, text: &str) {
        self.0.push_str(&format!("<{name}>"));
        for c in text.chars().map(allowed) {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' => self.0.push_str("<br/>"),
                c => self.0.push(c),
            }
        }
        self.0.push_str(&format!("</{name}>"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_typed_becomes_markup() {
        let mut text = Narrative::default();
        text.paragraph("<script>\"a\" & 'b'</script>\nnext\u{0}");
        assert_eq!(
            text.json()["div"],
            "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>&lt;script&gt;&quot;a&quot; &amp; \
             &#39;b&#39;&lt;/script&gt;<br/>next\u{fffd}</p></div>"
        );
    }

    #[test]
    fn a_string_is_never_blank_and_holds_only_what_the_pattern_takes() {
        assert_eq!(string(" \u{a0}\n"), None);
        assert_eq!(
            string("a\u{a0}b\u{7}\u{2028}c\u{feff}").as_deref(),
            Some("a b\u{fffd} c ")
        );
        assert_eq!(string("as\ttyped\r\n").as_deref(), Some("as\ttyped\r\n"));
    }
}
