//! What each reader reads of a record: the texts and documents, from whole records.

mod documents;
mod frozen;
mod golden;
mod marks;
mod own_agency;
