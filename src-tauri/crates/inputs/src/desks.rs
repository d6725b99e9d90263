//! Where the arguments of commands are tried: three sessions, each in a temporary folder of its own.

use app::App;
use app::backup::BackUpRequest;
use app::directory::ServiceRequest;
use app::places::Roots;
use app::start::UnlockRequest;
use casework::contact::Change;
use casework::ids::{ActionId, ContactId, ServiceId};
use chrono::DateTime;
use guide::Guide;
use secrecy::SecretString;
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use vault::{KdfCost, Vault};

/// The content of a pack, as an organisation would sign it.
const PACK: &[u8] = include_bytes!("../../../../assets/packs/example.toml");

/// What opens the open desk, and the backup on the empty one.
const PASSPHRASE: &str = "ox fig jaw elk";
/// The folders beside the data of the app: places for backups, one of them copied to a company.
const FOLDERS: [&str; 3] = ["Documents", "media/stick", "media/OneDrive"];
/// A file to be taken in, with a row that is refused.
const SERVICES: &str = "Name,Kind,Phone\nHaven,IDVA,0808 2000 247\nB,x,\n";
/// How many inputs the open desk takes. What they leave would grow, and each would take longer.
const USES: u32 = 2000;

/// All of them, and what is left of the time for what is slow on purpose.
pub(crate) struct Desks {
    /// A vault that is open.
    pub(crate) open: Open,
    /// A vault that is locked, with a passphrase that nobody knows.
    pub(crate) locked: Desk,
    /// No vault, and a backup of the open one on the stick.
    pub(crate) empty: Desk,
    pub(crate) patience: Patience,
    backup: Vec<u8>,
}

impl Desks {
    pub(crate) fn new() -> Self {
        let locked = Desk::new();
        let unknown = vault::suggest_passphrase().expect("there are random numbers");
        make(&locked.place().join("data/vault"), &unknown);
        let open = Open::new();
        let backup = open.backup();
        Self {
            open,
            locked,
            empty: with_backup(&backup),
            patience: Patience::new(),
            backup,
        }
    }

    /// An empty desk in the place of one that has a vault now.
    pub(crate) fn clear_away(&mut self) {
        self.empty = with_backup(&self.backup);
    }

    /// One more input was taken.
    pub(crate) fn used(&mut self) {
        self.open.uses += 1;
        if self.open.uses >= USES {
            self.open = Open::new();
        }
    }
}

/// An app, and a temporary folder with its data and with places for backups.
pub(crate) struct Desk {
    pub(crate) app: App,
    place: TempDir,
}

impl Desk {
    fn new() -> Self {
        let place = TempDir::new().expect("a temporary folder can be made");
        for folder in FOLDERS {
            fs::create_dir_all(place.path().join(folder)).expect("there is room");
        }
        // Those of this laptop are nothing for a fuzzer.
        let roots = Roots {
            documents: Some(place.path().join("Documents")),
            downloads: None,
            mounts: vec![place.path().join("media")],
            drives: Vec::new(),
        };
        let guide = Guide::embedded().expect("the guide reads");
        let app = App::new(place.path().join("data"), guide);
        Self {
            app: app.with_places(roots),
            place,
        }
    }

    /// The temporary folder.
    pub(crate) fn place(&self) -> &Path {
        self.place.path()
    }

    /// A typed path, put below the temporary folder; none when it could lead out of it. The app takes
    /// white space and quotation marks from both ends of what was typed, so the folder stands behind
    /// those at the front: it is then the beginning of the path, or the path has no beginning and the
    /// app refuses it. Behind the folder nothing goes up that has no two dots, whatever is taken from
    /// its end; there are no links.
    pub(crate) fn inside(&self, typed: &str) -> Option<String> {
        if typed.contains("..") {
            return None;
        }
        let path = typed.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
        let before = &typed[..typed.len() - path.len()];
        // Joined as text: `Path::join` would let a path from the top take the folder's place.
        Some(format!("{before}{}/{path}", self.place().to_str()?))
    }
}

/// A desk whose vault is open, and what lies on it.
pub(crate) struct Open {
    pub(crate) desk: Desk,
    /// A draft in which nothing was entered yet.
    draft: ContactId,
    /// A draft that can be sealed.
    whole: ContactId,
    /// A sealed contact about `person`.
    sealed: ContactId,
    /// A service of the directory.
    service: ServiceId,
    uses: u32,
}

impl Open {
    fn new() -> Self {
        let desk = Desk::new();
        make(
            &desk.place().join("data/vault"),
            &SecretString::from(PASSPHRASE),
        );
        let request = UnlockRequest {
            passphrase: SecretString::from(PASSPHRASE),
        };
        desk.app.unlock(&request).expect("the vault opens");
        fs::write(desk.place().join("Documents/services.csv"), SERVICES).expect("there is room");
        let pack = crate::signed_pack(PACK);
        fs::write(desk.place().join("Documents/content.waypack"), pack).expect("there is room");
        Self {
            draft: start(&desk.app),
            whole: whole(&desk.app),
            sealed: sealed(&desk.app),
            service: service(&desk.app),
            desk,
            uses: 0,
        }
    }

    pub(crate) fn app(&self) -> &App {
        &self.desk.app
    }

    /// The id of a contact of this desk, by its name: no input can know the ids themselves.
    pub(crate) fn contact(&self, id: ContactId) -> ContactId {
        match id.as_str() {
            "draft" => self.draft.clone(),
            "whole" => self.whole.clone(),
            "sealed" => self.sealed.clone(),
            _ => id,
        }
    }

    /// The id of an action of this desk, by how it stands: no input can know the ids themselves.
    pub(crate) fn action(&self, id: ActionId) -> ActionId {
        let known = self.app().actions().ok().and_then(|all| match id.as_str() {
            "open" => all.open.into_iter().next(),
            "done" => all.done.into_iter().next(),
            _ => None,
        });
        known.map_or(id, |card| card.id)
    }

    /// The id of a service of this desk.
    pub(crate) fn service(&self, id: ServiceId) -> ServiceId {
        match id.as_str() {
            "service" => self.service.clone(),
            _ => id,
        }
    }

    /// Puts there again what was sealed, thrown away or erased, for the inputs that follow.
    pub(crate) fn lay_out(&mut self) {
        let app = &self.desk.app;
        if app.contact(&self.draft).is_err() {
            self.draft = start(app);
        }
        if app.contact(&self.whole).is_err() {
            self.whole = whole(app);
        }
        if app.record(&self.sealed).is_err() {
            self.sealed = sealed(app);
        }
        if app.service(&self.service).is_err() {
            self.service = service(app);
        }
    }

    /// A backup as bytes.
    fn backup(&self) -> Vec<u8> {
        let request = BackUpRequest {
            folder: self
                .desk
                .inside("Documents")
                .expect("it leads nowhere else"),
            even_if_synced: false,
        };
        let made = self.app().back_up(&request, &mut |_| ());
        let made = made.expect("the backup is made").path;
        let bytes = fs::read(&made).expect("it can be read");
        fs::remove_file(&made).expect("it can be removed");
        bytes
    }
}

fn with_backup(backup: &[u8]) -> Desk {
    let desk = Desk::new();
    let file = desk.place().join("media/stick/backup.waymark");
    fs::write(file, backup).expect("there is room");
    desk
}

fn start(app: &App) -> ContactId {
    app.start_contact().expect("a contact is started").id
}

fn whole(app: &App) -> ContactId {
    let id = start(app);
    let about = json!({ "id": "person", "name": "Jo Smith", "local_reference": "WS-1" });
    for change in [
        json!({ "change": "about", "about": about }),
        json!({ "change": "judge", "view": "no", "why": "what was said" }),
        json!({ "change": "show_outcome" }),
        json!({ "change": "route", "item": "refer.dapp", "route": { "reply": "agreed" } }),
        json!({ "change": "review", "review": { "none_because": "moved away" } }),
    ] {
        let change: Change = serde_json::from_value(change).expect("it is a change");
        app.save_change(&id, change).expect("the change is allowed");
    }
    id
}

fn sealed(app: &App) -> ContactId {
    let id = whole(app);
    app.seal(&id).expect("nothing is missing");
    id
}

fn service(app: &App) -> ServiceId {
    let request = json!({
        "id": null, "name": app.new_id(), "kind": "other", "area": "", "phone": "", "accredited": null,
        "survivor_support": null, "cohorts": [], "checked_on": null, "notes": "",
    });
    let request: ServiceRequest = serde_json::from_value(request).expect("it is a request");
    let saved = app.save_service(request).expect("it is saved");
    saved.service.expect("nothing is wrong with it").id
}

/// A vault whose recovery phrase was typed back.
fn make(folder: &Path, passphrase: &SecretString) {
    let made = Vault::create(
        folder,
        "Anna",
        passphrase,
        KdfCost::floor(),
        DateTime::UNIX_EPOCH,
    );
    let (mut vault, phrase) = made.expect("a vault can be made");
    let phrase = SecretString::from(phrase.words().join(" "));
    vault
        .confirm_recovery_phrase(&phrase)
        .expect("it is the phrase");
    vault.lock().expect("it is locked");
}

/// A command that is slow on purpose gets one part of the time in so many; its first input is always
/// taken, so that one that was found is found again.
const SHARE: u32 = 40;

/// Time for what is slow on purpose.
pub(crate) struct Patience {
    began: Instant,
    spent: BTreeMap<&'static str, Duration>,
}

impl Patience {
    fn new() -> Self {
        Self {
            began: Instant::now(),
            spent: BTreeMap::new(),
        }
    }

    /// Does it, if this command has not had its share already.
    pub(crate) fn spend<T>(
        &mut self,
        command: &'static str,
        work: impl FnOnce() -> T,
    ) -> Option<T> {
        let spent = self.spent.entry(command).or_default();
        if *spent * SHARE > self.began.elapsed() {
            return None;
        }
        let begun = Instant::now();
        let done = work();
        *spent += begun.elapsed();
        Some(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Component;

    /// What the app makes of what was typed.
    fn as_the_app_reads_it(text: &str) -> &Path {
        Path::new(text.trim().trim_matches('"'))
    }

    #[test]
    fn no_typed_path_leads_out_of_the_folder() {
        let desk = Desk::new();
        let pieces = [
            "/", "..", ".", "\"", " ", "\u{a0}", "etc", "\\", "C:", "~", "\0",
        ];
        let mut taken = 0;
        for number in 0..pieces.len().pow(4) {
            let typed: String = (0..4)
                .map(|place| pieces[number / pieces.len().pow(place) % pieces.len()])
                .collect();
            let Some(handed_on) = desk.inside(&typed) else {
                continue;
            };
            taken += 1;
            let path = as_the_app_reads_it(&handed_on);
            let up = path.components().any(|part| part == Component::ParentDir);
            assert!(!up, "{typed:?} goes up");
            assert!(
                path.is_relative() || path.starts_with(desk.place()),
                "{typed:?} leads to {path:?}"
            );
        }
        assert!(taken > 5000, "{taken}");
        for typed in ["media/stick", "\"media/stick\"", " media/stick "] {
            let handed_on = desk.inside(typed).unwrap();
            assert!(as_the_app_reads_it(&handed_on).is_dir(), "{typed:?}");
        }
    }

    #[test]
    fn what_is_slow_gets_its_share_and_no_more() {
        let mut patience = Patience::new();
        let slow = || std::thread::sleep(Duration::from_millis(5));
        assert!(patience.spend("slow", slow).is_some());
        assert!(patience.spend("slow", slow).is_none());
        assert!(patience.spend("other", slow).is_some());
        patience.began -= Duration::from_secs(10);
        assert!(patience.spend("slow", slow).is_some());
    }
}
