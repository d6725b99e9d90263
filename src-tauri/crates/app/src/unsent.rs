//! What stood in a form that had not been sent when Waymark was locked. The draft of a contact saves itself;
//! other forms are sent by a button, and hiding the screen may come before it.

use crate::error::ErrorView;
use crate::session::App;
use casework::words::Words;

impl App {
    /// Keeps a form as its page wrote it down, in the place of any before; none takes that one away. It is no
    /// part of the record, and goes with every erasure.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn keep_unsent(&self, form: Option<&Words>) -> Result<(), ErrorView> {
        self.unlocked(|open| Ok(open.vault.keep_unsent(form)?))
    }

    /// The form that is kept, if there is one.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Locked`] or a storage code.
    pub fn unsent(&self) -> Result<Option<Words>, ErrorView> {
        self.unlocked(|open| Ok(open.vault.unsent()?))
    }
}
