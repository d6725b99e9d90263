//! Content from the practitioner's organisation: a signed pack, looked at, loaded, taken away.
//!
//! # Whose pack is let in
//!
//! A pack says by which key it was signed, and anybody can make a key. So the first one is not looked into
//! before somebody has typed the key that the organisation gave them by another way, by telephone or on
//! paper. It is not shown for comparison: what is on the screen would be typed off the screen. From then on
//! that key is trusted, and every other one is foreign. A new key takes its place only when it is typed too,
//! and that is an entry of the record.
//!
//! # Where it is kept
//!
//! In the vault, and nothing of it is there while the vault is locked. Whom an organisation says to ring, and
//! which services it sends people to, would tell whoever opens the laptop at home what it is for; and a copy
//! outside could be changed by anybody. What the guide shows while locked is what Waymark was built with.
//!
//! # What it is beside
//!
//! A lead, a policy or a service of a pack never takes the place of one that the practitioner typed in. Both
//! are shown, and each says whose it is.

use crate::error::{ErrorCode, ErrorView, Field};
use crate::library::GuideLink;
use crate::places::{FoundFileView, read_file};
use crate::session::App;
use casework::when;
use guide::LawCard;
use guide::pack::{self, Content, PackKey, Signed, Standing, StandingFault, Trusted};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::sync::{Arc, PoisonError};
use vault::{LoadedPack, TrustedKey, Vault};

mod changes;

pub use changes::{PackChange, PackChangeView, PackField, PackFieldView, PackPart, PackValue};

/// What the files end in that are offered.
const ENDINGS: [&str; 1] = ["waypack"];

/// What there is of an organisation's content.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PackView {
    /// The pack that is loaded.
    pub loaded: Option<LoadedPackView>,
    /// Whose key is trusted; it stays when a pack is removed.
    pub trusted: Option<TrustedKeyView>,
}

/// Whose key is trusted.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TrustedKeyView {
    /// Whose it is.
    pub organisation: String,
    /// Six groups of four letters and digits.
    pub fingerprint: String,
}

/// A pack that is loaded.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LoadedPackView {
    /// Whose it is.
    pub organisation: String,
    /// What it is called.
    pub title: String,
    /// Its serial.
    pub serial: u32,
    /// The day on which it was made: "23 November 2026".
    pub made_on: String,
    /// When it was loaded.
    pub loaded: String,
    /// The safeguarding policy.
    pub policy: Option<PolicyView>,
    /// Whom to ring, the first one first.
    pub leads: Vec<LeadView>,
    /// How many local services it has.
    pub services: u32,
    /// The law cards that it corrects.
    pub laws: Vec<GuideLink>,
}

/// The safeguarding policy of the organisation.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PolicyView {
    /// Where it is found.
    pub place: String,
    /// A short text from it; may be blank.
    pub text: String,
}

/// Somebody whom the organisation says to ring.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LeadView {
    /// Name or team.
    pub name: String,
    /// Telephone number.
    pub phone: String,
    /// When the number is answered; may be blank.
    pub when: String,
}

/// A file that is to be looked at.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct ReadPackRequest {
    /// The file.
    pub file: String,
    /// The key as somebody typed it, for the first pack and for one of a new key.
    pub key: Option<String>,
}

/// A pack that was looked at, to be loaded.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct LoadPackRequest {
    /// The file.
    pub file: String,
    /// Of the bytes that were looked at.
    pub digest: String,
    /// The key as somebody typed it, as when it was looked at.
    pub key: Option<String>,
}

/// What a file turned out to be.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PackLookView {
    /// A pack of somebody whose key was never confirmed. Nothing of it is shown before the key is typed.
    KeyNeeded,
    /// A pack that may be loaded.
    Looked {
        /// What loading it would do.
        pack: Box<LookedPackView>,
    },
}

/// What loading a pack would do.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LookedPackView {
    /// The bytes that were looked at, for [`LoadPackRequest::digest`].
    pub digest: String,
    /// Whose it is.
    pub organisation: String,
    /// What it is called.
    pub title: String,
    /// Its serial.
    pub serial: u32,
    /// The day on which it was made.
    pub made_on: String,
    /// True when its key takes the place of the one that is trusted now.
    pub new_key: bool,
    /// What would be other than it is now.
    pub changes: Vec<PackChangeView>,
}

/// A pack, and how its key stands to the trusted one.
struct Judged {
    signed: Signed,
    /// The key whose place it takes.
    instead_of: Option<PackKey>,
}

impl App {
    /// What there is of an organisation's content.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn pack(&self) -> Result<PackView, ErrorView> {
        let content = self.pack_content();
        self.unlocked(|open| {
            let trusted = open.vault.trusted_key()?;
            let loaded = match content {
                Some(content) => open.vault.pack()?.map(|pack| (pack, content)),
                None => None,
            };
            Ok(PackView {
                loaded: loaded.map(|(pack, content)| self.loaded_view(&pack, &content)),
                trusted: trusted.and_then(|trusted| {
                    Some(TrustedKeyView {
                        fingerprint: PackKey::from_hex(&trusted.key)?.fingerprint(),
                        organisation: trusted.organisation,
                    })
                }),
            })
        })
    }

    /// The files in the places of this laptop that may be packs, the one written last first.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`].
    pub fn pack_files(&self) -> Result<Vec<FoundFileView>, ErrorView> {
        self.files_ending(&ENDINGS)
    }

    /// Looks at a file: what loading it would change. Changes nothing.
    ///
    /// # Errors
    /// What is wrong with the file, at [`Field::File`], or with the key, at [`Field::Key`];
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn read_pack(&self, request: &ReadPackRequest) -> Result<PackLookView, ErrorView> {
        let Some(judged) = self.judged(&request.file, request.key.as_deref())? else {
            return Ok(PackLookView::KeyNeeded);
        };
        let before = self.pack_content();
        let content = &judged.signed.content;
        let pack = Box::new(LookedPackView {
            organisation: content.organisation.clone(),
            title: content.title.clone(),
            serial: content.serial,
            made_on: when::date(content.made_on),
            new_key: judged.instead_of.is_some(),
            changes: changes::between(&self.guide, before.as_deref(), Some(content)),
            digest: judged.signed.digest,
        });
        Ok(PackLookView::Looked { pack })
    }

    /// Loads a pack in the place of any before, all of it or nothing.
    ///
    /// # Errors
    /// [`ErrorCode::PackChanged`] at [`Field::File`] when its bytes are others than those that were looked
    /// at; otherwise as [`App::read_pack`]. Everything is then as it was.
    pub fn load_pack(&self, request: &LoadPackRequest) -> Result<PackView, ErrorView> {
        let judged = self.judged(&request.file, request.key.as_deref())?;
        let needed = ErrorView::new(ErrorCode::PackKeyWrong).at(Field::Key);
        let Judged { signed, instead_of } = judged.ok_or(needed)?;
        if signed.digest != request.digest {
            return Err(ErrorView::new(ErrorCode::PackChanged).at(Field::File));
        }
        let loaded = LoadedPack {
            key: signed.key.to_string(),
            instead_of: instead_of.map(|key| key.to_string()),
            organisation: signed.content.organisation.clone(),
            serial: signed.content.serial,
            digest: signed.digest,
            services: signed.content.directory(),
            content: signed.text,
            loaded_at: self.now(),
        };
        self.for_real(|open| {
            open.vault.load_pack(loaded)?;
            self.keep_pack(Some(signed.content));
            Ok(())
        })?;
        self.pack()
    }

    /// Takes the loaded pack away, with its leads, policy, services and law cards. Its key stays trusted.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when none is loaded; [`ErrorCode::Locked`] or a storage code.
    pub fn remove_pack(&self) -> Result<PackView, ErrorView> {
        let at = self.now();
        self.for_real(|open| {
            open.vault.remove_pack(at)?;
            self.keep_pack(None);
            Ok(())
        })?;
        self.pack()
    }

    /// The content of the loaded pack; none while the vault is locked. Never waits for the session: the
    /// guide is read while a backup holds it.
    pub(crate) fn pack_content(&self) -> Option<Arc<Content>> {
        let kept = self.pack.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    pub(crate) fn keep_pack(&self, content: Option<Content>) {
        let mut kept = self.pack.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = content.map(Arc::new);
    }

    /// Takes up what the vault holds, when it was opened. A pack that cannot be read any more must not keep
    /// anybody from their records: then there is none.
    pub(crate) fn keep_pack_of(&self, vault: &Vault) {
        let loaded = vault.pack().ok().flatten();
        self.keep_pack(loaded.and_then(|pack| Content::parse(&pack.content).ok()));
    }

    /// A law card as it stands: corrected by the organisation's pack, with whose it is, or as it was built
    /// in.
    pub(crate) fn law_as_it_stands(&self, card: &LawCard) -> (LawCard, Option<String>) {
        let pack = self.pack_content();
        let corrected = pack
            .as_ref()
            .and_then(|pack| Some((pack.law(card)?, Some(pack.organisation.clone()))));
        corrected.unwrap_or_else(|| (card.clone(), None))
    }

    /// Reads a file and asks whether it may be loaded; none when its key has to be typed first.
    fn judged(&self, path: &str, typed: Option<&str>) -> Result<Option<Judged>, ErrorView> {
        self.for_real(|_| Ok(()))?;
        let wrong = |code: ErrorCode| ErrorView::new(code).at(Field::File);
        let today = when::day_in_london(self.now());
        // Without the session: a drive that does not answer must not keep the vault from locking.
        let bytes = read_file(path, pack::LARGEST).map_err(wrong)?;
        let signed = pack::read(&bytes, &self.guide, today)
            .map_err(|error| wrong(ErrorCode::from(error.fault)))?;
        let trusted = self.for_real(|open| Ok(open.vault.trusted_key()?))?;
        let trusted = trusted.map(known).transpose()?;
        let instead_of = match pack::standing(&signed, trusted.as_ref()) {
            Ok(Standing::Known) => {
                return Ok(Some(Judged {
                    signed,
                    instead_of: None,
                }));
            }
            Ok(Standing::First) if typed.is_none() => return Ok(None),
            Ok(Standing::First) => None,
            Err(StandingFault::Foreign) if typed.is_some() => trusted.map(|trusted| trusted.key),
            Err(fault) => return Err(wrong(ErrorCode::from(fault))),
        };
        if !typed.is_some_and(|typed| signed.key.is_typed(typed)) {
            return Err(ErrorView::new(ErrorCode::PackKeyWrong).at(Field::Key));
        }
        Ok(Some(Judged { signed, instead_of }))
    }

    fn loaded_view(&self, pack: &LoadedPack, content: &Content) -> LoadedPackView {
        let laws: Vec<_> = content.laws.iter().map(|law| law.id.clone()).collect();
        LoadedPackView {
            organisation: content.organisation.clone(),
            title: content.title.clone(),
            serial: content.serial,
            made_on: when::date(content.made_on),
            loaded: when::moment(pack.loaded_at),
            policy: content.policy.as_ref().map(|policy| PolicyView {
                place: policy.place.clone(),
                text: policy.text.clone(),
            }),
            leads: content
                .leads
                .iter()
                .map(|lead| LeadView {
                    name: lead.name.clone(),
                    phone: lead.phone.clone(),
                    when: lead.when.clone(),
                })
                .collect(),
            services: u32::try_from(content.services.len()).unwrap_or(u32::MAX),
            laws: self.links(&laws),
        }
    }
}

fn known(trusted: TrustedKey) -> Result<Trusted, ErrorView> {
    Ok(Trusted {
        // What the vault wrote itself.
        key: PackKey::from_hex(&trusted.key).ok_or(ErrorCode::DatabaseDamaged)?,
        organisation: trusted.organisation,
        serial: trusted.serial,
        digest: trusted.digest,
    })
}
