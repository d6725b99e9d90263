//! How a page is read whose language may not be English: journeys name things by their English words.

use crate::desk::{Desk, quoted};
use guide::{Language, pseudo};
use serde_json::json;

/// The language that a window speaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speech(pub Language);

impl Speech {
    /// What these words may read as, whole. What somebody typed reads as it was typed.
    pub fn wholes(self, words: &str) -> Vec<String> {
        match self.0 {
            Language::English => vec![words.to_owned()],
            Language::Pseudo => vec![pseudo::text(words), words.to_owned()],
        }
    }

    /// XPath: `what` reads so.
    pub fn is(self, what: &str, words: &str) -> String {
        let each = self.wholes(words).into_iter();
        let each = each.map(|words| format!("{what}={}", quoted(&words)));
        format!("({})", each.collect::<Vec<_>>().join(" or "))
    }

    /// XPath: `what` begins so.
    pub fn begins(self, what: &str, words: &str) -> String {
        let mut each = vec![words.to_owned()];
        if self.0 == Language::Pseudo {
            each.push(pseudo::beginning(words));
        }
        let each = each.into_iter();
        let each = each.map(|words| format!("starts-with({what}, {})", quoted(&words)));
        format!("({})", each.collect::<Vec<_>>().join(" or "))
    }

    /// Whether a text ends with these words, whole.
    pub fn ends(self, text: &str, words: &str) -> bool {
        self.wholes(words).iter().any(|words| text.ends_with(words))
    }

    /// Whether these words stand somewhere in a text.
    pub fn holds(self, text: &str, words: &str) -> bool {
        text.contains(words)
            || (self.0 == Language::Pseudo && text.contains(&pseudo::marked(words)))
    }
}

/// Words in the page that no brackets stand around: of texts, block by block, and of what is read aloud.
///
/// Given: selectors of what is not looked at, and texts that are left out of account.
const WITHOUT_BRACKETS: &str = r"
    const [notOurs, typed] = arguments;
    const skip = ['script', 'style', 'textarea', ...notOurs].join(',');
    const found = new Set();
    // As `casework::when` says them.
    const day = '\\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \\d{4}';
    const time = '(?:\\d{1,2}(?::\\d{2})?[ap]m|midday|midnight)';
    const moment = new RegExp(`\\b(?:${day}(?: at ${time})?|${time})\\b`, 'g');
    const code = /\b(?:[0-9A-Z]{4}-)+[0-9A-Z]{4}\b/g;
    const longestFirst = [...typed].sort((a, b) => b.length - a.length);
    const look = (text, where) => {
      let left = text;
      for (let before = ''; before !== left;) {
        before = left;
        left = left.replace(/⟦[^⟦⟧]*⟧/g, ' ');
      }
      // Of a text of the guide that is cut to its first sentence the end is missing. In what is left of it
      // no letter is without its mark: words behind it stay.
      left = left.replace(/⟦[^⟦⟧aceinouwy]*/gi, ' ');
      left = left.replace(moment, ' ').replace(/(?:^|\s)\/\S+/g, ' ').replace(code, ' ');
      for (const words of longestFirst) left = left.split(words).join(' ');
      left = left.trim().replace(/\s+/g, ' ');
      if (/\p{L}{2}/u.test(left)) found.add(where + left.slice(0, 120));
    };
    const blockOf = (element) => {
      let up = element;
      while (up.parentElement && getComputedStyle(up).display.startsWith('inline')
        && up.tagName !== 'BUTTON') up = up.parentElement;
      return up;
    };
    const blocks = new Map();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || !element || element.closest(skip)) continue;
      if (getComputedStyle(element).display === 'none') continue;
      const block = blockOf(element);
      blocks.set(block, (blocks.get(block) ?? '') + node.data);
    }
    for (const text of blocks.values()) look(text, '');
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (!element.closest(skip)) look(element.getAttribute(name), name + ': ');
      }
    }
    // The page itself begins with the name of the product.
    if (document.title !== 'Waymark') look(document.title, 'window title: ');
    return [...found];";

/// Texts that find no room in the page as it is now.
const WITHOUT_ROOM: &str = r"
    const found = [];
    const words = (element) => element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) {
      const out = [...document.body.querySelectorAll('*')].filter((element) =>
        element.getBoundingClientRect().right > page.clientWidth + 1
        && !element.closest('.wm-wide, .govuk-visually-hidden, [aria-hidden=true]'));
      found.push('the page scrolls sideways: ' + words(out.at(-1) ?? document.body));
    }
    const hidden = '.govuk-visually-hidden, .govuk-skip-link, .wm-wide *, .wm-cover, textarea, select, input';
    for (const element of document.body.querySelectorAll('*')) {
      if (!element.textContent.trim() || element.closest(hidden) || !element.checkVisibility()) continue;
      const style = getComputedStyle(element);
      if (style.display === 'inline') continue;
      const cuts = (overflow) => overflow === 'hidden' || overflow === 'clip';
      if ((cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1)) {
        found.push('cut off: ' + words(element));
      }
    }
    // Lines of text that lie over others. What stands at an edge of the window lies over the page on purpose.
    const fixed = (element) => {
      for (let up = element; up; up = up.parentElement) {
        if (/fixed|sticky/.test(getComputedStyle(up).position)) return true;
      }
      return false;
    };
    const lines = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || !element || element.closest(hidden + ', script, style')) continue;
      // Not what is folded away either.
      if (!element.checkVisibility() || fixed(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 4 && box.height > 4) lines.push({ node, box });
      }
    }
    lines.sort((a, b) => a.box.top - b.box.top);
    for (let one = 0; one < lines.length; one += 1) {
      const a = lines[one];
      for (let other = one + 1; other < lines.length; other += 1) {
        const b = lines[other];
        if (b.box.top > a.box.bottom) break;
        if (a.node === b.node) continue;
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        // Boxes of lines are higher than their letters: a third of a line over another is seen.
        const down = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
        if (across > 3 && down > Math.min(a.box.height, b.box.height) / 3) {
          found.push('lies over another text: ' + a.node.data.trim().slice(0, 40)
            + ' | ' + b.node.data.trim().slice(0, 40));
        }
      }
    }
    return found;";

impl Desk {
    /// Words of the page that no brackets of the pseudo-language stand around, but for what is in an element
    /// of `not_ours`, and for `typed`, days and times.
    ///
    /// # Panics
    /// When the page does not answer.
    pub async fn words_without_brackets(&self, not_ours: &[&str], typed: &[&str]) -> Vec<String> {
        self.found_by(WITHOUT_BRACKETS, vec![json!(not_ours), json!(typed)])
            .await
    }

    /// Texts that are cut off, lie over others or make the page scroll sideways when it is so many CSS pixels
    /// wide. The window is as wide as before when this is done.
    ///
    /// # Panics
    /// When the page does not answer, or the window does not become so wide.
    pub async fn without_room(&self, width: u32) -> Vec<String> {
        self.widen(width, 800).await;
        let faults = self.found_by(WITHOUT_ROOM, vec![]).await;
        self.widen(1100, 740).await;
        faults
    }
}
