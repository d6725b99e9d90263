//! The guide as it ships: what it covers, and what its search finds.

mod content;
mod pack;
mod rehearse;
mod search;
