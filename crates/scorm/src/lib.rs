//! SCORM 1.2 packages: a zip file with a manifest, a page that frames an embedded lesson, and a script that reports to the
//! learning management system.
//!
//! This crate knows nothing of lessons: it is given their title, purpose, and the address of their embed.

mod package;
mod texts;

pub use package::{FILES, Package, PackageError};
