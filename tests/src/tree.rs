//! One screen as a screen reader has it: what a person hears who goes through it from top to bottom, and
//! what must hold for every screen.
//!
//! [`Node::lines`] is the part that is compared with what was looked at before; see
//! [`crate::reviewed`].

use crate::ears::Ref;

/// States, by their number in AT-SPI.
mod state {
    pub const CHECKED: u64 = 1 << 4;
    pub const ENABLED: u64 = 1 << 8;
    pub const EXPANDABLE: u64 = 1 << 9;
    pub const EXPANDED: u64 = 1 << 10;
    pub const FOCUSABLE: u64 = 1 << 11;
    pub const FOCUSED: u64 = 1 << 12;
    pub const VISIBLE: u64 = 1 << 30;
    pub const REQUIRED: u64 = 1 << 33;
    pub const INVALID: u64 = 1 << 36;
    pub const CHECKABLE: u64 = 1 << 41;
}

/// The states that are said, in the order in which they are.
const SAID: &[(u64, &str)] = &[
    (state::FOCUSED, "focused"),
    (state::CHECKED, "checked"),
    (state::EXPANDED, "expanded"),
    (state::REQUIRED, "required"),
    (state::INVALID, "invalid"),
];

/// What holds lines that come and go, by its role.
const LIVE: [&str; 2] = ["status bar", "notification"];

/// What can be worked with, by its role.
const CONTROLS: &[&str] = &[
    "push button",
    "toggle button",
    "link",
    "entry",
    "password text",
    "check box",
    "radio button",
    "combo box",
    "spin button",
];

/// What only holds other things together: said by its words alone, and not at all without them.
const SILENT: &[&str] = &[
    "section",
    "filler",
    "unknown",
    "form",
    "panel",
    "paragraph",
    "list",
    "table row",
    "description list",
];

/// What has its words in lines of its own.
const BLOCKS: &[&str] = &[
    "section",
    "panel",
    "paragraph",
    "heading",
    "list",
    "list item",
    "description list",
    "description term",
    "description value",
    "form",
    "landmark",
    "table",
    "table row",
    "table cell",
    "status bar",
    "notification",
];

/// A thing on a page, with everything in it.
#[derive(Debug)]
pub struct Node {
    pub(crate) at: Ref,
    /// What it is, in the words of AT-SPI.
    pub role: String,
    /// What it is called.
    pub name: String,
    /// What is said after its name: the hint, the error.
    pub description: String,
    /// The words in it.
    pub text: String,
    /// The element that it comes from, to tell the page's own containers apart.
    pub(crate) tag: String,
    /// The level of a heading; 0 for everything else.
    pub level: u8,
    pub(crate) states: u64,
    pub(crate) children: Vec<Node>,
}

impl Node {
    /// This and everything in it, as it is read.
    pub fn all(&self) -> Vec<&Node> {
        let mut all = vec![self];
        all.extend(self.children.iter().flat_map(Node::all));
        all
    }

    /// Its name, or else the words in it.
    pub fn words(&self) -> &str {
        if self.name.is_empty() {
            &self.text
        } else {
            &self.name
        }
    }

    fn has(&self, states: u64) -> bool {
        self.states & states == states
    }

    /// What has the focus.
    pub fn focused(&self) -> Option<&Node> {
        // The page has it too, around what has it.
        let mut focused = self.all().into_iter().filter(|one| one.has(state::FOCUSED));
        focused.next_back()
    }

    /// What has this role and this name.
    pub fn find(&self, role: &str, name: &str) -> Option<&Node> {
        self.all()
            .into_iter()
            .find(|one| one.role == role && one.name == name)
    }

    fn is_control(&self) -> bool {
        CONTROLS.contains(&self.role.as_str()) && self.has(state::ENABLED | state::FOCUSABLE)
    }

    /// The screen line by line, as it is read. Times, days and codes are not in it: they differ each day.
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        for child in &self.children {
            child.write(0, &mut lines);
        }
        lines
    }

    fn write(&self, depth: usize, lines: &mut String) {
        let words = steady(self.own_words());
        let silent = SILENT.contains(&self.role.as_str());
        let mut inside = depth;
        // The label of a field is its name already, and what stands before an item of a list is a dot.
        if self.role == "label" || (self.role == "text" && self.tag.is_empty()) {
            return;
        }
        if !(silent && words.is_empty()) {
            let role = match (self.role.as_str(), self.level) {
                (role, 0) => role.to_owned(),
                (role, level) => format!("{role} {level}"),
            };
            lines.push_str(&"  ".repeat(depth));
            lines.push_str(&role);
            if !words.is_empty() {
                lines.push_str(&format!(" \"{words}\""));
            }
            let description = steady(&self.description);
            if !description.is_empty() {
                lines.push_str(&format!(" ({description})"));
            }
            for said in self.said() {
                lines.push_str(&format!(" [{said}]"));
            }
            lines.push('\n');
            inside += 1;
        }
        // Lines that were just said are gone a moment later. What has a heading is there to stay.
        let is_live = LIVE.contains(&self.role.as_str());
        let stays = self.children.iter().any(|child| child.role == "heading");
        if is_live && !stays {
            return;
        }
        for child in &self.children {
            child.write(inside, lines);
        }
    }

    /// What is said of it itself: its name; without one its words, when nothing in it says them again.
    fn own_words(&self) -> &str {
        let again = |one: &Node| BLOCKS.contains(&one.role.as_str()) || one.role == "label";
        if self.name.is_empty() && self.children.iter().any(again) {
            ""
        } else {
            self.words()
        }
    }

    fn said(&self) -> Vec<&'static str> {
        let mut said: Vec<&str> = SAID
            .iter()
            .filter(|(bit, _)| self.has(*bit))
            .map(|(_, word)| *word)
            .collect();
        if self.has(state::CHECKABLE) && !self.has(state::CHECKED) {
            said.push("not checked");
        }
        if self.has(state::EXPANDABLE) && !self.has(state::EXPANDED) {
            said.push("collapsed");
        }
        if CONTROLS.contains(&self.role.as_str()) && !self.has(state::ENABLED) {
            said.push("unavailable");
        }
        said
    }

    /// What keeps somebody out who hears this screen, one line each.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        self.look_at_headings(&mut faults);
        for one in self.all() {
            let takes_focus = one.has(state::FOCUSABLE | state::VISIBLE);
            // The page and its main part take the focus to be scrolled and to be skipped to.
            let is_place = ["document web", "scroll pane", "landmark"].contains(&one.role.as_str());
            if !takes_focus || is_place {
                continue;
            }
            if one.name.trim().is_empty() {
                faults.push(format!("a {} without a name: {}", one.role, one.text));
            }
            if ["unknown", "section", ""].contains(&one.role.as_str()) {
                faults.push(format!(
                    "«{}» takes the focus and says not what it is",
                    one.name
                ));
            }
        }
        self.look_at_radios(None, &mut faults);
        faults
    }

    fn look_at_headings(&self, faults: &mut Vec<String>) {
        let all = self.all();
        let headings = all
            .iter()
            .filter(|one| one.level > 0 && one.role == "heading");
        let mut before = 0;
        let mut first = 0;
        for heading in headings {
            first += usize::from(heading.level == 1);
            if heading.level > before + 1 && before > 0 {
                let words = heading.words();
                faults.push(format!(
                    "«{words}» is of level {} after {before}",
                    heading.level
                ));
            }
            before = heading.level;
        }
        if first != 1 {
            faults.push(format!("{first} headings of the first level"));
        }
    }

    /// A choice has its question around it.
    fn look_at_radios(&self, question: Option<&str>, faults: &mut Vec<String>) {
        let is_group = self.role == "panel" || self.role == "grouping";
        let question = if is_group && !self.name.is_empty() {
            Some(self.name.as_str())
        } else {
            question
        };
        if self.role == "radio button" && question.is_none() {
            faults.push(format!("the choice «{}» has no question", self.name));
        }
        for child in &self.children {
            child.look_at_radios(question, faults);
        }
    }

    /// What differs between the way of Tab and the order in which the screen is read.
    pub fn astray(&self, stops: &[Ref]) -> Vec<String> {
        let all = self.all();
        let place = |stop: &Ref| all.iter().position(|one| one.at == *stop);
        let mut places: Vec<usize> = Vec::new();
        let mut faults = Vec::new();
        for stop in stops {
            match place(stop) {
                Some(place) => places.push(place),
                None => faults.push("Tab leads to something that is not in the tree".to_owned()),
            }
        }
        // It goes round: it began somewhere in the middle.
        let turns = places.windows(2).filter(|two| two[1] < two[0]);
        for two in turns.skip(1) {
            faults.push(format!(
                "Tab leads back from «{}» to «{}»",
                all[two[0]].words(),
                all[two[1]].words()
            ));
        }
        for (place, one) in all.iter().enumerate() {
            // Of a question Tab reaches one choice, the arrows the others.
            let is_choice = one.role == "radio button";
            if one.is_control() && one.has(state::VISIBLE) && !is_choice && !places.contains(&place)
            {
                faults.push(format!(
                    "Tab does not lead to the {} «{}»",
                    one.role,
                    one.words()
                ));
            }
        }
        faults
    }
}

/// A text without what differs from day to day: times, days, seal codes, paths.
fn steady(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut steady: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let is_day = |word: &str| word.parse::<u8>().is_ok_and(|day| day <= 31);
        let is_year = |word: &str| {
            let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
            digits.len() == 4 && digits.starts_with("20")
        };
        match words.get(at..at + 3) {
            Some([day, month, year]) if is_day(day) && is_month(month) && is_year(year) => {
                let end = year.get(4..).unwrap_or_default();
                steady.push(format!("DAY{end}"));
                at += 3;
            }
            _ => {
                steady.push(one_word(words[at]));
                at += 1;
            }
        }
    }
    // Where something else stands among the words; at the beginning it is the dot of an item.
    let steady = steady.join(" ");
    steady.trim_start_matches(['…', ' ']).to_owned()
}

const MONTHS: &str =
    "January February March April May June July August September October November December";

fn is_month(word: &str) -> bool {
    MONTHS.split(' ').any(|month| month == word)
}

fn one_word(word: &str) -> String {
    let bare = word.trim_matches(|c: char| ",.;:()".contains(c));
    let is_time = |bare: &str| {
        let clock = bare.strip_suffix("am").or_else(|| bare.strip_suffix("pm"));
        let parts = clock.and_then(|clock| clock.split_once(':'));
        parts.is_some_and(|(hour, minute)| {
            hour.parse::<u8>().is_ok() && minute.len() == 2 && minute.parse::<u8>().is_ok()
        })
    };
    let is_code = |bare: &str| {
        let groups: Vec<&str> = bare.split('-').collect();
        let is_group = |group: &&str| {
            let sign = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
            group.len() == 4 && group.chars().all(sign)
        };
        let (first, rest) = (groups[0], &groups[1..]);
        first.parse::<u32>().is_ok() && rest.len() > 1 && rest.iter().all(is_group)
    };
    if bare.is_empty() {
        word.replace('\u{fffc}', "…")
    } else if is_time(bare) {
        word.replace(bare, "TIME")
    } else if is_code(bare) {
        word.replace(bare, "CODE")
    } else if bare.starts_with("/tmp/") {
        word.replace(bare, "PATH")
    } else {
        word.replace('\u{fffc}', "…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_each_day_is_not_compared() {
        assert_eq!(
            steady("Saved at 2:14pm on 23 November 2026, seal code 47-9K3F-2MQX."),
            "Saved at TIME on DAY, seal code CODE."
        );
        assert_eq!(steady("Step 3 of 6  Ask"), "Step 3 of 6 Ask");
    }
}
