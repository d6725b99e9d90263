//! What a window may call.
//!
//! A fresh window has the commands of the lock screen and no other: Tauri refuses the rest before any
//! of our code runs. The window that opens the vault gets the rest, by its own label. Locking puts a
//! window with another label in its place, which has the few again. The app refuses while it is locked
//! too (`App::unlocked`); this is the wall in front of it.
//!
//! A window that begins a practice while locked gets the rest as well: until the practice ends they reach
//! its made-up vault alone (`app::practice`), and at its end the window goes, as at a lock.

use tauri::ipc::RuntimeCapability;
use tauri::utils::acl::capability::{Capability, CapabilityFile};
use tauri::{Manager, Runtime, WebviewWindow};

/// The commands that need an open vault, read once at the start.
pub(crate) struct Unlocked(Capability);

impl Unlocked {
    /// Reads `capabilities/unlocked.json` as it was built in. None when it is no capability.
    pub(crate) fn read() -> Option<Self> {
        let file = include_str!("../capabilities/unlocked.json").parse();
        match file {
            Ok(CapabilityFile::Capability(capability)) => Some(Self(capability)),
            _ => None,
        }
    }

    fn for_window(&self, label: &str) -> One {
        One(Capability {
            windows: vec![label.to_owned()],
            ..self.0.clone()
        })
    }
}

/// The commands for one window.
struct One(Capability);

impl RuntimeCapability for One {
    fn build(self) -> CapabilityFile {
        CapabilityFile::Capability(self.0)
    }
}

/// This window has opened the vault: from now on it may call every command.
pub(crate) fn unlocked<R: Runtime>(window: &WebviewWindow<R>) {
    let more = window.state::<Unlocked>().for_window(window.label());
    // Should it fail, the window stays with the few, and its next command says so.
    let _ = window.add_capability(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_for_the_window_that_is_named_and_for_no_other() {
        let few = Unlocked::read().unwrap();
        assert_eq!(few.0.windows, [""; 0]);
        let one = few.for_window("waymark-7");
        assert_eq!(one.0.windows, ["waymark-7"]);
        assert_eq!(one.0.permissions.len(), few.0.permissions.len());
    }
}
