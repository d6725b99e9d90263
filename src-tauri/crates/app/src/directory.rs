//! The directory of services: typed in, or taken in from a CSV file.
//!
//! A file is looked at first: what it would change, and each row that is refused with every reason.
//! Nothing is written before somebody has seen that, and then only from the very same bytes.

use crate::error::{ErrorCode, ErrorView, Field};
use crate::places::{FoundFileView, read_file};
use crate::session::App;
use casework::directory::plan::{Plan, RowChange, plan};
use casework::directory::sheet::{self, Sheet};
use casework::directory::{Cohort, Column, Service, ServiceFault, ServiceKind, table};
use casework::gate::Answer;
use casework::ids::{ItemId, ServiceId};
use casework::when;
use casework::words::Words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use specta::Type;
use std::collections::BTreeSet;

/// How many services are shown of each kind, while all kinds are.
const OF_EACH_KIND: u32 = 50;
/// How many are shown of one kind.
const OF_ONE_KIND: u32 = 500;
/// What the files end in that are offered.
const ENDINGS: [&str; 2] = ["csv", "tsv"];

/// Which services are wanted.
#[derive(Clone, Debug, Default, Deserialize, Type)]
pub struct ServicesRequest {
    /// Of this kind alone; none: of every kind.
    pub kind: Option<ServiceKind>,
    /// Every one of these words stands in the name or the area; blank finds all.
    pub words: Words,
}

/// Services of the directory, by kind.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ServicesView {
    /// How many services the whole directory has.
    pub count: u32,
    /// The kinds of which something was found, those that are not advised last.
    pub groups: Vec<ServiceGroupView>,
}

/// Services of one kind.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ServiceGroupView {
    /// The kind.
    pub kind: ServiceKind,
    /// True when nobody who abuses should be referred to one.
    pub not_advised: bool,
    /// Where the guide says why it is not advised.
    pub guide: Option<NotAdvisedView>,
    /// How many were found.
    pub count: u32,
    /// The first of them, by name.
    pub services: Vec<LocalServiceView>,
}

/// Why a kind of service is not advised, in the guide's words.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NotAdvisedView {
    /// The entry of the guide.
    pub item: ItemId,
    /// Why.
    pub why: String,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct LocalServiceView {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: Words,
    /// What it does.
    pub kind: ServiceKind,
    /// The area that it works in.
    pub area: Words,
    /// Its phone number.
    pub phone: Words,
    /// Whether it is accredited; none counts as *not sure*.
    pub accredited: Option<Answer>,
    /// Whether support for survivors and children runs with it; none counts as *not sure*.
    pub survivor_support: Option<Answer>,
    /// Whom it takes.
    pub cohorts: Vec<Cohort>,
    /// The day on which somebody last looked.
    pub checked_on: Option<NaiveDate>,
    /// The same, as it is said: `23 November 2026`.
    pub checked: Option<String>,
    /// How many whole months ago that was.
    pub checked_months_ago: Option<u32>,
    /// True when somebody has to look again before it is used.
    pub stale: bool,
    /// Anything else.
    pub notes: Words,
    /// True when nobody who abuses should be referred there.
    pub not_advised: bool,
    /// There when it is of the organisation's content pack: it is not changed by hand.
    pub of_pack: Option<OfPackView>,
}

/// Where a service of a content pack comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct OfPackView {
    /// Whose pack it is.
    pub organisation: Words,
    /// Where it was checked.
    pub source: Words,
    /// The last day on which it counts as checked: `23 November 2026`.
    pub check_again_by: String,
}

/// A service as it was typed in.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct ServiceRequest {
    /// The service whose place it takes; none: it is new.
    pub id: Option<ServiceId>,
    /// Its name.
    pub name: Words,
    /// What it does.
    pub kind: Option<ServiceKind>,
    /// The area that it works in.
    pub area: Words,
    /// Its phone number.
    pub phone: Words,
    /// Whether it is accredited.
    pub accredited: Option<Answer>,
    /// Whether support for survivors and children runs with it.
    pub survivor_support: Option<Answer>,
    /// Whom it takes.
    pub cohorts: BTreeSet<Cohort>,
    /// The day on which somebody last looked.
    pub checked_on: Option<NaiveDate>,
    /// Anything else.
    pub notes: Words,
}

/// What became of a service that was typed in.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ServiceSavedView {
    /// The service; none when it was not saved.
    pub service: Option<LocalServiceView>,
    /// Everything that kept it from being saved.
    pub faults: Vec<ServiceFault>,
}

/// What taking in a file would do.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ImportView {
    /// The bytes that were looked at, for [`ImportRequest::digest`].
    pub digest: String,
    /// The row in which the headings stand.
    pub headings: u32,
    /// The columns that were found.
    pub columns: Vec<Column>,
    /// The headings of those that are not taken.
    pub not_taken: Vec<Words>,
    /// The rows that are refused, in the order of the file.
    pub refused: Vec<RefusedRowView>,
    /// The rows that are taken, in the order of the file.
    pub taken: Vec<TakenRowView>,
    /// What it would do in all.
    pub counts: ImportCounts,
}

/// How many services are touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ImportCounts {
    /// Services that are new.
    pub new: u32,
    /// Services that are there already and are brought up to date.
    pub updated: u32,
    /// Rows that change nothing.
    pub unchanged: u32,
    /// Rows that are refused.
    pub refused: u32,
}

/// A row that is refused.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RefusedRowView {
    /// Its number, as a spreadsheet shows it.
    pub row: u32,
    /// The name of the service as far as it could be read.
    pub name: Words,
    /// Every reason.
    pub faults: Vec<ServiceFault>,
}

/// A row that is taken.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TakenRowView {
    /// Its number, as a spreadsheet shows it.
    pub row: u32,
    /// The name of the service.
    pub name: Words,
    /// What it does.
    pub kind: ServiceKind,
    /// The area that it works in.
    pub area: Words,
    /// What the row does.
    pub change: RowChangeView,
}

/// What a row does to the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "does", rename_all = "snake_case")]
pub enum RowChangeView {
    /// It adds a service.
    Adds,
    /// The service is there already and is brought up to date.
    Updates {
        /// In these fields.
        fields: Vec<Column>,
        /// It is there because of this earlier row of the same file.
        of_row: Option<u32>,
    },
    /// It is there already, and the same.
    Nothing {
        /// It is there because of this earlier row of the same file.
        of_row: Option<u32>,
    },
}

/// A file to be taken in, as it was looked at.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct ImportRequest {
    /// The file.
    pub file: String,
    /// Of the bytes that were looked at.
    pub digest: String,
}

impl App {
    /// The services of the directory.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] or a storage code.
    pub fn services(&self, request: &ServicesRequest) -> Result<ServicesView, ErrorView> {
        let today = self.today();
        let (kinds, limit): (&[ServiceKind], u32) = match &request.kind {
            Some(kind) => (std::slice::from_ref(kind), OF_ONE_KIND),
            None => (&ServiceKind::ALL, OF_EACH_KIND),
        };
        self.unlocked(|open| {
            let mut groups = Vec::new();
            for kind in kinds {
                let found = open.vault.services(*kind, &request.words, limit)?;
                if found.count == 0 {
                    continue;
                }
                groups.push(ServiceGroupView {
                    kind: *kind,
                    not_advised: kind.is_not_advised(),
                    guide: self.not_advised(*kind),
                    count: found.count,
                    services: found
                        .services
                        .into_iter()
                        .map(|service| view(service, today))
                        .collect(),
                });
            }
            groups.sort_by_key(|group| group.not_advised);
            Ok(ServicesView {
                count: open.vault.service_count()?,
                groups,
            })
        })
    }

    /// One service.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`], [`ErrorCode::Locked`] or a storage code.
    pub fn service(&self, id: &ServiceId) -> Result<LocalServiceView, ErrorView> {
        let today = self.today();
        self.unlocked(|open| {
            let service = open.vault.service(id)?.ok_or(ErrorCode::NotFound)?;
            Ok(view(service, today))
        })
    }

    /// Saves a service that was typed in, or says what is wrong with it.
    ///
    /// # Errors
    /// [`ErrorCode::ServiceThere`] at [`Field::Name`] when the directory has it already;
    /// [`ErrorCode::NotFound`] when the one whose place it takes is gone; a storage code.
    pub fn save_service(&self, request: ServiceRequest) -> Result<ServiceSavedView, ErrorView> {
        let today = self.today();
        let new = request.id.is_none();
        let service = Service {
            id: request.id.unwrap_or_else(|| ServiceId::new(self.new_id())),
            name: request.name,
            kind: request.kind.unwrap_or(ServiceKind::Other),
            area: request.area,
            phone: request.phone,
            accredited: request.accredited,
            survivor_support: request.survivor_support,
            cohorts: request.cohorts,
            checked_on: request.checked_on,
            notes: request.notes,
            of_pack: None,
        };
        self.unlocked(|open| {
            let mut faults = service.faults(today);
            if request.kind.is_none() {
                faults.push(ServiceFault::KindMissing);
            }
            if !faults.is_empty() {
                return Ok(ServiceSavedView {
                    service: None,
                    faults,
                });
            }
            if !new && open.vault.service(&service.id)?.is_none() {
                return Err(ErrorCode::NotFound.into());
            }
            open.vault
                .save_service(&service)
                .map_err(|error| match ErrorView::from(error) {
                    there @ ErrorView {
                        code: ErrorCode::ServiceThere,
                        ..
                    } => there.at(Field::Name),
                    other => other,
                })?;
            Ok(ServiceSavedView {
                service: Some(view(service, today)),
                faults,
            })
        })
    }

    /// Takes a service out of the directory. A contact that named it keeps its name.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`], [`ErrorCode::Locked`] or a storage code.
    pub fn remove_service(&self, id: &ServiceId) -> Result<(), ErrorView> {
        self.unlocked(|open| Ok(open.vault.remove_service(id)?))
    }

    /// The files in the places of this laptop that a directory could be taken from, the one written last
    /// first.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`].
    pub fn import_files(&self) -> Result<Vec<FoundFileView>, ErrorView> {
        self.files_ending(&ENDINGS)
    }

    /// Looks at a file: what taking it in would change, and why rows are refused. Changes nothing.
    ///
    /// # Errors
    /// What is wrong with the file, at [`Field::File`]; [`ErrorCode::Locked`] or a storage code.
    pub fn read_import(&self, path: &str) -> Result<ImportView, ErrorView> {
        self.for_real(|_| Ok(()))?;
        // Without the session: a drive that does not answer must not keep the vault from locking.
        let (bytes, sheet) = self.sheet(path)?;
        let (headings, columns) = (sheet.headings, sheet.columns.iter().copied().collect());
        let not_taken = sheet.not_taken.clone();
        let plan = self.for_real(|open| self.plan(sheet, open.vault.all_services()?))?;
        Ok(ImportView {
            digest: digest(&bytes),
            headings,
            columns,
            not_taken,
            counts: counts(&plan),
            refused: plan
                .refused
                .into_iter()
                .map(|row| RefusedRowView {
                    row: row.row,
                    name: row.name,
                    faults: row.faults,
                })
                .collect(),
            taken: plan
                .taken
                .into_iter()
                .map(|row| TakenRowView {
                    row: row.row,
                    name: row.service.name,
                    kind: row.service.kind,
                    area: row.service.area,
                    change: row.change.into(),
                })
                .collect(),
        })
    }

    /// Takes the good rows of a file into the directory, all or none of them.
    ///
    /// # Errors
    /// [`ErrorCode::ImportChanged`] at [`Field::File`] when its bytes are others than those that were
    /// looked at; otherwise as [`App::read_import`]. The directory is then as it was.
    pub fn import_services(&self, request: &ImportRequest) -> Result<ImportCounts, ErrorView> {
        self.for_real(|_| Ok(()))?;
        let (bytes, sheet) = self.sheet(&request.file)?;
        if digest(&bytes) != request.digest {
            return Err(ErrorView::new(ErrorCode::ImportChanged).at(Field::File));
        }
        self.for_real(|open| {
            let plan = self.plan(sheet, open.vault.all_services()?)?;
            open.vault.import(&plan.write)?;
            Ok(counts(&plan))
        })
    }

    fn not_advised(&self, kind: ServiceKind) -> Option<NotAdvisedView> {
        let item = ItemId::new(match kind {
            ServiceKind::AngerManagement => "refer.not-anger-management",
            ServiceKind::CoupleCounselling => "refer.not-couples",
            _ => return None,
        });
        let why = self.guide.entry(&item)?.why.clone()?;
        Some(NotAdvisedView { item, why })
    }

    fn today(&self) -> NaiveDate {
        when::day_in_london(self.now())
    }

    fn plan(&self, sheet: Sheet, present: Vec<Service>) -> Result<Plan, ErrorView> {
        Ok(plan(sheet, present, || ServiceId::new(self.new_id())))
    }

    fn sheet(&self, path: &str) -> Result<(Vec<u8>, Sheet), ErrorView> {
        let wrong = |code: ErrorCode| ErrorView::new(code).at(Field::File);
        let bytes = read_file(path, table::LARGEST).map_err(wrong)?;
        let sheet = sheet::read(&bytes, self.today())?;
        Ok((bytes, sheet))
    }
}

fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn counts(plan: &Plan) -> ImportCounts {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let same =
        |row: &&casework::directory::plan::Taken| matches!(row.change, RowChange::Nothing { .. });
    ImportCounts {
        new: number(plan.new),
        updated: number(plan.write.len() - plan.new),
        unchanged: number(plan.taken.iter().filter(same).count()),
        refused: number(plan.refused.len()),
    }
}

fn view(service: Service, today: NaiveDate) -> LocalServiceView {
    LocalServiceView {
        stale: service.is_stale(today),
        checked_months_ago: service.checked_months_ago(today),
        checked: service.checked_on.map(when::date),
        not_advised: service.kind.is_not_advised(),
        of_pack: service.of_pack.map(|pack| OfPackView {
            organisation: pack.organisation,
            source: pack.source,
            check_again_by: when::date(pack.check_again_by),
        }),
        id: service.id,
        name: service.name,
        kind: service.kind,
        area: service.area,
        phone: service.phone,
        accredited: service.accredited,
        survivor_support: service.survivor_support,
        cohorts: service.cohorts.into_iter().collect(),
        checked_on: service.checked_on,
        notes: service.notes,
    }
}

impl From<RowChange> for RowChangeView {
    fn from(change: RowChange) -> Self {
        match change {
            RowChange::Adds => Self::Adds,
            RowChange::Updates { fields, of_row } => Self::Updates {
                fields: fields.into_iter().collect(),
                of_row,
            },
            RowChange::Nothing { of_row } => Self::Nothing { of_row },
        }
    }
}
