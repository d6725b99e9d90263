//! What a screen reader gets: the tree of the page and what happens in it, over a bus of the journey's
//! own. Nothing here looks at the page itself.
//!
//! Spoken to directly over D-Bus (AT-SPI 2), with the same library that the window has below it. Whoever
//! wants to know what one screen sounds like starts at [`crate::tree`].

use crate::Desk;
use crate::bus::Bus;
use crate::desk::{LOOK, PATIENCE};
use crate::role;
use crate::tree::Node;
use gio::glib::prelude::*;
use gio::glib::{MainContext, MainLoop, Variant};
use gio::{DBusCallFlags, DBusConnection, DBusConnectionFlags, DBusSignalFlags};
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const ACCESSIBLE: &str = "org.a11y.atspi.Accessible";
const TEXT: &str = "org.a11y.atspi.Text";
const EVENTS: &str = "org.a11y.atspi.Event.Object";
const REGISTRY: &str = "org.a11y.atspi.Registry";
const ROOT: &str = "/org/a11y/atspi/accessible/root";

/// How long one question may take, in milliseconds: the first one to a bus starts what answers it.
const ANSWER: i32 = 25_000;

/// How deep the window's own boxes lie around the page.
const BOXES: usize = 8;

/// One thing in the tree, as the bus knows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ref {
    name: String,
    path: String,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub enum Heard {
    /// Words came into a live region.
    Said {
        /// The words.
        text: String,
        /// Whether they interrupt.
        urgent: bool,
    },
    /// The window said words by itself, which is what Orca listens to.
    Announced(String),
    /// The focus came to something.
    Focus {
        /// Where it is now.
        on: Ref,
        /// What that is.
        role: String,
        /// What that is called.
        name: String,
    },
}

/// A screen reader: it is there before the window opens, as for somebody who needs one.
pub struct Ears {
    bus: Bus,
    address: String,
    line: Line,
    heard: Arc<Mutex<Vec<(Instant, Heard)>>>,
    listening: MainLoop,
}

/// The connection, with the questions that it can be asked.
#[derive(Clone)]
struct Line(DBusConnection);

fn connect(address: &str) -> DBusConnection {
    let flags =
        DBusConnectionFlags::AUTHENTICATION_CLIENT | DBusConnectionFlags::MESSAGE_BUS_CONNECTION;
    let none = None::<&gio::Cancellable>;
    DBusConnection::for_address_sync(address, flags, None, none).expect("a bus can be spoken to")
}

impl Ears {
    /// Starts a bus with accessibility switched on, and listens.
    ///
    /// # Panics
    /// When dbus-daemon or at-spi2-core is not there.
    pub fn open() -> Self {
        let bus = Bus::start();
        let session = Line(connect(&bus.address));
        for property in ["IsEnabled", "ScreenReaderEnabled"] {
            let value = ("org.a11y.Status", property, true.to_variant()).to_variant();
            let on = Ref::new("org.a11y.Bus", "/org/a11y/bus");
            let set = session.ask(&on, "org.freedesktop.DBus.Properties", "Set", Some(value));
            set.expect("at-spi2-core is installed by `cargo xtask test`");
        }
        let on = Ref::new("org.a11y.Bus", "/org/a11y/bus");
        let address = session.ask(&on, "org.a11y.Bus", "GetAddress", None);
        let address = address.and_then(|address| text_of(&address.child_value(0)));
        let address = address.expect("the accessibility bus says its address");
        let there = address.clone();

        let heard = Arc::new(Mutex::new(Vec::new()));
        let context = MainContext::new();
        let listening = MainLoop::new(Some(&context), false);
        let (ready, is_ready) = std::sync::mpsc::channel();
        let (notes, inner) = (Arc::clone(&heard), listening.clone());
        std::thread::spawn(move || {
            let listen = context.with_thread_default(|| {
                let line = Line(connect(&there));
                line.listen(notes);
                let _ = ready.send(line.clone());
                inner.run();
            });
            listen.expect("the context is this thread's own");
        });
        let line = is_ready.recv().expect("the bus is listened to");
        Self {
            bus,
            address,
            line,
            heard,
            listening,
        }
    }

    /// The bus, for a [`crate::Place`] on it.
    pub fn bus(&self) -> &Bus {
        &self.bus
    }

    /// The accessibility bus on that one, where the window speaks to whoever listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Everything that happened since, the oldest first.
    pub fn since(&self, start: Instant) -> Vec<Heard> {
        let heard = self.heard.lock().expect("nobody panics with it");
        let later = heard.iter().filter(|(at, _)| *at >= start);
        later.map(|(_, one)| one.clone()).collect()
    }

    /// Everything that was said since, with whether it interrupts.
    pub fn said_since(&self, start: Instant) -> Vec<(String, bool)> {
        let said = self.since(start).into_iter().filter_map(|one| match one {
            Heard::Said { text, urgent } => Some((text, urgent)),
            Heard::Focus { .. } | Heard::Announced(_) => None,
        });
        said.collect()
    }

    /// Waits until these words are said, by the page and by the window, and gives the time at which the page
    /// said them. The page knows whether they interrupt; the window is what Orca listens to.
    ///
    /// # Panics
    /// When nobody says them.
    pub async fn hears(&self, words: &str, urgent: bool, start: Instant) -> Instant {
        let end = Instant::now() + PATIENCE;
        loop {
            let heard = self.heard.lock().expect("nobody panics with it").clone();
            let mut later = heard.iter().filter(|(at, _)| *at >= start);
            let mut spoken = later.clone();
            let found = later.find(|(_, one)| {
                let fits = |text: &str, loud| text.contains(words) && loud == urgent;
                matches!(one, Heard::Said { text, urgent } if fits(text, *urgent))
            });
            let spoken = spoken
                .any(|(_, one)| matches!(one, Heard::Announced(text) if text.contains(words)));
            if let (Some((at, _)), true) = (found, spoken) {
                return *at;
            }
            assert!(
                Instant::now() < end,
                "«{words}» is not heard (urgent: {urgent}), but {:#?}",
                self.since(start)
            );
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Presses Tab and gives what the focus comes to; nothing where it leaves the page.
    pub async fn tab(&self, desk: &Desk) -> Option<Ref> {
        let start = Instant::now();
        desk.press_keys("\u{e004}").await;
        // A key press is answered when it was dealt with, so the event is on its way.
        let end = Instant::now() + Duration::from_secs(2);
        while Instant::now() < end {
            let focus = self.since(start).into_iter().find_map(|one| match one {
                Heard::Focus { on, .. } => Some(on),
                Heard::Said { .. } | Heard::Announced(_) => None,
            });
            if focus.is_some() {
                return focus;
            }
            tokio::time::sleep(LOOK).await;
        }
        None
    }

    /// The page that holds what had the focus last: every page gives it to its heading. The window's own boxes
    /// may not lead down to the page. What had the focus last may be gone, as a form that was saved: then what
    /// had it before.
    fn around_the_focus(&self) -> Option<Ref> {
        let heard = self.heard.lock().expect("nobody panics with it").clone();
        let focused = heard.iter().rev().filter_map(|(_, one)| match one {
            Heard::Focus { on, .. } => Some(on.clone()),
            Heard::Said { .. } | Heard::Announced(_) => None,
        });
        let mut tried = HashSet::new();
        let mut focused = focused.filter(|on| tried.insert(on.clone()));
        focused.find_map(|on| self.line.page_around(on))
    }

    /// The tree of the page whose heading begins or ends so, once it is there.
    ///
    /// # Panics
    /// When it does not come.
    pub async fn page(&self, heading: &str) -> Node {
        let end = Instant::now() + PATIENCE;
        loop {
            let page = self.line.document().or_else(|| self.around_the_focus());
            let page = page.map(|at| self.line.node(at));
            let headings = page.iter().flat_map(Node::all).filter(|one| one.level == 1);
            let headings: Vec<&str> = headings.map(Node::words).collect();
            let fits = |words: &&str| words.starts_with(heading) || words.ends_with(heading);
            if headings.iter().any(fits) {
                return page.expect("it has headings");
            }
            assert!(
                Instant::now() < end,
                "no page «{heading}» in the tree, but {headings:?} in {:?}",
                page.as_ref().map(|page| &page.at)
            );
            tokio::time::sleep(LOOK).await;
        }
    }
}

impl Drop for Ears {
    fn drop(&mut self) {
        self.listening.quit();
    }
}

impl Ref {
    fn new(name: &str, path: &str) -> Self {
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
        }
    }

    /// From the pair that the bus names it by.
    fn of(pair: &Variant) -> Option<Self> {
        if !pair.is_container() || pair.n_children() != 2 {
            return None;
        }
        Some(Self {
            name: text_of(&pair.child_value(0))?,
            path: text_of(&pair.child_value(1))?,
        })
    }
}

fn text_of(value: &Variant) -> Option<String> {
    value.str().map(str::to_owned)
}

impl Line {
    /// One question. Nothing when it is not answered: what was there a moment ago may be gone.
    fn ask(&self, on: &Ref, interface: &str, what: &str, with: Option<Variant>) -> Option<Variant> {
        let (name, path) = (Some(on.name.as_str()), on.path.as_str());
        let (flags, none) = (DBusCallFlags::NONE, None::<&gio::Cancellable>);
        let with = with.as_ref();
        let answer = self
            .0
            .call_sync(name, path, interface, what, with, None, flags, ANSWER, none);
        answer.ok()
    }

    fn listen(&self, notes: Arc<Mutex<Vec<(Instant, Heard)>>>) {
        // Programs send only what somebody has asked for.
        let registry = Ref::new(REGISTRY, "/org/a11y/atspi/registry");
        for event in [
            "object:children-changed",
            "object:state-changed:focused",
            "object:announcement",
        ] {
            let with = (event, Vec::<String>::new(), "").to_variant();
            let asked = self.ask(&registry, REGISTRY, "RegisterEvent", Some(with));
            asked.expect("the registry takes a listener");
        }
        let line = self.clone();
        self.0.signal_subscribe(
            None,
            Some(EVENTS),
            None,
            None,
            None,
            DBusSignalFlags::NONE,
            move |_, sender, path, _, signal, what| {
                let at = Instant::now();
                if let Some(one) = line.heard(&Ref::new(sender, path), signal, what)
                    && let Ok(mut notes) = notes.lock()
                {
                    notes.push((at, one));
                }
            },
        );
    }

    /// What a signal means to somebody who listens.
    fn heard(&self, source: &Ref, signal: &str, what: &Variant) -> Option<Heard> {
        let kind = text_of(&what.child_value(0))?;
        match (signal, kind.as_str()) {
            ("ChildrenChanged", "add") => {
                let live = self.attributes(source).remove("container-live")?;
                let child = Ref::of(&what.child_value(3).as_variant()?)?;
                let text = self.text(&child).filter(|text| !text.is_empty());
                let text = text.or_else(|| self.property(&child, "Name"));
                Some(Heard::Said {
                    // What the styles put around a line is no line.
                    text: text.filter(|text| !text.is_empty())?,
                    urgent: live == "assertive",
                })
            }
            ("Announcement", _) => {
                text_of(&what.child_value(3).as_variant()?).map(Heard::Announced)
            }
            ("StateChanged", "focused") if what.child_value(1).get::<i32>()? == 1 => {
                Some(Heard::Focus {
                    on: source.clone(),
                    role: self.role(source).unwrap_or_default(),
                    name: self.property(source, "Name").unwrap_or_default(),
                })
            }
            _ => None,
        }
    }

    fn role(&self, on: &Ref) -> Option<String> {
        let role = self.ask(on, ACCESSIBLE, "GetRole", None)?;
        Some(role::name_of(role.child_value(0).get()?).to_owned())
    }

    fn property(&self, on: &Ref, name: &str) -> Option<String> {
        let with = (ACCESSIBLE, name).to_variant();
        let value = self.ask(on, "org.freedesktop.DBus.Properties", "Get", Some(with))?;
        text_of(&value.child_value(0).as_variant()?)
    }

    fn parent(&self, on: &Ref) -> Option<Ref> {
        let with = (ACCESSIBLE, "Parent").to_variant();
        let value = self.ask(on, "org.freedesktop.DBus.Properties", "Get", Some(with))?;
        Ref::of(&value.child_value(0).as_variant()?)
    }

    fn attributes(&self, on: &Ref) -> BTreeMap<String, String> {
        let all = self.ask(on, ACCESSIBLE, "GetAttributes", None);
        all.and_then(|all| all.child_value(0).get())
            .unwrap_or_default()
    }

    fn text(&self, on: &Ref) -> Option<String> {
        let text = self.ask(on, TEXT, "GetText", Some((0_i32, -1_i32).to_variant()))?;
        text_of(&text.child_value(0)).map(|text| text.trim().to_owned())
    }

    fn states(&self, on: &Ref) -> u64 {
        let Some(states) = self.ask(on, ACCESSIBLE, "GetState", None) else {
            return 0;
        };
        let halves: Vec<u32> = states.child_value(0).get().unwrap_or_default();
        let low = halves.first().copied().unwrap_or_default();
        let high = halves.get(1).copied().unwrap_or_default();
        u64::from(low) | u64::from(high) << 32
    }

    fn children(&self, on: &Ref) -> Vec<Ref> {
        let children = self.ask(on, ACCESSIBLE, "GetChildren", None);
        let children = children.map(|children| children.child_value(0));
        let children = children.iter().flat_map(|children| children.iter());
        children.filter_map(|child| Ref::of(&child)).collect()
    }

    /// The page that something is in; nothing when it is gone.
    fn page_around(&self, mut at: Ref) -> Option<Ref> {
        while self.role(&at)? != "document web" {
            at = self.parent(&at).filter(|up| !up.name.is_empty())?;
        }
        Some(at)
    }

    /// The page that is there now: a lock puts another window, and another process, in its place.
    fn document(&self) -> Option<Ref> {
        let mut here = vec![Ref::new(REGISTRY, ROOT)];
        for _ in 0..BOXES {
            let children: Vec<Ref> = here.iter().flat_map(|on| self.children(on)).collect();
            let is_page = |on: &&Ref| self.role(on).as_deref() == Some("document web");
            if let Some(page) = children.iter().rev().find(is_page) {
                return Some(page.clone());
            }
            here = children;
        }
        None
    }

    /// A thing with everything in it.
    fn node(&self, at: Ref) -> Node {
        let mut attributes = self.attributes(&at);
        let level = attributes.get("level").and_then(|level| level.parse().ok());
        let children = self.children(&at).into_iter();
        Node {
            role: self.role(&at).unwrap_or_default(),
            name: self.property(&at, "Name").unwrap_or_default(),
            description: self.property(&at, "Description").unwrap_or_default(),
            text: self.text(&at).unwrap_or_default(),
            tag: attributes.remove("tag").unwrap_or_default(),
            level: level.unwrap_or_default(),
            states: self.states(&at),
            children: children.map(|at| self.node(at)).collect(),
            at,
        }
    }
}
