//! The arguments of every command, fed to a real session.
//!
//! [`COMMANDS`] is the table: it reads like the commands of the shell, and `tests/commands.rs` compares
//! it with them. What stands behind it is in [`Desks`].

use crate::desks::Desks;
use app::ErrorView;
use app::actions::ActionRequest;
use app::backup::{BackUpRequest, BackedUpView, RestoreRequest, RestoreWith, RestoredView};
use app::contact::AmendRequest;
use app::counts::QuarterRequest;
use app::directory::{ImportCounts, ImportRequest, ServiceRequest, ServicesRequest};
use app::display::DisplayView;
use app::find::FindRequest;
use app::keep::{EraseRequest, EraseWhat, RetentionRequest};
use app::outputs::{
    CopyOutputRequest, ExportWhat, FileSavedView, OutputRequest, OutputSavedView, OutputSeen,
    OutputWhich, SaveCardRequest, SaveExportRequest, SaveOutputRequest,
};
use app::pack::{LoadPackRequest, PackLookView, PackView, ReadPackRequest};
use app::people::{
    EventRequest, JoinRequest, PartRequest, PeopleRequest, PersonRequest, WithdrawRequest,
};
use app::practice::PracticeRequest;
use app::referrals::{FollowUpRequest, ReferralActionRequest, RouteServicesRequest};
use app::settings::SettingsView;
use app::start::{
    ChangePassphraseRequest, CheckPassphraseRequest, CreateVaultRequest, PhraseRequest,
    RecoverRequest, RecoveryPhraseView, StartView, UnlockRequest,
};
use casework::contact::Change;
use casework::ids::{ActionId, ContactId, ItemId, PersonId, ServiceId};
use casework::words::Words;
use guide::Step;
use secrecy::ExposeSecret;
use serde_json::Value;
use std::cell::RefCell;
use std::fs;
use std::path::Path;

/// A command that has arguments.
pub struct Command {
    /// Its name, as in `commands.txt`.
    pub name: &'static str,
    /// The names of its arguments, in their order.
    pub arguments: &'static [&'static str],
    /// Whether these arguments decode.
    decodes: fn(&Value) -> bool,
    /// Decodes them and calls the app; *false* when they do not decode.
    feed: fn(&mut Desks, &Value) -> bool,
}

/// Decodes one argument as Tauri does: by its name, from the call's one object.
macro_rules! argument {
    ($given:ident, $argument:ident) => {
        $given
            .get(stringify!($argument))
            .and_then(|value| serde_json::from_value(value.clone()).ok())
    };
}

/// Makes the table. An answer is turned into JSON, as it is for the screens.
macro_rules! commands {
    ($desks:ident: $($name:ident($($argument:ident: $type:ty),+) => $answer:expr;)+) => {
        /// Every command that has arguments. The first byte of an input chooses by the place in here, so
        /// a new command comes last: the seeds of the others then stay what they are.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            arguments: &[$(stringify!($argument)),+],
            decodes: |given| {
                true $(&& {
                    let decoded: Option<$type> = argument!(given, $argument);
                    decoded.is_some()
                })+
            },
            feed: |$desks, given| {
                $(let Some($argument): Option<$type> = argument!(given, $argument) else {
                    return false;
                };)+
                let answer = $answer;
                assert!(
                    serde_json::to_string(&answer).is_ok(),
                    "an answer that the screens cannot get"
                );
                true
            },
        }),+];
    };
}

commands! { desks:
    save_change(id: ContactId, change: Change) => {
        let id = desks.open.contact(id);
        let answer = desks.open.app().save_change(&id, change);
        // What was typed stands on these pages too.
        let pages = (desks.open.app().check(&id), desks.open.app().home());
        (answer, pages)
    };
    contact(id: ContactId) => desks.open.app().contact(&desks.open.contact(id));
    check(id: ContactId) => desks.open.app().check(&desks.open.contact(id));
    record(id: ContactId) => desks.open.app().record(&desks.open.contact(id));
    record_text(id: ContactId) => desks.open.app().record_text(&desks.open.contact(id));
    seal(id: ContactId) => {
        let answer = desks.open.app().seal(&desks.open.contact(id));
        desks.open.lay_out();
        answer
    };
    discard_draft(id: ContactId) => {
        let answer = desks.open.app().discard_draft(&desks.open.contact(id));
        desks.open.lay_out();
        answer
    };
    amend(request: AmendRequest) => {
        let contact = desks.open.contact(request.contact);
        desks.open.app().amend(AmendRequest { contact, ..request })
    };
    keeping(person: PersonId) => desks.open.app().keeping(&person);
    set_retention(request: RetentionRequest) => desks.open.app().set_retention(request);
    erase(request: EraseRequest) => {
        let what = match request.what {
            EraseWhat::Contact { contact } => EraseWhat::Contact {
                contact: desks.open.contact(contact),
            },
            person @ EraseWhat::Person { .. } => person,
        };
        let answer = desks.open.app().erase(EraseRequest { what, ..request });
        desks.open.lay_out();
        answer
    };
    save_settings(settings: SettingsView) => desks.open.app().save_settings(settings);
    guide_step(step: Step, within: Option<ContactId>) =>
        desks.locked.app.guide_step(step, within.as_ref());
    guide_page(id: ItemId, within: Option<ContactId>) =>
        desks.locked.app.guide_page(&id, within.as_ref());
    guide_search(query: String, within: Option<ContactId>) =>
        desks.locked.app.guide_search(&query, within.as_ref());
    check_passphrase(request: CheckPassphraseRequest) => {
        desks.locked.app.check_passphrase(&request)
    };
    create_vault(request: CreateVaultRequest) => create_vault(desks, request);
    change_passphrase(request: ChangePassphraseRequest) => change_passphrase(desks, &request);
    confirm_recovery(request: PhraseRequest) => desks.open.app().confirm_recovery(&request);
    // Nobody knows the passphrase. Three tries cost a derivation each; then the app's own delays, which
    // grow to five minutes, keep this quick.
    unlock(request: UnlockRequest) => desks.locked.app.unlock(&request);
    // A phrase costs no derivation, and this one is not guessed.
    recover(request: RecoverRequest) => desks.locked.app.recover(request);
    back_up(request: BackUpRequest) => back_up(desks, request);
    restore(request: RestoreRequest) => restore(desks, request);
    find(request: FindRequest) => desks.open.app().find(request);
    find_people(text: Words) => desks.open.app().find_people(&text);
    list_people(request: PeopleRequest) => desks.open.app().list_people(request);
    person_page(person: PersonId) => desks.open.app().person_page(&person);
    save_person(request: PersonRequest) => {
        let answer = desks.open.app().save_person(request);
        // What was typed stands on these pages too.
        let saved = answer.as_ref().ok().and_then(|saved| saved.person.clone());
        let page = saved.map(|person| desks.open.app().person_page(&person));
        (answer, page, desks.open.app().people())
    };
    join_people(request: JoinRequest) => desks.open.app().join_people(request);
    part_people(request: PartRequest) => desks.open.app().part_people(request);
    save_event(request: EventRequest) => {
        let person = request.person.clone();
        let answer = desks.open.app().save_event(request);
        (answer, desks.open.app().person_page(&person))
    };
    withdraw_event(request: WithdrawRequest) => desks.open.app().withdraw_event(request);
    action(id: ActionId) => desks.open.app().action(&desks.open.action(id));
    enter_action(request: ActionRequest) => {
        let known = |id| desks.open.action(id);
        let request = match request {
            add @ ActionRequest::Add { .. } => add,
            ActionRequest::Move { id, by, why } => ActionRequest::Move { id: known(id), by, why },
            ActionRequest::Done { id, on, outcome } => {
                ActionRequest::Done { id: known(id), on, outcome }
            }
            ActionRequest::Reopen { id, why } => ActionRequest::Reopen { id: known(id), why },
        };
        let answer = desks.open.app().enter_action(request);
        // What was entered stands on these pages too.
        let pages = (desks.open.app().actions(), desks.open.app().home());
        (answer, pages)
    };
    services(request: ServicesRequest) => desks.open.app().services(&request);
    service(id: ServiceId) => desks.open.app().service(&desks.open.service(id));
    save_service(request: ServiceRequest) => {
        let id = request.id.map(|id| desks.open.service(id));
        desks.open.app().save_service(ServiceRequest { id, ..request })
    };
    remove_service(id: ServiceId) => {
        let answer = desks.open.app().remove_service(&desks.open.service(id));
        desks.open.lay_out();
        answer
    };
    read_import(file: String) => {
        let file = desks.open.desk.inside(&file);
        file.map(|file| desks.open.app().read_import(&file))
    };
    import_services(request: ImportRequest) => import_services(desks, request);
    services_for_routes(request: RouteServicesRequest) => desks.open.app().services_for_routes(&request);
    referral(contact: ContactId, route: ItemId) =>
        desks.open.app().referral(&desks.open.contact(contact), &route);
    follow_up(request: FollowUpRequest) => {
        let contact = desks.open.contact(request.contact);
        let answer = desks.open.app().follow_up(FollowUpRequest { contact, ..request });
        (answer, desks.open.app().referrals())
    };
    add_referral_action(request: ReferralActionRequest) => {
        let contact = desks.open.contact(request.contact);
        let request = ReferralActionRequest { contact, ..request };
        (desks.open.app().add_referral_action(request), desks.open.app().home())
    };
    output_choices(person: PersonId) => desks.open.app().output_choices(&person);
    output_preview(request: OutputRequest) => {
        let request = of_this_desk(desks, request);
        desks.open.app().output_preview(&request)
    };
    save_output(request: SaveOutputRequest) => save_output(desks, request);
    copy_output(request: CopyOutputRequest) => {
        let output = of_this_desk(desks, request.output);
        let output = seen_or_looked_at(desks, output);
        let request = CopyOutputRequest { output, ..request };
        desks.open.app().copy_output(&request, &mut |_| Some(1))
    };
    outputs_made(person: PersonId) => desks.open.app().outputs_made(&person);
    save_card(request: SaveCardRequest) => save_card(desks, request);
    save_export(request: SaveExportRequest) => save_export(desks, request);
    read_pack(request: ReadPackRequest) => {
        let file = desks.open.desk.inside(&request.file);
        file.map(|file| desks.open.app().read_pack(&ReadPackRequest { file, ..request }))
    };
    load_pack(request: LoadPackRequest) => load_pack(desks, request);
    begin_practice(request: PracticeRequest) => begin_practice(desks, &request);
    save_display(display: DisplayView) => desks.locked.app.save_display(display);
    // The shell says it and keeps nothing: it only has to be read, and no desk has a part in it.
    announce(text: String) => {
        let _: &mut Desks = desks;
        text
    };
    keep_unsent(form: Option<Words>) => {
        let kept = desks.open.app().keep_unsent(form.as_ref());
        (kept, desks.open.app().unsent())
    };
    counts_of(quarter: QuarterRequest) => desks.open.app().counts_of(quarter);
}

/// The commands that have no arguments, so that nothing can be fed to them: those of the app, then
/// `lock`, `hide`, `quit`, `touch` and `can_block_capture`, which are there in the shell alone.
pub const WITHOUT_ARGUMENTS: &[&str] = &[
    "start",
    "suggest_passphrase",
    "renew_recovery",
    "guide_checklist",
    "guide_in_english",
    "guide_reference",
    "new_id",
    "unsent",
    "display",
    "home",
    "people",
    "referrals",
    "settings",
    "start_contact",
    "go_on",
    "check_record",
    "backup_places",
    "counts",
    "stop_work",
    "backups_found",
    "actions",
    "import_files",
    "pack",
    "pack_files",
    "remove_pack",
    "lock",
    "hide",
    "quit",
    "touch",
    "can_block_capture",
    "rehearsals",
    "end_practice",
    "comparison",
];

/// The first byte that chooses the first command: letters, so that a seed can be read.
const FIRST: u8 = b'a';

fn choose(bytes: &[u8]) -> Option<(&'static Command, Value)> {
    let (choice, json) = bytes.split_first()?;
    let place = usize::from(choice.wrapping_sub(FIRST)) % COMMANDS.len();
    Some((&COMMANDS[place], serde_json::from_slice(json).ok()?))
}

/// The command that an input is for, when its arguments decode. Calls nothing.
pub fn command_of(bytes: &[u8]) -> Option<&'static str> {
    let (command, given) = choose(bytes)?;
    (command.decodes)(&given).then_some(command.name)
}

/// The arguments of a command, as one JSON object behind a byte that chooses the command. Every command
/// of the app that has arguments is in [`COMMANDS`]; those that are there in the shell alone (`lock`,
/// `hide`, `quit`, `touch`, `can_block_capture`) have none and are left out.
///
/// A contact is named `draft`, `whole` or `sealed`, a service `service`, and a path is one below a temporary folder.
pub fn command(bytes: &[u8]) {
    // Of a thread, so that the folders are gone when a test is.
    thread_local! {
        static DESKS: RefCell<Desks> = RefCell::new(Desks::new());
    }
    let Some((command, given)) = choose(bytes) else {
        return;
    };
    DESKS.with_borrow_mut(|desks| {
        if (command.feed)(desks, &given) {
            desks.used();
        }
    });
}

/// Two passphrases that are the same and strong make a vault, and that takes seconds.
fn create_vault(
    desks: &mut Desks,
    request: CreateVaultRequest,
) -> Option<Result<RecoveryPhraseView, ErrorView>> {
    let empty = &desks.empty;
    let slow = request.passphrase.expose_secret() == request.repeat.expose_secret()
        && vault::check_passphrase(&request.passphrase, request.name.trim()).is_ok();
    if !slow {
        return Some(empty.app.create_vault(request));
    }
    let answer = desks
        .patience
        .spend("create_vault", || empty.app.create_vault(request))?;
    desks.clear_away();
    Some(answer)
}

/// Two passphrases that are the same are enough for the app to measure what a derivation costs.
fn change_passphrase(
    desks: &mut Desks,
    request: &ChangePassphraseRequest,
) -> Option<Result<(), ErrorView>> {
    let app = desks.open.app();
    if request.passphrase.expose_secret() == request.repeat.expose_secret() {
        return desks
            .patience
            .spend("change_passphrase", || app.change_passphrase(request));
    }
    Some(app.change_passphrase(request))
}

/// A backup reads the whole vault, syncs, and would fill the disk in a long run: it is taken away.
fn back_up(desks: &mut Desks, request: BackUpRequest) -> Option<Result<BackedUpView, ErrorView>> {
    let desk = &desks.open.desk;
    let request = BackUpRequest {
        folder: desk.inside(&request.folder)?,
        ..request
    };
    let answer = desks
        .patience
        .spend("back_up", || desk.app.back_up(&request, &mut |_| ()))?;
    if let Ok(made) = &answer {
        let made = Path::new(&made.path);
        assert!(made.starts_with(desk.place()), "a backup was made outside");
        fs::remove_file(made).expect("what was made a moment ago is there");
    }
    Some(answer)
}

/// A passphrase costs a derivation whenever the file is a backup.
fn restore(desks: &mut Desks, request: RestoreRequest) -> Option<Result<RestoredView, ErrorView>> {
    let desk = &desks.empty;
    let request = RestoreRequest {
        file: desk.inside(&request.file)?,
        ..request
    };
    let restore = || desk.app.restore(&request, &mut |_| ());
    let answer = match request.with {
        RestoreWith::Passphrase => desks.patience.spend("restore", restore)?,
        RestoreWith::RecoveryPhrase => restore(),
    };
    if answer.is_ok() {
        desks.clear_away();
    }
    Some(answer)
}

/// Looks at the file first, where no digest is given: none can be guessed.
fn import_services(
    desks: &mut Desks,
    request: ImportRequest,
) -> Option<Result<ImportCounts, ErrorView>> {
    let file = desks.open.desk.inside(&request.file)?;
    let app = desks.open.app();
    let digest = match app.read_import(&file) {
        Ok(looked_at) if request.digest.is_empty() => looked_at.digest,
        _ => request.digest,
    };
    Some(app.import_services(&ImportRequest { file, digest }))
}

/// As [`import_services`].
fn load_pack(desks: &mut Desks, request: LoadPackRequest) -> Option<Result<PackView, ErrorView>> {
    let file = desks.open.desk.inside(&request.file)?;
    let app = desks.open.app();
    let look = ReadPackRequest {
        file: file.clone(),
        key: request.key.clone(),
    };
    let digest = match app.read_pack(&look) {
        Ok(PackLookView::Looked { pack }) if request.digest.is_empty() => pack.digest,
        _ => request.digest,
    };
    let key = request.key;
    Some(app.load_pack(&LoadPackRequest { file, digest, key }))
}

/// The same with the contacts of this desk: no input can know the ids themselves.
fn of_this_desk(desks: &Desks, request: OutputRequest) -> OutputRequest {
    let which = which_of_this_desk(desks, request.which);
    OutputRequest { which, ..request }
}

fn which_of_this_desk(desks: &Desks, which: OutputWhich) -> OutputWhich {
    match which {
        OutputWhich::Whole => OutputWhich::Whole,
        OutputWhich::Contacts { contacts } => OutputWhich::Contacts {
            contacts: contacts
                .into_iter()
                .map(|contact| desks.open.contact(contact))
                .collect(),
        },
    }
}

/// Looks at the preview first, where no digest is given: none can be guessed.
fn seen_or_looked_at(desks: &Desks, request: OutputRequest) -> OutputRequest {
    let Some(seen) = request.seen.as_ref().filter(|seen| seen.digest.is_empty()) else {
        return request;
    };
    let digest = match desks.open.app().output_preview(&request) {
        Ok(preview) => preview.digest,
        Err(_) => String::new(),
    };
    let seen = Some(OutputSeen {
        digest,
        ..seen.clone()
    });
    OutputRequest { seen, ..request }
}

/// A file is made and synced, and would fill the disk in a long run: it is taken away.
fn save_output(
    desks: &mut Desks,
    request: SaveOutputRequest,
) -> Option<Result<OutputSavedView, ErrorView>> {
    let output = of_this_desk(desks, request.output);
    let output = seen_or_looked_at(desks, output);
    let desk = &desks.open.desk;
    let request = SaveOutputRequest {
        output,
        folder: desk.inside(&request.folder)?,
        ..request
    };
    let answer = desks
        .patience
        .spend("save_output", || desk.app.save_output(&request))?;
    if let Ok(made) = &answer {
        let made = Path::new(&made.path);
        assert!(made.starts_with(desk.place()), "a file was made outside");
        fs::remove_file(made).expect("what was made a moment ago is there");
    }
    Some(answer)
}

/// As [`save_output`].
fn save_card(
    desks: &mut Desks,
    request: SaveCardRequest,
) -> Option<Result<FileSavedView, ErrorView>> {
    let desk = &desks.open.desk;
    let request = SaveCardRequest {
        folder: desk.inside(&request.folder)?,
        ..request
    };
    let answer = desks
        .patience
        .spend("save_card", || desk.app.save_card(&request))?;
    if let Ok(made) = &answer {
        let made = Path::new(&made.path);
        assert!(made.starts_with(desk.place()), "a file was made outside");
        fs::remove_file(made).expect("what was made a moment ago is there");
    }
    Some(answer)
}

/// As [`save_output`].
fn save_export(
    desks: &mut Desks,
    request: SaveExportRequest,
) -> Option<Result<FileSavedView, ErrorView>> {
    let export = match request.export {
        ExportWhat::SealedExport { person, which } => ExportWhat::SealedExport {
            person,
            which: which_of_this_desk(desks, which),
        },
        ExportWhat::Fhir { person, which } => ExportWhat::Fhir {
            person,
            which: which_of_this_desk(desks, which),
        },
        other @ (ExportWhat::Counts | ExportWhat::Verifier) => other,
    };
    let desk = &desks.open.desk;
    let request = SaveExportRequest {
        export,
        folder: desk.inside(&request.folder)?,
        ..request
    };
    let answer = desks
        .patience
        .spend("save_export", || desk.app.save_export(&request))?;
    if let Ok(made) = &answer {
        let made = Path::new(&made.path);
        assert!(made.starts_with(desk.place()), "a file was made outside");
        fs::remove_file(made).expect("what was made a moment ago is there");
    }
    Some(answer)
}

/// Its vault costs a derivation. It is ended at once, so that the desk is locked again.
fn begin_practice(
    desks: &mut Desks,
    request: &PracticeRequest,
) -> Option<Result<StartView, ErrorView>> {
    let app = &desks.locked.app;
    let answer = desks
        .patience
        .spend("begin_practice", || app.begin_practice(request))?;
    if answer.is_ok() {
        let ended = app.end_practice().expect("one is on");
        assert!(matches!(ended, StartView::Locked { .. }), "{ended:?}");
    }
    Some(answer)
}
