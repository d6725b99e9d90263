//! One running app with a data folder of its own.

use crate::bus::Bus;
use crate::keys::Focused;
use crate::speech::Speech;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use guide::Language;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a person would wait before they say that it hangs. Unlocking takes a second on purpose,
/// and more on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);

/// How often a condition is looked at.
pub(crate) const LOOK: Duration = Duration::from_millis(20);

/// The room on a small disk, in MiB: enough for a vault and a contact.
const SMALL_DISK: usize = 4;

/// Where one practitioner's data lives. Outlives the app, so that it can be started again.
pub struct Place {
    folder: TempDir,
    small: bool,
    idle_seconds: Option<u32>,
    bus: Option<String>,
    language: Language,
    heard_on: Option<String>,
}

impl Place {
    /// A fresh one, under the system's temporary folder.
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder can be made"),
            small: false,
            idle_seconds: None,
            bus: None,
            language: Language::English,
            heard_on: None,
        }
    }

    /// A fresh one on a disk of its own that is soon full. The disk is there as long as the app
    /// that is opened on it.
    pub fn small() -> Self {
        Self {
            small: true,
            ..Self::new()
        }
    }

    /// A fresh one where the app locks itself after so many seconds without a key or pointer.
    pub fn where_nobody_stays(idle_seconds: u32) -> Self {
        Self {
            idle_seconds: Some(idle_seconds),
            ..Self::new()
        }
    }

    /// A fresh one on a laptop whose system and desktop speak over this bus.
    pub fn on_bus(bus: &Bus) -> Self {
        Self {
            bus: Some(bus.address.clone()),
            ..Self::new()
        }
    }

    /// A fresh one where the app speaks the same language.
    pub fn alike(&self) -> Self {
        Self::where_they_speak(self.language)
    }

    /// A fresh one where the app speaks this language.
    pub fn where_they_speak(language: Language) -> Self {
        Self {
            language,
            ..Self::new()
        }
    }

    /// A fresh one on a laptop with a screen reader.
    #[cfg(target_os = "linux")]
    pub fn heard_by(ears: &crate::ears::Ears) -> Self {
        Self::new().with(ears)
    }

    /// The same one with a screen reader.
    #[cfg(target_os = "linux")]
    pub fn with(self, ears: &crate::ears::Ears) -> Self {
        Self {
            bus: Some(ears.bus().address.clone()),
            heard_on: Some(ears.address().to_owned()),
            ..self
        }
    }

    /// The folder that the app keeps its data in.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder of the vault.
    pub fn vault(&self) -> PathBuf {
        self.data().join("vault")
    }

    /// The vault's files with what is in them, by name. The lock file and the count of wrong tries
    /// are not of the vault.
    pub fn vault_files(&self) -> BTreeMap<String, Vec<u8>> {
        vault_files(&self.vault())
    }

    /// Everything that the app writes in a journey: its data and its webview's.
    pub fn everything(&self) -> &Path {
        self.folder.path()
    }
}

/// The files of the vault in a folder, as [`Place::vault_files`].
pub(crate) fn vault_files(vault: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(vault).expect("there is a vault");
    entries
        .flatten()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let bytes = std::fs::read(entry.path()).expect("a file can be read");
            (name, bytes)
        })
        .filter(|(name, _)| name != "vault.lock" && name != "vault.tries")
        .collect()
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

/// A running app, seen through WebDriver.
pub struct Desk {
    driver: Child,
    pub(crate) client: Client,
    app: PathBuf,
    data: PathBuf,
    speech: Speech,
}

/// A path that `cargo xtask` hands over.
pub(crate) fn from_environment(name: &str) -> PathBuf {
    match std::env::var_os(name) {
        Some(path) => path.into(),
        None => panic!("{name} is not set: run the journeys by `cargo xtask test`"),
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port of this machine is free");
    listener
        .local_addr()
        .expect("a bound port has a number")
        .port()
}

/// What starts the driver: on a small disk, inside a file system view of its own, so that nothing
/// is left mounted and no other program sees it.
fn driver_at(place: &Place) -> Command {
    let driver = from_environment("TAURI_DRIVER");
    if !place.small {
        return Command::new(driver);
    }
    let mut command = Command::new("unshare");
    command.arg("--mount");
    let id = Command::new("id").arg("-u").output();
    if id.is_ok_and(|id| id.stdout != b"0\n") {
        command.args(["--user", "--map-root-user"]);
    }
    let mount = format!(
        "mkdir -p \"$WAYMARK_DATA\" \
         && mount -t tmpfs -o size={SMALL_DISK}m none \"$WAYMARK_DATA\" && exec \"$0\" \"$@\""
    );
    command.args(["sh", "-c", &mount]).arg(driver);
    command
}

impl Desk {
    /// Starts the app at a place.
    pub async fn open(place: &Place) -> Self {
        Self::open_as(place, "WAYMARK_APP").await
    }

    /// Starts the app that this variable of the environment names.
    pub async fn open_as(place: &Place, app: &str) -> Self {
        let app = from_environment(app);
        let port = free_port();
        let mut driver = driver_at(place);
        if let Some(seconds) = place.idle_seconds {
            driver.env("WAYMARK_IDLE_SECONDS", seconds.to_string());
        }
        if let Some(bus) = &place.bus {
            driver.env("DBUS_SYSTEM_BUS_ADDRESS", bus);
            driver.env("DBUS_SESSION_BUS_ADDRESS", bus);
        }
        driver.env("WAYMARK_LANGUAGE", place.language.tag());
        if let Some(address) = &place.heard_on {
            // The other journeys have nobody who listens, and are quicker for it.
            driver.env_remove("NO_AT_BRIDGE");
            // Otherwise it is that of the display, which journeys share.
            driver.env("AT_SPI_BUS_ADDRESS", address);
        }
        let driver = driver
            .args(["--port", &port.to_string()])
            .args(["--native-port", &free_port().to_string()])
            .env("WAYMARK_DATA", place.data())
            .env("WAYMARK_WEBVIEW", place.everything().join("webview"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            // A group of its own: the driver of the web view and the app end with it.
            .process_group(0)
            .spawn()
            .expect("tauri-driver starts");
        let capabilities = json!({ "tauri:options": { "application": app } });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("a map was written above")
        };
        let url = format!("http://127.0.0.1:{port}");
        let end = Instant::now() + PATIENCE;
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities.clone());
            match builder.connect(&url).await {
                Ok(client) => break client,
                Err(error) => assert!(Instant::now() < end, "no session: {error}"),
            }
            tokio::time::sleep(LOOK).await;
        };
        Self {
            driver,
            client,
            app,
            data: place.data(),
            speech: Speech(place.language),
        }
    }

    /// Closes the app as a driver does: no goodbye to the page.
    pub async fn close(mut self) {
        let _ = self.client.clone().close().await;
        self.stop_driver();
    }

    /// Kills the app without warning, as a dead battery would.
    pub fn kill(mut self) {
        let killed = self.app_processes();
        assert!(!killed.is_empty(), "the app is running");
        for process in killed {
            let status = Command::new("kill").args(["-9", &process]).status();
            assert!(status.is_ok_and(|status| status.success()), "kill -9 works");
        }
        self.stop_driver();
    }

    fn stop_driver(&mut self) {
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).status();
        let _ = self.driver.wait();
    }

    /// Leaves no room on a small disk.
    ///
    /// # Panics
    /// When the disk is not the small one: nothing else may ever be filled.
    pub fn fill_disk(&self) {
        let mut file = std::fs::File::create(self.filler()).expect("the small disk is there");
        let block = [0; 4096];
        let mut rest = SMALL_DISK * 1024 * 1024 / block.len();
        while file.write_all(&block).is_ok() {
            rest = rest.checked_sub(1).unwrap_or_else(|| {
                self.empty_disk();
                panic!("this is not the small disk")
            });
        }
    }

    /// Makes room again on a small disk.
    pub fn empty_disk(&self) {
        std::fs::remove_file(self.filler()).expect("the disk was filled");
    }

    /// The file that fills the small disk, as seen from outside.
    fn filler(&self) -> PathBuf {
        let data = self.data.strip_prefix("/").expect("a whole path");
        PathBuf::from(format!("/proc/{}/root", self.driver.id()))
            .join(data)
            .join("filler")
    }

    /// Processes of this app and this place, by their environment.
    fn app_processes(&self) -> Vec<String> {
        let mark = format!("WAYMARK_DATA={}", self.data.display());
        let Ok(all) = std::fs::read_dir("/proc") else {
            return Vec::new();
        };
        all.flatten()
            .filter(|entry| {
                let path = entry.path();
                let program = std::fs::read_link(path.join("exe"));
                let environment = std::fs::read(path.join("environ")).unwrap_or_default();
                program.is_ok_and(|program| program == self.app)
                    && environment
                        .split(|b| *b == 0)
                        .any(|var| var == mark.as_bytes())
            })
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect()
    }

    /// Waits until a page with this heading is there.
    pub async fn page(&self, heading: &str) {
        let is = self.speech.is("normalize-space()", heading);
        self.find(&format!("//h1[{is}]")).await;
    }

    /// Waits until a page whose heading begins so is there.
    pub async fn page_beginning(&self, heading: &str) {
        let begins = self.speech.begins("normalize-space()", heading);
        self.find(&format!("//h1[{begins}]")).await;
    }

    /// Waits until a page whose heading ends so is there: a step's heading begins with its number.
    pub async fn page_ending(&self, heading: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let path = "//h1";
            let found = self.client.find(Locator::XPath(path)).await;
            if let Ok(found) = found
                && let Ok(words) = found.text().await
                && self.speech.ends(words.trim_end(), heading)
            {
                return;
            }
            if Instant::now() >= end {
                panic!("the page is not {heading}:\n{}", self.text().await);
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Presses a button or a link by its words.
    pub async fn press(&self, words: &str) {
        let is = self.speech.is("normalize-space()", words);
        let path = format!("//button[{is}] | //a[{is}] | //summary[{is}]");
        self.click(&path).await;
    }

    /// Waits until the page is another one than this.
    pub async fn page_other_than(&self, heading: &str) {
        let is = self.speech.is("normalize-space()", heading);
        self.find(&format!("//h1[not({is})]")).await;
    }

    /// Presses the button of a form, where something else on the page has the same words.
    pub async fn submit(&self, words: &str) {
        let is = self.speech.is("normalize-space()", words);
        self.click(&format!("//form//button[{is}]")).await;
    }

    /// Opens the first thing that a search of the guide found.
    pub async fn press_first_hit(&self) {
        self.click("//li[@data-hit][1]//button").await;
    }

    /// Presses the first button or link whose words begin so.
    pub async fn press_beginning(&self, words: &str) {
        let begins = self.speech.begins("normalize-space()", words);
        let path = format!("//button[{begins}] | //a[{begins}]");
        self.click(&path).await;
    }

    /// Chooses an option of a question: a radio or a checkbox in a fieldset.
    pub async fn choose(&self, question: &str, option: &str) {
        let path = format!(
            "//fieldset[legend[{}]]//label[{}]",
            self.speech.begins("normalize-space()", question),
            self.speech.is("normalize-space()", option)
        );
        self.click(&path).await;
    }

    /// Ticks a checkbox by its label, whichever group it stands in.
    pub async fn tick(&self, label: &str) {
        let is = self.speech.is("normalize-space()", label);
        self.click(&format!("//label[{is}]")).await;
    }

    /// Types into the field whose label begins so.
    pub async fn write(&self, label: &str, text: &str) {
        type_into(&self.field(label).await, text).await;
    }

    /// The group of fields that has this name.
    pub async fn within(&self, group: &str) -> Element {
        self.find(&self.grouped(group)).await
    }

    /// Types into a field of a group: several groups of a page have the same fields.
    pub async fn write_within(&self, group: &str, label: &str, text: &str) {
        let path = format!(
            "{}//label[{}]",
            self.grouped(group),
            self.speech.begins("normalize-space()", label)
        );
        let label = self.find(&path).await;
        type_into(&self.labelled(&label).await, text).await;
    }

    /// Ticks a checkbox of a group.
    pub async fn tick_within(&self, group: &str, label: &str) {
        let path = format!(
            "{}//label[{}]",
            self.grouped(group),
            self.speech.is("normalize-space()", label)
        );
        self.click(&path).await;
    }

    /// Chooses from a list of a group.
    pub async fn pick_within(&self, group: &str, label: &str, option: &str) {
        let path = format!(
            "{}//label[{}]",
            self.grouped(group),
            self.speech.begins("normalize-space()", label)
        );
        let label = self.find(&path).await;
        let list = self.labelled(&label).await;
        for option in self.speech.wholes(option) {
            if list.select_by_label(&option).await.is_ok() {
                return;
            }
        }
        panic!("the list has no option {option}");
    }

    /// Presses a button of a group.
    pub async fn press_within(&self, group: &str, words: &str) {
        let path = format!(
            "{}//button[{}]",
            self.grouped(group),
            self.speech.begins("normalize-space()", words)
        );
        self.click(&path).await;
    }

    /// What stands in the field whose label begins so.
    pub async fn read(&self, label: &str) -> String {
        let field = self.field(label).await;
        field
            .prop("value")
            .await
            .expect("a field has a value")
            .unwrap_or_default()
    }

    /// What stands in a field of a group.
    pub async fn read_within(&self, group: &str, label: &str) -> String {
        let path = format!(
            "{}//label[{}]",
            self.grouped(group),
            self.speech.begins("normalize-space()", label)
        );
        let label = self.find(&path).await;
        let field = self.labelled(&label).await;
        field
            .prop("value")
            .await
            .expect("a field has a value")
            .unwrap_or_default()
    }

    /// Waits until everything typed is shown as saved.
    pub async fn saved(&self) {
        let end = Instant::now() + PATIENCE;
        loop {
            let text = self.text().await;
            if self.speech.holds(&text, "Saved at") && !self.speech.holds(&text, "Saving") {
                return;
            }
            assert!(Instant::now() < end, "it is not saved:\n{text}");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) {
        let ran = self.client.execute(script, vec![]).await;
        ran.expect("the script runs");
    }

    /// What the page gets when it calls a command by its name, past the screens: the answer, or what
    /// was thrown.
    pub async fn invoke(&self, command: &str) -> Result<Value, Value> {
        self.invoke_with(command, json!({})).await
    }

    /// The same with arguments.
    pub async fn invoke_with(&self, command: &str, given: Value) -> Result<Value, Value> {
        let script = "const done = arguments[arguments.length - 1];
            window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])
              .then((answer) => done([true, answer]), (thrown) => done([false, thrown]))";
        let answer = self
            .client
            .execute_async(script, vec![json!(command), given]);
        match answer.await.expect("the script runs") {
            Value::Array(mut answer) if answer.len() == 2 => {
                let what = answer.remove(1);
                if answer[0] == true {
                    Ok(what)
                } else {
                    Err(what)
                }
            }
            other => panic!("no answer: {other}"),
        }
    }

    /// Presses Shift once in the field whose label begins so.
    pub async fn press_shift(&self, label: &str) {
        // The driver lets go of it at the end of each call.
        match self.field(label).await.send_keys("\u{e008}").await {
            Ok(()) => {}
            // Pressed: what hides takes its own window away before the driver has answered.
            Err(_) if self.client.window().await.is_err() => {}
            Err(error) => panic!("the field takes no keys: {error}"),
        }
    }

    /// From now on the page measures the time from a press of Shift to the frame that is covered.
    ///
    /// It has to outlive the page, so it goes into the web view's own store, which only the build
    /// for the journeys keeps.
    pub async fn watch_for_cover(&self) {
        self.run(
            "let pressed = 0;
             localStorage.removeItem('covered');
             addEventListener('keydown', () => { pressed = performance.now(); }, true);
             new MutationObserver(() => {
               if (document.querySelector('.wm-cover')) requestAnimationFrame(() =>
                 localStorage.setItem('covered', String(performance.now() - pressed)));
             }).observe(document.body, { childList: true, subtree: true });",
        )
        .await;
    }

    /// What [`Desk::watch_for_cover`] measured, in milliseconds.
    pub async fn time_to_cover(&self) -> f64 {
        let script = "return Number(localStorage.getItem('covered') ?? 'NaN')";
        let measured = self.client.execute(script, vec![]).await;
        let measured = measured.ok().and_then(|measured| measured.as_f64());
        measured.expect("the cover was seen")
    }

    /// Whether an option of a question is chosen.
    pub async fn chosen(&self, question: &str, option: &str) -> bool {
        let path = format!(
            "//fieldset[legend[{}]]//label[{}]",
            self.speech.begins("normalize-space()", question),
            self.speech.is("normalize-space()", option)
        );
        let label = self.find(&path).await;
        let input = self.labelled(&label).await;
        input.is_selected().await.expect("a choice has a state")
    }

    /// The group of fields that has this name, as XPath.
    fn grouped(&self, name: &str) -> String {
        format!(
            "//*[@role='group'][{}]",
            self.speech.is("@aria-label", name)
        )
    }

    async fn field(&self, label: &str) -> Element {
        let begins = self.speech.begins("normalize-space()", label);
        let path = format!("//label[{begins}]");
        let label = self.find(&path).await;
        self.labelled(&label).await
    }

    async fn labelled(&self, label: &Element) -> Element {
        let id = label.attr("for").await.expect("the page answers");
        let id = id.expect("a label names its field");
        let found = self.client.find(Locator::Id(&id)).await;
        found.expect("the field that the label names is there")
    }

    /// Waits until these words stand somewhere on the page.
    pub async fn sees(&self, words: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let text = self.text().await;
            if self.speech.holds(&text, words) {
                return;
            }
            assert!(
                Instant::now() < end,
                "«{words}» is not on the page:\n{text}"
            );
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits until these words are gone from the page.
    pub async fn gone(&self, words: &str) {
        let end = Instant::now() + PATIENCE;
        while self.speech.holds(&self.text().await, words) {
            assert!(Instant::now() < end, "«{words}» is still on the page");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits until the heading with this id reads so.
    pub async fn page_says(&self, id: &str, words: &str) {
        let is = self.speech.is("normalize-space()", words);
        self.find(&format!("//*[@id='{id}'][{is}]")).await;
    }

    /// All the words of the section that is named by the heading with this id.
    pub async fn words_of(&self, id: &str) -> String {
        let section = self.find(&format!("//*[@aria-labelledby='{id}']")).await;
        section.text().await.expect("a section has words")
    }

    /// All the words on the page as a person sees them. What is only said comes and goes.
    pub async fn text(&self) -> String {
        // The page that covers the screen is another, and nothing is said on it.
        let script = "const shown = document.querySelectorAll('#app > :not(.wm-said)');
             if (!document.querySelector('#app')) return document.body.innerText;
             return [...shown].map((one) => one.innerText).join('\\n')";
        match self.client.execute(script, vec![]).await {
            Ok(Value::String(text)) => text,
            // Between two pages there is none.
            _ => String::new(),
        }
    }

    /// How many elements match an XPath now.
    pub async fn count(&self, path: &str) -> usize {
        let found = self.client.find_all(Locator::XPath(path)).await;
        found.map(|found| found.len()).unwrap_or_default()
    }

    /// The words of every element that matches an XPath.
    pub async fn texts(&self, path: &str) -> Vec<String> {
        self.find(path).await;
        let found = self.client.find_all(Locator::XPath(path)).await;
        let mut texts = Vec::new();
        for element in found.expect("the page answers") {
            texts.push(element.text().await.expect("an element has words"));
        }
        texts
    }

    /// Waits for what an XPath names.
    pub async fn find(&self, path: &str) -> Element {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.client.find(Locator::XPath(path)).await {
                Ok(element) => return element,
                Err(error) => {
                    if Instant::now() >= end {
                        panic!(
                            "{path} is not on the page ({error}):\n{}",
                            self.text().await
                        );
                    }
                }
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn click(&self, path: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let element = self.find(path).await;
            self.bring_to_the_middle(&element).await;
            self.at_rest(&element).await;
            // An element can be replaced between being found and being pressed.
            match element.click().await {
                Ok(()) => return,
                // Pressed: what locks takes its own window away before the driver has answered.
                Err(_) if self.client.window().await.is_err() => return,
                Err(error) => assert!(Instant::now() < end, "{path} cannot be pressed: {error}"),
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Scrolls as a person does, to where nothing covers it: the header stays in view, and the
    /// driver would be content with an element beneath it.
    async fn bring_to_the_middle(&self, element: &Element) {
        let script = "arguments[0].scrollIntoView({ block: 'center' })";
        if let Ok(element) = serde_json::to_value(element) {
            let _ = self.client.execute(script, vec![element]).await;
        }
    }

    /// Presses Alt and a letter in a field.
    pub async fn press_alt(&self, label: &str, letter: char) {
        // The driver lets go of both at the end of the call.
        let keys = format!("\u{e00a}{letter}");
        let pressed = self.field(label).await.send_keys(&keys).await;
        pressed.expect("the field takes keys");
    }

    /// What is on the clipboard, as a person finds out: pasted into an empty field with this label.
    pub async fn pasted_into(&self, label: &str) -> String {
        let field = self.field(label).await;
        field.clear().await.expect("the field can be emptied");
        // Control and V; the driver lets go of both at the end of the call.
        let pressed = field.send_keys("\u{e009}v").await;
        pressed.expect("the field takes keys");
        self.read(label).await
    }

    /// Presses keys one after another, each let go of before the next, where the focus is.
    pub(crate) async fn press_keys(&self, keys: &str) {
        let actions = keys
            .chars()
            .fold(KeyActions::new("keyboard".into()), |actions, value| {
                actions
                    .then(KeyAction::Down { value })
                    .then(KeyAction::Up { value })
            });
        let pressed = self.client.perform_actions(actions).await;
        pressed.expect("the window takes keys");
    }

    /// Presses Alt or Ctrl and a key where the focus is, and lets go of both.
    pub(crate) async fn press_together(&self, held: char, key: char) {
        let actions = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: held });
        let pressed = self.client.perform_actions(actions).await;
        pressed.expect("the window takes keys");
    }

    /// The page takes the time of the next change of screen: from the key that asks for it to the first
    /// frame in which another heading stands that begins so, with everything that the XPath asks for.
    pub async fn arm(&self, heading: &str, data: &str) {
        // A hidden page lies beneath some: it has a heading too. The key may come at any time after this.
        let script = format!(
            "const [heading, data] = [{}, {}];
             const words = (e) => e.textContent.replace(/\\s+/g, ' ').trim();
             const shown = () => [...document.querySelectorAll('main h1')]
               .find((e) => e.getClientRects().length > 0);
             const before = shown();
             window.timed = null;
             let start;
             const observer = new MutationObserver(() => {{
               const now = shown();
               if (start === undefined || !now || now === before) return;
               if (!words(now).startsWith(heading)) return;
               const found = document.evaluate(data, document, null, XPathResult.BOOLEAN_TYPE, null);
               if (!found.booleanValue) return;
               observer.disconnect();
               requestAnimationFrame(() => {{ window.timed = performance.now() - start; }});
             }});
             const begin = (event) => {{
               if (event.key === 'Alt') return;
               start = event.timeStamp;
               removeEventListener('keydown', begin, true);
             }};
             addEventListener('keydown', begin, true);
             observer.observe(document.body,
               {{ childList: true, subtree: true, characterData: true, attributes: true }});",
            json!(heading),
            json!(data)
        );
        self.run(&script).await;
    }

    /// What [`Desk::arm`] took, in milliseconds, once the screen is there.
    pub async fn timed(&self) -> Option<f64> {
        let timed = self.client.execute("return window.timed", vec![]).await;
        timed.ok()?.as_f64()
    }

    /// Gives the focus to what an XPath names.
    ///
    /// # Panics
    /// When it takes none: it may be hidden.
    pub async fn focus(&self, path: &str) {
        let element = self.find(path).await;
        let element = serde_json::to_value(&element).expect("an element has an id");
        let script = "arguments[0].focus(); return document.activeElement === arguments[0]";
        let taken = self.client.execute(script, vec![element]).await;
        let taken = taken.ok().and_then(|taken| taken.as_bool());
        assert_eq!(taken, Some(true), "{path} takes no focus");
    }

    /// From now on the page counts what a pointer does: presses, wheels, touches, moves to another place,
    /// and clicks that no key made.
    pub async fn watch_pointers(&self) {
        self.run(
            "window.pointed = [];
             let place;
             const others = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'wheel', 'touchstart',
               'touchend', 'dblclick', 'auxclick', 'contextmenu', 'dragstart'];
             const note = (event) => { if (event.isTrusted) window.pointed.push(event.type); };
             for (const kind of others) addEventListener(kind, note, { capture: true, passive: true });
             // Enter and Space make a click of no pointer, with nothing counted in it.
             addEventListener('click', (event) => {
               if (event.detail !== 0 || event.pointerType) note(event);
             }, true);
             // Where something comes to lie under a pointer that lies still, the web view says a move.
             for (const kind of ['pointermove', 'mousemove']) addEventListener(kind, (event) => {
               const now = event.screenX + ' ' + event.screenY;
               if (place !== undefined && now !== place) note(event);
               place = now;
             }, true);",
        )
        .await;
    }

    /// What pointers did since [`Desk::watch_pointers`], by the names of the events.
    ///
    /// # Panics
    /// When the page does not watch: a new page does not.
    pub async fn pointed(&self) -> Vec<String> {
        let pointed = self.client.execute("return window.pointed", vec![]).await;
        let Ok(Value::Array(pointed)) = pointed else {
            panic!("the page does not watch its pointers");
        };
        pointed.iter().map(ToString::to_string).collect()
    }

    /// What has the focus: its name as a screen reader says it, and the names of the groups around it,
    /// the nearest first. Nothing while the page itself has it.
    pub(crate) async fn focused(&self) -> Option<Focused> {
        let script = "
            const words = (e) => (e?.textContent ?? '').replace(/\\s+/g, ' ').trim();
            const by = (e) => (e.getAttribute('aria-labelledby') ?? '').split(' ')
              .map((id) => words(id && document.getElementById(id))).join(' ').trim();
            const e = document.activeElement;
            if (!e || e === document.body) return null;
            const groups = [];
            for (let up = e.parentElement; up; up = up.parentElement) {
              if (up.matches('fieldset')) groups.push(words(up.querySelector('legend')));
              else if (up.matches('[role=group]')) groups.push(up.getAttribute('aria-label') ?? by(up));
            }
            return {
              name: e.getAttribute('aria-label') || by(e) || words(e.labels?.[0]) || words(e),
              groups, checked: e.checked === true };";
        let found = self.client.execute(script, vec![]).await.ok()?;
        let groups = found.get("groups")?.as_array()?;
        Some(Focused {
            name: found.get("name")?.as_str()?.to_owned(),
            groups: groups
                .iter()
                .filter_map(|group| group.as_str().map(str::to_owned))
                .collect(),
            checked: found.get("checked")?.as_bool()?,
        })
    }

    /// Waits until an element stays where it is: an answer above it may still be opening something,
    /// and a press would land where it was.
    async fn at_rest(&self, element: &Element) {
        let end = Instant::now() + PATIENCE;
        let mut before = None;
        while Instant::now() < end {
            let Ok(now) = element.rectangle().await else {
                return;
            };
            if before == Some(now) {
                return;
            }
            before = Some(now);
            tokio::time::sleep(LOOK).await;
        }
    }

    /// The window there is now. Locking destroys a window, so compare before and after.
    pub async fn window(&self) -> String {
        let all = self
            .client
            .windows()
            .await
            .expect("the driver lists windows");
        let last = all.into_iter().next_back().expect("there is a window");
        String::from(last)
    }

    /// Whether this window is still there.
    pub async fn has_window(&self, window: &str) -> bool {
        let all = self.client.windows().await.unwrap_or_default();
        all.into_iter().any(|one| String::from(one) == window)
    }

    /// Waits until the window `old` is gone and follows the one that came in its place.
    pub async fn follow_new_window(&self, old: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let all = self.client.windows().await.unwrap_or_default();
            let gone = all.iter().all(|window| String::from(window.clone()) != old);
            if let (true, Some(new)) = (gone, all.into_iter().next())
                && self.client.switch_to_window(new).await.is_ok()
            {
                return;
            }
            assert!(Instant::now() < end, "the old window was not replaced");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// What a script of the page finds, one line each.
    pub(crate) async fn found_by(&self, script: &str, given: Vec<Value>) -> Vec<String> {
        let found = self.client.execute(script, given).await;
        match found.expect("the script runs") {
            Value::Array(found) => found
                .into_iter()
                .map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned))
                .collect(),
            other => panic!("the script answers with a list, not {other}"),
        }
    }

    /// Makes the page so many CSS pixels wide, and waits until it is.
    pub(crate) async fn widen(&self, width: u32, height: u32) {
        self.resize(width, height).await;
        self.becomes_wide(width).await;
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        for process in self.app_processes() {
            let _ = Command::new("kill").args(["-9", &process]).status();
        }
        self.stop_driver();
    }
}

/// Types into a field in the place of what stood there.
async fn type_into(field: &Element, text: &str) {
    field.clear().await.expect("the field can be emptied");
    // The driver refuses to type nothing.
    if !text.is_empty() {
        field.send_keys(text).await.expect("the field takes keys");
    }
}

/// A text as XPath takes it.
pub(crate) fn quoted(text: &str) -> String {
    if text.contains('\'') {
        format!("\"{text}\"")
    } else {
        format!("'{text}'")
    }
}
