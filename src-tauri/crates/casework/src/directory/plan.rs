//! What the good rows of a file would change in the directory, before anything is changed.

use super::sheet::Sheet;
use super::{Column, Service, ServiceFault};
use crate::ids::ServiceId;
use crate::words::Words;
use std::collections::{BTreeMap, BTreeSet};

/// What taking in a file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The rows that are taken, in the order of the file.
    pub taken: Vec<Taken>,
    /// The rows that are refused, in the order of the file.
    pub refused: Vec<Refused>,
    /// The services to be written: each once, as it is after the last row about it. Those that stay as
    /// they are, are not among them.
    pub write: Vec<Service>,
    /// How many of those are new.
    pub new: usize,
}

/// A row that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its number.
    pub row: u32,
    /// The service as it is after this row.
    pub service: Service,
    /// What the row does.
    pub change: RowChange,
}

/// What a row does to the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// It adds a service.
    Adds,
    /// The service is there already and is brought up to date, in these fields. With a row: it is there
    /// because that row of the same file says so.
    Updates {
        /// The fields.
        fields: BTreeSet<Column>,
        /// The earlier row.
        of_row: Option<u32>,
    },
    /// It is there already, and the same.
    Nothing {
        /// The earlier row of the same file.
        of_row: Option<u32>,
    },
}

/// A row that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its number.
    pub row: u32,
    /// The name of the service as far as it could be read.
    pub name: Words,
    /// Why.
    pub faults: Vec<ServiceFault>,
}

/// Compares a file with the directory. A column that is not in the file leaves what the directory has; one
/// that is there replaces it, with nothing where the cell is blank. `new_id` is asked for each new service.
pub fn plan(sheet: Sheet, present: Vec<Service>, mut new_id: impl FnMut() -> ServiceId) -> Plan {
    /// A service as it stands so far, as it was before, and the row that spoke of it last.
    struct Known {
        service: Service,
        before: Option<Service>,
        row: Option<u32>,
    }
    let mut known: BTreeMap<_, Known> = present
        .into_iter()
        .map(|service| {
            let before = Some(service.clone());
            let known = Known {
                service,
                before,
                row: None,
            };
            (known.service.known_by(), known)
        })
        .collect();
    let mut plan = Plan::default();
    for row in sheet.rows {
        let read = match row.read {
            Ok(read) => read,
            Err(faults) => {
                plan.refused.push(Refused {
                    row: row.row,
                    name: row.name,
                    faults,
                });
                continue;
            }
        };
        let (service, change) = match known.get_mut(&read.known_by()) {
            Some(known) => {
                let of_row = known.row.replace(row.row);
                let fields = known.service.update(&read, &sheet.columns);
                let change = match fields.is_empty() {
                    true => RowChange::Nothing { of_row },
                    false => RowChange::Updates { fields, of_row },
                };
                (known.service.clone(), change)
            }
            None => {
                let service = Service {
                    id: new_id(),
                    ..read
                };
                let new = Known {
                    service: service.clone(),
                    before: None,
                    row: Some(row.row),
                };
                known.insert(service.known_by(), new);
                (service, RowChange::Adds)
            }
        };
        plan.taken.push(Taken {
            row: row.row,
            service,
            change,
        });
    }
    for known in known.into_values() {
        if known.before.as_ref() != Some(&known.service) {
            plan.new += usize::from(known.before.is_none());
            plan.write.push(known.service);
        }
    }
    plan
}

impl Service {
    /// Takes over the fields of these columns and says which of them are others than before. The id stays.
    fn update(&mut self, read: &Service, columns: &BTreeSet<Column>) -> BTreeSet<Column> {
        fn set<T: PartialEq>(old: &mut T, new: T) -> bool {
            let changed = *old != new;
            *old = new;
            changed
        }
        let mut changes = |column: &Column| match column {
            Column::Name => set(&mut self.name, read.name.clone()),
            Column::Kind => set(&mut self.kind, read.kind),
            Column::Area => set(&mut self.area, read.area.clone()),
            Column::Phone => set(&mut self.phone, read.phone.clone()),
            Column::Accredited => set(&mut self.accredited, read.accredited),
            Column::SurvivorSupport => set(&mut self.survivor_support, read.survivor_support),
            Column::Cohorts => set(&mut self.cohorts, read.cohorts.clone()),
            Column::CheckedOn => set(&mut self.checked_on, read.checked_on),
            Column::Notes => set(&mut self.notes, read.notes.clone()),
        };
        columns
            .iter()
            .copied()
            .filter(|column| changes(column))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::ServiceKind;
    use super::super::sheet;
    use super::*;
    use crate::gate::Answer;
    use chrono::NaiveDate;

    fn plan_of(text: &str, present: Vec<Service>) -> Plan {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let mut ids = 0;
        plan(
            sheet::read(text.as_bytes(), today).unwrap(),
            present,
            || {
                ids += 1;
                ServiceId::new(format!("new-{ids}"))
            },
        )
    }

    fn ids(plan: &Plan) -> Vec<&str> {
        plan.write
            .iter()
            .map(|service| service.id.as_str())
            .collect()
    }

    #[test]
    fn a_service_that_is_there_is_brought_up_to_date_and_never_doubled() {
        let first = plan_of(
            "Name,Kind,Area,Phone,Notes\nA,other,West,999,hello",
            Vec::new(),
        );
        assert_eq!(
            (first.new, first.taken[0].change.clone()),
            (1, RowChange::Adds)
        );
        let again = plan_of(
            "Name,Kind,Area,Phone,Accredited\n a ,Other,WEST,,yes",
            first.write.clone(),
        );
        let fields = [
            Column::Name,
            Column::Area,
            Column::Phone,
            Column::Accredited,
        ];
        assert_eq!(
            again.taken[0].change,
            RowChange::Updates {
                fields: fields.into(),
                of_row: None
            }
        );
        assert_eq!((again.new, ids(&again)), (0, vec!["new-1"]));
        let service = &again.write[0];
        assert_eq!(service.accredited, Some(Answer::Yes));
        assert!(
            service.phone.is_blank(),
            "a blank cell takes what was there away"
        );
        assert_eq!(
            service.notes,
            "hello".into(),
            "a column that is not there does not"
        );
        let same = plan_of("Name,Kind,Area\na,other,WEST", again.write);
        assert_eq!(same.taken[0].change, RowChange::Nothing { of_row: None });
        assert!(same.write.is_empty());
    }

    #[test]
    fn of_two_rows_about_one_service_the_later_one_counts_and_says_so() {
        let plan = plan_of(
            "Name,Kind,Phone\nA,other,999\nB,x,\nA,other,101\nA,other,101",
            Vec::new(),
        );
        assert_eq!((plan.new, ids(&plan)), (1, vec!["new-1"]));
        assert_eq!(plan.write[0].phone, "101".into());
        assert_eq!(
            plan.taken[1].change,
            RowChange::Updates {
                fields: [Column::Phone].into(),
                of_row: Some(2)
            }
        );
        assert_eq!(plan.taken[2].change, RowChange::Nothing { of_row: Some(4) });
        assert_eq!((plan.refused.len(), plan.refused[0].row), (1, 3));
    }

    #[test]
    fn a_programme_never_takes_the_place_of_support_for_survivors_of_the_same_name() {
        let text = "Name,Kind,Phone\nHaven,survivor support,0808 2000 247\nHaven,perpetrator programme,101";
        let plan = plan_of(text, Vec::new());
        assert_eq!(plan.new, 2);
        let kinds: BTreeSet<_> = plan.write.iter().map(|service| service.kind).collect();
        assert_eq!(
            kinds,
            [
                ServiceKind::PerpetratorProgramme,
                ServiceKind::SurvivorSupport
            ]
            .into()
        );
    }
}
