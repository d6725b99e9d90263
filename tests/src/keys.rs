//! Somebody at a desk who has a keyboard and no mouse. They go to a thing by its name, pressing Tab until
//! what has the focus is called so: nobody counts tab stops, and what no key reaches is not found.
//!
//! Every key is counted, so that a journey can say how long its way is.

use crate::Desk;
use crate::desk::{LOOK, PATIENCE};
use crate::walk::PASSPHRASE;
use std::cell::Cell;
use std::time::Instant;

/// How many tab stops a page may have before whoever looks for something gives up.
const STOPS: u32 = 300;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const SPACE: &str = " ";
const DOWN: &str = "\u{e015}";
const UP: &str = "\u{e013}";
const F1: &str = "\u{e031}";
const CONTROL: char = '\u{e009}';
const ALT: char = '\u{e00a}';

/// What has the focus.
#[derive(Debug)]
pub struct Focused {
    /// Its name, as a screen reader says it.
    pub name: String,
    /// The names of the groups that it stands in, the nearest first.
    pub groups: Vec<String>,
    /// True for a choice that is chosen.
    pub checked: bool,
}

impl Focused {
    /// Names may go on: "Exact words: weapons".
    fn is(&self, name: &str) -> bool {
        let rest = self.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    }

    fn is_in(&self, group: &str) -> bool {
        self.groups.iter().any(|one| one.starts_with(group))
    }
}

/// The keyboard of a desk.
pub struct Keys<'a> {
    desk: &'a Desk,
    letters: Cell<u32>,
    others: Cell<u32>,
}

impl<'a> Keys<'a> {
    /// That of this desk, with nothing pressed.
    pub fn of(desk: &'a Desk) -> Self {
        Self {
            desk,
            letters: Cell::new(0),
            others: Cell::new(0),
        }
    }

    /// How many letters were typed.
    pub fn letters(&self) -> u32 {
        self.letters.get()
    }

    /// How many other keys were pressed, to get somewhere or to choose.
    pub fn others(&self) -> u32 {
        self.others.get()
    }

    /// From the lock screen to the home page. Nothing may have been pressed there with a pointer before, if
    /// [`Desk::watch_pointers`] counts: a pointer that was driven lies elsewhere than the screen's own.
    pub async fn unlock(&self) {
        self.desk.page("Unlock").await;
        self.to("Passphrase").await;
        self.write(PASSPHRASE).await;
        self.enter().await;
        self.arrives("Home").await;
    }

    async fn press(&self, key: &str) {
        self.others.set(self.others.get() + 1);
        self.desk.press_keys(key).await;
    }

    /// Presses Enter.
    pub async fn enter(&self) {
        self.press(ENTER).await;
    }

    /// Presses the arrow that leads down.
    pub async fn down(&self) {
        self.press(DOWN).await;
    }

    /// Presses F1.
    pub async fn f1(&self) {
        self.press(F1).await;
    }

    /// Presses Alt and a letter or digit.
    pub async fn alt(&self, key: char) {
        self.others.set(self.others.get() + 1);
        self.desk.press_together(ALT, key).await;
    }

    /// Pastes what is on the clipboard where the focus is.
    pub async fn paste(&self) {
        self.others.set(self.others.get() + 1);
        self.desk.press_together(CONTROL, 'v').await;
    }

    /// Types words where the focus is.
    pub async fn write(&self, words: &str) {
        let letters = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        self.letters.set(self.letters.get() + letters);
        self.desk.press_keys(words).await;
    }

    /// Goes on by Tab to what has this name.
    pub async fn to(&self, name: &str) {
        self.go(name, |focused| focused.is(name)).await;
    }

    /// Goes on by Tab to what has this name in the group of that one.
    pub async fn to_within(&self, group: &str, name: &str) {
        self.go(name, |focused| focused.is(name) && focused.is_in(group))
            .await;
    }

    /// Goes on by Tab to a question and chooses an answer.
    ///
    /// # Panics
    /// When the question has no such answer.
    pub async fn choose(&self, question: &str, answer: &str) {
        // Something may have led there already: then Tab would lead away.
        let here = self.desk.focused().await;
        if !here.is_some_and(|focused| focused.checked && focused.is_in(question)) {
            self.go(question, |focused| focused.is_in(question)).await;
        }
        // Down first; where the arrows stop at the last answer, up from there.
        let mut seen: Vec<String> = Vec::new();
        let mut arrow = DOWN;
        loop {
            let focused = self.desk.focused().await;
            let Some(focused) = focused.filter(|focused| focused.is_in(question)) else {
                panic!("the arrows lead out of «{question}»")
            };
            if focused.is(answer) {
                if !focused.checked {
                    self.press(SPACE).await;
                }
                return;
            }
            if seen.last() == Some(&focused.name) {
                assert!(
                    arrow == DOWN,
                    "«{question}» has no «{answer}», but {seen:?}"
                );
                arrow = UP;
            }
            seen.push(focused.name);
            self.press(arrow).await;
        }
    }

    /// Goes on by Tab to a box of a group and ticks it.
    pub async fn tick_within(&self, group: &str, name: &str) {
        self.to_within(group, name).await;
        self.press(SPACE).await;
    }

    /// Goes on by Tab to a box and ticks it, or takes its tick away.
    pub async fn tick(&self, name: &str) {
        self.to(name).await;
        self.press(SPACE).await;
    }

    /// Goes on by Tab to a button or link and presses it.
    pub async fn use_it(&self, name: &str) {
        self.to(name).await;
        self.enter().await;
    }

    /// Goes down a list that is still coming, to what has this name.
    ///
    /// # Panics
    /// When it does not come.
    pub async fn finds(&self, name: &str) {
        let end = Instant::now() + PATIENCE;
        let path = format!(
            "//li//button[normalize-space()={}]",
            crate::desk::quoted(name)
        );
        self.desk.find(&path).await;
        let mut before = None;
        while Instant::now() < end {
            let focused = self.desk.focused().await;
            if focused.as_ref().is_some_and(|focused| focused.is(name)) {
                return;
            }
            let here = focused.map(|focused| focused.name);
            assert!(here != before, "the list ends before «{name}»");
            before = here;
            self.down().await;
        }
        panic!("«{name}» is not in the list");
    }

    /// Waits until the app has put the focus on what has this name.
    ///
    /// # Panics
    /// When it does not.
    pub async fn arrives(&self, name: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let focused = self.desk.focused().await;
            if focused.as_ref().is_some_and(|focused| focused.is(name)) {
                return;
            }
            assert!(
                Instant::now() < end,
                "the focus is not on «{name}», but on {focused:?}"
            );
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn go(&self, name: &str, is_it: impl Fn(&Focused) -> bool) {
        let mut passed = Vec::new();
        for _ in 0..STOPS {
            self.press(TAB).await;
            match self.desk.focused().await {
                Some(focused) if is_it(&focused) => return,
                Some(focused) => passed.push(focused.name),
                // The end of the page.
                None => break,
            }
        }
        panic!("no Tab leads to «{name}», but to {passed:#?}");
    }
}
