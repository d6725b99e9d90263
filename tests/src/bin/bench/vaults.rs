//! The vault: unlocking, saving one answer, sealing.

use crate::Trouble;
use crate::figure::{Growth, Rounds, Unit, median, milliseconds, say_amount};
use crate::place::Place;
use argon2::{Algorithm, Argon2, Params, Version};
use casework::contact::{Contact, PartKey};
use casework::ids::{ContactId, ItemId};
use chrono::Utc;
use guide::Guide;
use journeys::corpus;
use journeys::sample;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::fs::{self, File, OpenOptions};
use std::hint::black_box;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;
use vault::{KdfCost, Vault};

/// Answers saved in one round, each beside bare writes.
const SAVES: u32 = 60;

/// Contacts sealed in one round.
const SEALS: u32 = 7;

/// The size of a page of the vault, and of the bare write.
const PAGE: usize = 4096;

/// The pages of the file that is written in place.
const PAGES: usize = 256;

/// An open vault with sealed contacts in it.
pub struct Filled {
    vault: Vault,
    folder: PathBuf,
    passphrase: SecretString,
    guide: Guide,
    /// How many contacts it was filled with.
    contacts: u32,
    /// The number of the next contact.
    next: u32,
}

impl Filled {
    /// Locks it, lets somebody else work with its files, and opens it again.
    ///
    /// # Errors
    /// What the vault says, or the work.
    pub fn while_locked(
        self,
        work: impl FnOnce(u32) -> Result<(), Trouble>,
    ) -> Result<Self, Trouble> {
        let Self {
            vault,
            folder,
            passphrase,
            guide,
            contacts,
            next,
        } = self;
        vault.lock()?;
        work(contacts)?;
        Ok(Self {
            vault: Vault::unlock(&folder, &passphrase, Utc::now())?,
            folder,
            passphrase,
            guide,
            contacts,
            next,
        })
    }
}

/// The passphrase of every vault here.
pub const PASSPHRASE: &str = "crooked lantern sails past october";

/// Makes a vault of the cost that new vaults have, with a record of years in it. It is written in memory,
/// where nothing waits for a disk, and then copied to where it is measured.
///
/// # Errors
/// What the vault or the disk says.
pub fn fill(place: &Place, contacts: u32) -> Result<Filled, Trouble> {
    let folder = place.vault();
    let passphrase = SecretString::from(PASSPHRASE);
    let guide = Guide::embedded()?;
    let now = Utc::now();
    corpus::write_vault(
        &folder,
        contacts,
        &guide,
        &passphrase,
        KdfCost::standard(),
        now,
    )?;
    Ok(Filled {
        vault: Vault::unlock(&folder, &passphrase, Utc::now())?,
        folder,
        passphrase,
        guide,
        contacts,
        next: contacts,
    })
}

/// Measures unlocking; the vault is open again afterwards.
///
/// # Errors
/// What the vault says.
pub fn unlock(filled: Filled, rounds: u32) -> Result<Filled, Trouble> {
    let Filled {
        mut vault,
        folder,
        passphrase,
        guide,
        contacts,
        next,
    } = filled;
    let bare = Bare::of(&folder)?;
    let mut figure = Rounds::default();
    for round in 0..rounds {
        vault.lock()?;
        let before = (round % 2 == 1).then(|| bare.call(&passphrase));
        let started = Instant::now();
        vault = Vault::unlock(&folder, &passphrase, Utc::now())?;
        let ours = milliseconds(started.elapsed());
        let before = before.unwrap_or_else(|| bare.call(&passphrase))?;
        figure.push(ours, before);
    }
    figure.say_ratio(
        &format!("unlock with {next} sealed contacts, chain checked / the bare Argon2id call"),
        Unit::Milliseconds,
        Some(1.15),
    );
    Ok(Filled {
        vault,
        folder,
        passphrase,
        guide,
        contacts,
        next,
    })
}

/// The bare call: Argon2id with what the vault's own key file asks for, and nothing around it.
struct Bare(Params);

impl Bare {
    fn of(folder: &Path) -> Result<Self, Trouble> {
        let text = fs::read_to_string(folder.join("vault.keys"))?;
        let json = text.lines().nth(1).ok_or("vault.keys has no second line")?;
        let keys: Value = serde_json::from_str(json)?;
        let number = |name: &str| {
            let number = keys["passphrase"][name].as_u64();
            number.and_then(|number| u32::try_from(number).ok())
        };
        let (Some(m), Some(t), Some(p)) = (number("m_kib"), number("t"), number("p")) else {
            return Err("vault.keys does not say what its passphrase costs".into());
        };
        let params = Params::new(m, t, p, Some(32)).map_err(|error| error.to_string())?;
        Ok(Self(params))
    }

    /// How long it takes, memory included: unlocking has to get its memory too.
    fn call(&self, passphrase: &SecretString) -> Result<f64, Trouble> {
        let mut key = [0; 32];
        let started = Instant::now();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.0.clone())
            .hash_password_into(
                passphrase.expose_secret().as_bytes(),
                b"sixteen bytes...",
                &mut key,
            )
            .map_err(|error| error.to_string())?;
        let time = started.elapsed();
        black_box(key);
        Ok(milliseconds(time))
    }
}

/// Measures saving one answer of a draft that is otherwise complete.
///
/// Two bare things stand beside it. The strict one, which has the aim, writes within a file that has
/// its full length, so that only data reaches the disk. The other adds to the end of a file, which
/// is what a young write-ahead log does.
///
/// # Errors
/// What the vault or the disk says.
pub fn save(filled: &mut Filled, place: &Place, rounds: u32) -> Result<(), Trouble> {
    let number = filled.next;
    filled.next += 1;
    let id = sample::contact_id(number);
    let (mut contact, parts) = sample::contact(number, &filled.guide, Utc::now())?;
    draft(&mut filled.vault, &id, &contact, &parts)?;
    let checklist = filled.guide.checklist();
    let items: Vec<&ItemId> = checklist.items().map(|(_, item)| item).collect();
    let mut items = items.into_iter().cycle();

    let mut within = Within::make(&place.folder().join("within"))?;
    let mut end = OpenOptions::new()
        .append(true)
        .create(true)
        .open(place.folder().join("end"))?;
    let page = [0x5a; PAGE];

    let (mut strict, mut growing) = (Rounds::default(), Rounds::default());
    for _ in 0..rounds {
        let (mut ours, mut bare, mut appended) = (Vec::new(), Vec::new(), Vec::new());
        for sample in 0..SAVES {
            let item = items.next().ok_or("the checklist is empty")?;
            let change = sample::answer(item, sample);
            let key = contact.apply(change, Utc::now())?;
            let part = contact.part(&key);
            // By turns: whoever comes first after a pause may find the disk asleep.
            for turn in 0..3 {
                let started = Instant::now();
                match (turn + sample) % 3 {
                    0 => {
                        filled
                            .vault
                            .save_part(&id, &key, part.as_ref(), Utc::now())?;
                        ours.push(milliseconds(started.elapsed()));
                    }
                    1 => {
                        within.write(&page)?;
                        bare.push(milliseconds(started.elapsed()));
                    }
                    _ => {
                        end.write_all(&page)?;
                        end.sync_data()?;
                        appended.push(milliseconds(started.elapsed()));
                    }
                }
            }
        }
        let ours = median(&ours);
        strict.push(ours, median(&bare));
        growing.push(ours, median(&appended));
    }
    let samples = rounds * SAVES;
    strict.say_ratio(
        &format!(
            "one saved answer / one 4 KiB write within a file and fdatasync, {samples} of each"
        ),
        Unit::Milliseconds,
        Some(1.5),
    );
    growing.say_ratio(
        "one saved answer / one 4 KiB write at the end of a file and fdatasync",
        Unit::Milliseconds,
        None,
    );
    filled.vault.discard_draft(&id)?;
    Ok(())
}

/// A file of its full length, written before it is measured, that is written over page by page.
struct Within {
    file: File,
    next: usize,
}

impl Within {
    fn make(path: &Path) -> Result<Self, Trouble> {
        let mut file = File::create_new(path)?;
        // Written, not only made long: a hole would have to be filled while it is measured.
        file.write_all(&vec![0; PAGE * PAGES])?;
        file.sync_all()?;
        Ok(Self { file, next: 0 })
    }

    fn write(&mut self, page: &[u8; PAGE]) -> Result<(), Trouble> {
        let at = u64::try_from(self.next * PAGE)?;
        self.file.seek(SeekFrom::Start(at))?;
        self.file.write_all(page)?;
        self.file.sync_data()?;
        self.next = (self.next + 1) % PAGES;
        Ok(())
    }
}

fn draft(
    vault: &mut Vault,
    id: &ContactId,
    contact: &Contact,
    parts: &[PartKey],
) -> Result<(), Trouble> {
    vault.start_draft(id, Utc::now())?;
    for key in parts {
        vault.save_part(id, key, contact.part(key).as_ref(), Utc::now())?;
    }
    Ok(())
}

/// Measures sealing a contact from its saved draft.
///
/// # Errors
/// What the vault says.
pub fn seal(filled: &mut Filled, rounds: u32, growth: &mut Growth) -> Result<(), Trouble> {
    let mut medians = Vec::new();
    let mut slowest: f64 = 0.0;
    for _ in 0..rounds {
        let mut times = Vec::new();
        for _ in 0..SEALS {
            let number = filled.next;
            filled.next += 1;
            let (contact, parts) = sample::contact(number, &filled.guide, Utc::now())?;
            draft(
                &mut filled.vault,
                &sample::contact_id(number),
                &contact,
                &parts,
            )?;
            let started = Instant::now();
            let sealed = sample::sealed(number, contact, &filled.guide, Utc::now())?;
            filled.vault.seal(&sealed)?;
            let time = milliseconds(started.elapsed());
            slowest = slowest.max(time);
            times.push(time);
        }
        medians.push(median(&times));
    }
    say_amount(
        &format!(
            "seal a contact that was saved as a draft, with {} contacts, {} sealed; the slowest {slowest:.1} ms",
            filled.contacts,
            rounds * SEALS
        ),
        median(&medians),
        Unit::Milliseconds,
        25.0,
    );
    growth.push("seal a contact", filled.contacts, median(&medians));
    // A quick vault that does not hold is no figure.
    filled.vault.verify()?;
    Ok(())
}
