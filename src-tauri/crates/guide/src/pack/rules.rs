//! What a pack may say: checked when it is made and when it is loaded.

use super::content::{Content, LawUpdate, LocalService};
use super::wording::{holds_an_address, is_of_a_refuge, is_plain, offers_not_advised, reassures};
use super::{PackError, PackFault};
use crate::content::{Guide, Nation};
use casework::directory::{Service, ServiceFault, ServiceKind};
use casework::gate::Answer;
use casework::words::Words;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// How many services or law cards a pack has at most.
const MOST: usize = 500;
/// How many leads. They are all shown, in the moment when somebody has to be rung.
const MOST_LEADS: usize = 5;
/// Characters of a name, a number, a place.
const SHORT: usize = 200;
/// Characters of a text.
const LONG: usize = 2000;
/// How many days after a check somebody has to look again, at the latest.
const A_YEAR: u64 = 366;

impl Content {
    /// Whether it may be loaded. `today` is in London.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, guide: &Guide, today: NaiveDate) -> Result<(), PackError> {
        self.check_amount()?;
        for text in self.texts() {
            text.check(today)?;
        }
        if self.made_on > today {
            return Err(PackError::new(PackFault::DayInFuture, "made_on"));
        }
        for lead in &self.leads {
            check_phone(&lead.phone, today, &lead.name)?;
        }
        let mut ids = BTreeSet::new();
        let mut known = BTreeSet::new();
        for service in &self.services {
            if !ids.insert(&service.id) || !known.insert(service.service("").known_by()) {
                return Err(PackError::new(PackFault::IdTwice, service.place()));
            }
            service.check(today)?;
        }
        let mut ids = BTreeSet::new();
        for law in &self.laws {
            if !ids.insert(&law.id) {
                return Err(PackError::new(PackFault::IdTwice, law.id.as_str()));
            }
            law.check(guide, today)?;
        }
        Ok(())
    }

    fn check_amount(&self) -> Result<(), PackError> {
        let none = self.policy.is_none() && self.leads.is_empty();
        if none && self.services.is_empty() && self.laws.is_empty() {
            return Err(PackFault::Empty.into());
        }
        for (name, many, most) in [
            ("lead", self.leads.len(), MOST_LEADS),
            ("service", self.services.len(), MOST),
            ("law", self.laws.len(), MOST),
        ] {
            if many > most {
                return Err(PackError::new(PackFault::TooLong, name));
            }
        }
        Ok(())
    }

    fn texts(&self) -> Vec<Text<'_>> {
        let mut texts = vec![
            Text::name("organisation", &self.organisation),
            Text::name("title", &self.title),
        ];
        if let Some(policy) = &self.policy {
            texts.push(Text::name("policy.where", &policy.place));
            texts.push(Text::prose("policy.text", &policy.text));
        }
        for lead in &self.leads {
            texts.push(Text::name("lead.name", &lead.name));
            texts.push(Text::name("lead.phone", &lead.phone));
            texts.push(Text {
                longest: SHORT,
                ..Text::prose("lead.when", &lead.when)
            });
        }
        for service in &self.services {
            let place = service.place();
            texts.push(Text::name(&place, &service.name));
            for text in [&service.area, &service.phone] {
                texts.push(Text {
                    missing: None,
                    ..Text::name(&place, text)
                });
            }
            texts.push(Text::source(&place, &service.source));
            texts.push(Text::prose(&place, &service.notes));
        }
        for law in &self.laws {
            let place = law.id.as_str();
            texts.push(Text::source(place, &law.source));
            for text in [&law.text, &law.who, &law.breach, &law.say, &law.caution] {
                texts.extend(text.as_deref().map(|text| Text::prose(place, text)));
            }
        }
        texts
    }
}

impl LocalService {
    fn place(&self) -> String {
        format!("service {}", self.id)
    }

    fn check(&self, today: NaiveDate) -> Result<(), PackError> {
        let wrong = |fault| Err(PackError::new(fault, self.place()));
        let is_id = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-');
        if self.id.is_empty() || self.id.len() > 40 || !self.id.chars().all(is_id) {
            return wrong(PackFault::IdWrong);
        }
        check_days(self.checked_on, self.check_again_by, today, &self.place())?;
        let texts = [&self.name, &self.area, &self.notes, &self.source];
        if self.kind.is_not_advised() {
            // It may stand there so that somebody who looks for it learns why not, and never as a good one.
            let vouched = [self.accredited, self.survivor_support].contains(&Some(Answer::Yes));
            if vouched || !self.cohorts.is_empty() {
                return wrong(PackFault::NotAdvised);
            }
        } else if texts.iter().any(|text| offers_not_advised(text)) {
            return wrong(PackFault::NotAdvised);
        }
        let secret = matches!(
            self.kind,
            ServiceKind::SurvivorSupport | ServiceKind::ChildrenAndFamilies
        ) || texts.iter().any(|text| is_of_a_refuge(text));
        if secret && texts.iter().any(|text| holds_an_address(text, today)) {
            return wrong(PackFault::Address);
        }
        check_phone(&self.phone, today, &self.place())?;
        match self.service("").faults(today).first() {
            None => Ok(()),
            Some(ServiceFault::NameMissing) => wrong(PackFault::FieldMissing),
            Some(ServiceFault::TooLong { .. }) => wrong(PackFault::TooLong),
            Some(ServiceFault::CheckedTooLongAgo) => wrong(PackFault::DayWrong),
            Some(_) => wrong(PackFault::Unreadable),
        }
    }
}

impl LawUpdate {
    fn check(&self, guide: &Guide, today: NaiveDate) -> Result<(), PackError> {
        let wrong = |fault| Err(PackError::new(fault, self.id.as_str()));
        let Some(card) = guide.laws.iter().find(|card| card.id == self.id) else {
            return wrong(PackFault::LawUnknown);
        };
        let nation = match self.nation.as_str() {
            "england-and-wales" => Some(Nation::EnglandAndWales),
            "scotland" => Some(Nation::Scotland),
            "northern-ireland" => Some(Nation::NorthernIreland),
            _ => None,
        };
        if nation != Some(card.nation) {
            return wrong(PackFault::NationWrong);
        }
        if card.never_say && !self.never_say {
            return wrong(PackFault::NeverSayRemoved);
        }
        let blank =
            |text: &Option<String>| text.as_ref().is_some_and(|text| text.trim().is_empty());
        // Words to say of what must never be mentioned take the *never* away as well.
        if self.never_say && self.say.is_some() {
            return wrong(PackFault::NeverSayRemoved);
        }
        if blank(&self.text) || blank(&self.say) {
            return wrong(PackFault::FieldMissing);
        }
        check_days(
            self.checked_on,
            self.check_again_by,
            today,
            self.id.as_str(),
        )
    }
}

/// A text of a pack, and what it may be.
struct Text<'a> {
    place: String,
    text: &'a str,
    is_name: bool,
    longest: usize,
    /// What it is when nothing stands there; none when nothing may.
    missing: Option<PackFault>,
}

impl<'a> Text<'a> {
    fn name(place: &str, text: &'a str) -> Self {
        Self {
            place: place.to_owned(),
            text,
            is_name: true,
            longest: SHORT,
            missing: Some(PackFault::FieldMissing),
        }
    }

    fn prose(place: &str, text: &'a str) -> Self {
        Self {
            is_name: false,
            longest: LONG,
            missing: None,
            ..Self::name(place, text)
        }
    }

    fn source(place: &str, text: &'a str) -> Self {
        Self {
            missing: Some(PackFault::SourceMissing),
            ..Self::name(place, text)
        }
    }

    fn check(&self, today: NaiveDate) -> Result<(), PackError> {
        let wrong = |fault| Err(PackError::new(fault, self.place.clone()));
        if self.text.chars().count() > self.longest {
            return wrong(PackFault::TooLong);
        }
        if !self.text.chars().all(is_plain) || (self.is_name && self.text.contains('\n')) {
            return wrong(PackFault::Characters);
        }
        if let Some(fault) = self.missing.filter(|_| self.text.trim().is_empty()) {
            return wrong(fault);
        }
        if reassures(self.text, self.is_name) {
            return wrong(PackFault::Reassures);
        }
        // Wherever it stands: a policy can give a refuge away as well as a directory can.
        if is_of_a_refuge(self.text) && holds_an_address(self.text, today) {
            return wrong(PackFault::Address);
        }
        Ok(())
    }
}

fn check_days(
    checked_on: NaiveDate,
    check_again_by: NaiveDate,
    today: NaiveDate,
    place: &str,
) -> Result<(), PackError> {
    if checked_on > today {
        return Err(PackError::new(PackFault::DayInFuture, place));
    }
    let latest = checked_on.checked_add_days(Days::new(A_YEAR));
    if check_again_by < checked_on || latest.is_none_or(|latest| check_again_by > latest) {
        return Err(PackError::new(PackFault::CheckAgainWrong, place));
    }
    Ok(())
}

/// A number in the directory's way: one that cannot be dialled helps nobody at night.
fn check_phone(phone: &str, today: NaiveDate, place: &str) -> Result<(), PackError> {
    let service = Service {
        phone: Words::new(phone),
        ..Service::named(ServiceKind::Other, Words::new("x"))
    };
    let wrong = |fault: &ServiceFault| {
        matches!(
            fault,
            ServiceFault::PhoneWrong | ServiceFault::PhoneShortened | ServiceFault::PhoneLostZero
        )
    };
    if service.faults(today).iter().any(wrong) {
        return Err(PackError::new(PackFault::PhoneWrong, place));
    }
    Ok(())
}
