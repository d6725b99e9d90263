//! The shell: a window around `app`.
//!
//! It turns the methods of [`app::App`] into commands, opens and destroys the window, and locks
//! when nobody is there. It decides nothing about risk or about what may be shown.
//!
//! Start at [`run`]; [`window`] has the life of the window, [`commands`] one file per area.

mod afresh;
mod allowed;
mod aloud;
mod away;
mod clipboard;
pub mod commands;
mod display;
mod idle;
mod second;
mod window;
mod wipe;

use afresh::Afresh;
use app::App;
use app::places::Roots;
use guide::Guide;
use std::path::Path;
use std::thread;
use tauri::webview::PageLoadEvent;
use tauri::{Manager, RunEvent};
use thiserror::Error;

#[global_allocator]
static MEMORY: wipe::Wiping = wipe::Wiping;

/// `cargo xtask bundle` refuses a program that this stands in.
#[cfg(any(feature = "journey", feature = "probe"))]
#[used]
static NEVER_SHIPPED: [u8; 54] = *b"waymark: this build is for tests alone and never ships";

/// The window could not be opened.
#[derive(Clone, Copy, Debug, Error)]
#[error("Waymark could not start")]
pub struct NotStarted;

fn builder() -> tauri_specta::Builder<tauri::Wry> {
    use commands::{
        actions, backup, contact, directory, find, home, keep, library, outputs, pack, people,
        practice, referrals, settings, start, window,
    };
    tauri_specta::Builder::new()
        .disable_serde_phases()
        .commands(tauri_specta::collect_commands![
            start::start,
            start::suggest_passphrase,
            start::check_passphrase,
            start::create_vault,
            start::change_passphrase,
            start::renew_recovery,
            start::confirm_recovery,
            start::unlock,
            start::recover,
            library::guide_step,
            library::guide_checklist,
            library::guide_in_english,
            library::guide_reference,
            library::guide_page,
            library::guide_search,
            window::lock,
            window::hide,
            window::quit,
            window::touch,
            window::display,
            window::save_display,
            window::can_block_capture,
            window::announce,
            window::new_id,
            home::keep_unsent,
            home::unsent,
            home::home,
            home::people,
            settings::settings,
            settings::save_settings,
            contact::start_contact,
            contact::contact,
            contact::save_change,
            contact::discard_draft,
            contact::check,
            contact::seal,
            contact::record,
            contact::record_text,
            contact::amend,
            start::go_on,
            keep::keeping,
            keep::set_retention,
            keep::erase,
            keep::check_record,
            backup::backup_places,
            backup::back_up,
            backup::stop_work,
            backup::backups_found,
            backup::restore,
            find::find,
            find::find_people,
            people::list_people,
            people::person_page,
            people::save_person,
            people::join_people,
            people::part_people,
            people::save_event,
            people::withdraw_event,
            actions::actions,
            actions::action,
            actions::enter_action,
            directory::services,
            directory::service,
            directory::save_service,
            directory::remove_service,
            directory::import_files,
            directory::read_import,
            directory::import_services,
            pack::pack,
            pack::pack_files,
            pack::read_pack,
            pack::load_pack,
            pack::remove_pack,
            referrals::services_for_routes,
            referrals::referrals,
            referrals::referral,
            referrals::follow_up,
            referrals::add_referral_action,
            outputs::output_choices,
            outputs::output_preview,
            outputs::save_output,
            outputs::copy_output,
            outputs::outputs_made,
            outputs::save_card,
            outputs::save_export,
            outputs::counts,
            outputs::counts_of,
            practice::rehearsals,
            practice::begin_practice,
            practice::end_practice,
            practice::comparison,
        ])
        // Of an event, so no command names it.
        .typ::<app::backup::ProgressView>()
}

/// Writes the TypeScript for every command, as it stands in `ui/src/ipc/bindings.ts`.
///
/// # Errors
/// When a type of a command has no counterpart in TypeScript, or the file cannot be written.
pub fn write_bindings(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let header =
        "// Made by `cargo xtask bindings` from the commands of the shell. Not edited by hand.\n";
    let language = specta_typescript::Typescript::default().header(header);
    Ok(builder().export(language, path)?)
}

/// A crash leaves no file with the memory of this process, nor of those that it starts. Windows keeps
/// none unless somebody has set it up to.
fn leave_no_core_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        // Less is always allowed. Were it not, there is nobody to tell before there is a window.
        let _ = setrlimit(Resource::Core, none);
    }
}

/// Opens the window and runs until it is closed. A second start at the same data folder brings that
/// window forward instead, and ends.
///
/// # Errors
/// [`NotStarted`] when there is no place for data, no guide or no window.
pub fn run() -> Result<(), NotStarted> {
    leave_no_core_files();
    let afresh = Afresh::from_arguments(std::env::args().skip(1));
    // Read while the system makes ready for a window.
    let guide = thread::spawn(|| Guide::in_language(window::language()));
    let waymark = tauri::Builder::default()
        .invoke_handler(builder().invoke_handler())
        .setup(move |handle| {
            let documents = handle.path().document_dir().ok();
            let downloads = handle.path().download_dir().ok();
            let guide = guide.join().ok().and_then(Result::ok).ok_or(NotStarted)?;
            let app = App::new(window::data_folder(handle.handle())?, guide)
                .with_places(Roots::of_this_system(documents, downloads));
            handle.manage(app);
            handle.manage(allowed::Unlocked::read().ok_or(NotStarted)?);
            handle.manage(idle::Idle::default());
            handle.manage(clipboard::Clipboard::default());
            window::open(handle.handle(), afresh.unwrap_or_default())?;
            idle::watch(handle.handle().clone());
            away::watch(handle.handle());
            #[cfg(feature = "probe")]
            window::close_when_told(handle.handle().clone());
            Ok(())
        })
        .on_page_load(move |page, load| {
            // In the moment when there is something to see in the place of the start before.
            if afresh.is_some() && load.event() == PageLoadEvent::Finished {
                let _ = window::data_folder(page.app_handle()).map(|folder| afresh::ready(&folder));
            }
        })
        .on_window_event(window::on_event)
        .build(tauri::generate_context!())
        .map_err(|_| NotStarted)?;
    // Before anything is read or opened: the window is made when it runs.
    let folder = window::data_folder(waymark.handle()).map_err(|_| NotStarted)?;
    let first = match afresh {
        Some(_) => second::take_over(&folder),
        None => match second::start(&folder) {
            Some(first) => first,
            None => return Ok(()),
        },
    };
    second::watch(waymark.handle().clone(), first);
    waymark.run(|handle, event| {
        if let RunEvent::Exit = event {
            // What was shown as saved is on the disk already; this wipes the keys.
            let _ = handle.state::<App>().lock();
            clipboard::take_off(handle);
            window::tidy(handle);
        }
    });
    Ok(())
}
