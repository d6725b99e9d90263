//! The checklist of sealed contacts as HL7 FHIR R4. A hand-over: for those who must act, never for the
//! person. Whoever saves it to a file enters that in the ledger.

use crate::error::{ErrorCode, ErrorView};
use crate::session::App;
use casework::ids::ContactId;
use report::given::{ContactGiven, Given};
use std::collections::BTreeMap;

impl App {
    /// Sealed contacts with one person as a FHIR Bundle, in JSON, in the order in which they were sealed.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when one is not sealed, none is named, or they are about different people: a
    /// Bundle has one patient, and what is said of one person must not stand under the name of another.
    pub fn fhir(&self, contacts: &[ContactId]) -> Result<String, ErrorView> {
        let at = self.now();
        let given = self.unlocked(|open| {
            let vault = &open.vault;
            let mut records = Vec::new();
            for id in contacts {
                records.push(vault.sealed(id)?.ok_or(ErrorCode::NotFound)?);
            }
            records.sort_by_key(|record| record.seq);
            records.dedup_by_key(|record| record.seq);
            let mut person = None;
            for record in &records {
                let about = record.sealed.contact.about.as_ref();
                let about = about.ok_or(ErrorCode::NotFound)?;
                let found = vault.person(&about.id)?.ok_or(ErrorCode::NotFound)?;
                let first = person.get_or_insert_with(|| found.clone());
                if first.row.id != found.row.id {
                    return Err(ErrorCode::NotFound.into());
                }
            }
            let person = person.ok_or(ErrorCode::NotFound)?;
            let given = Given {
                about: casework::contact::AboutPerson {
                    id: person.row.id,
                    name: person.row.name,
                    local_reference: person.row.local_reference,
                },
                entries: std::iter::once(person.person)
                    .chain(person.joined)
                    .collect(),
                contacts: records
                    .into_iter()
                    .map(|record| ContactGiven {
                        checklist: self
                            .guide
                            .checklist_of(record.sealed.outcome.checklist_version)
                            .unwrap_or_else(|| self.guide.checklist()),
                        find_out: BTreeMap::new(),
                        sealed: record.sealed,
                        amendments: record
                            .amendments
                            .into_iter()
                            .map(|record| record.amendment)
                            .collect(),
                        entry: record.seq,
                        clock_off: record.clock_off,
                    })
                    .collect(),
                // The rest is not in the checklist.
                whole: false,
                actions: Vec::new(),
                referrals: Vec::new(),
                events: Vec::new(),
                by: vault.settings()?.author,
                at,
                seal_code: vault.seal_code().to_string(),
            };
            Ok(given)
        })?;
        Ok(report::fhir(&given))
    }
}
