//! Typed ids: a contact's id cannot be handed over where a person's is wanted.
//!
//! The text inside is made outside (the core has no randomness); here it is only carried.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps an id that was made elsewhere.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text, for a key or a column.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

typed_id! {
    /// The person whom contacts are about.
    PersonId
    /// One contact, draft or sealed.
    ContactId
    /// One thing heard or seen. For an item of the guide it is the item's own id.
    ObservationId
    /// Something somebody must do by a time.
    ActionId
    /// Words of one other person in the record step.
    AccountId
    /// A line of the notepad.
    JottingId
    /// Somebody who belongs to the person's household.
    MemberId
    /// Something that happened in the person's life.
    EventId
    /// A service of the directory.
    ServiceId
    /// An entry of the guide or the checklist, for example `say.drink` or `risk.weapons`.
    ItemId
}
