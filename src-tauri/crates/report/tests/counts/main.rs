//! Counts: nobody can be found in them.

mod shown;
mod small_tables;
