//! The point of each lesson of the course, stated apart from its file: an edit of a scenario that breaks it fails here.

mod clients_and_rules;
mod replication;
mod run;
