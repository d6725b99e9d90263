//! The FHIR Bundle: against the schema that HL7 published, and what no schema can see.

mod beyond;
mod golden;
mod made_up;
mod marks;
mod schema;
