//! The checklist of sealed contacts as HL7 FHIR R4. A hand-over: for those who must act, never for the
//! person. Whoever saves it to a file enters that in the ledger.

use crate::error::{ErrorCode, ErrorView};
use crate::outputs::OutputWhich;
use crate::outputs::gather::given;
use crate::session::App;
use casework::ids::ContactId;

impl App {
    /// Sealed contacts with one person as a FHIR Bundle, in JSON, in the order in which they were sealed.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when one is not sealed, none is named, or they are about different people: a
    /// Bundle has one patient, and what is said of one person must not stand under the name of another.
    pub fn fhir(&self, contacts: &[ContactId]) -> Result<String, ErrorView> {
        let at = self.now();
        self.unlocked(|open| {
            let vault = &open.vault;
            let first = contacts.first().ok_or(ErrorCode::NotFound)?;
            let record = vault.sealed(first)?.ok_or(ErrorCode::NotFound)?;
            let about = record.sealed.contact.about.as_ref();
            let about = about.ok_or(ErrorCode::NotFound)?;
            let person = vault.person(&about.id)?.ok_or(ErrorCode::NotFound)?;
            let which = OutputWhich::Contacts {
                contacts: contacts.to_vec(),
            };
            let (given, _) = given(open, &self.guide, &person, &which, at)?;
            Ok(report::fhir(&given))
        })
    }
}
