//! A lesson: its steps, and the scenario of each.

use std::sync::Arc;

use replication::Micros;
use scenario::Scenario;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::error::LessonError;
use crate::step::{Practice, Step};

/// The largest text of a lesson, in bytes.
pub const MAX_LESSON_BYTES: usize = 1_000_000;

/// The version of the JSON form that this program reads and writes.
const FORMAT: u64 = 1;

/// A lesson whose scenarios have been read.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    file: LessonFile,
    scenarios: Vec<Arc<Scenario>>,
}

/// A lesson as it is written in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LessonFile {
    pub(crate) polyleader_lesson: FormatVersion,
    pub(crate) title: String,
    pub(crate) purpose: String,
    pub(crate) minutes: u32,
    pub(crate) steps: Vec<Step>,
    pub(crate) remember: String,
}

/// The version of the format of lessons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FormatVersion;

impl Serialize for FormatVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(FORMAT)
    }
}

impl<'de> Deserialize<'de> for FormatVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            FORMAT => Ok(Self),
            other => Err(D::Error::custom(format!(
                "this lesson has format version {other}, which this version of Polyleader cannot read"
            ))),
        }
    }
}

impl Lesson {
    /// Reads a lesson from JSON.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn from_json(json: &str) -> Result<Self, LessonError> {
        if json.len() > MAX_LESSON_BYTES {
            return Err(LessonError::TooLarge);
        }
        let mut reader = serde_json::Deserializer::from_str(json.trim_start_matches('\u{feff}'));
        let file: LessonFile = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            LessonError::Form { path: error.path().to_string(), message: error.inner().to_string() }
        })?;
        reader
            .end()
            .map_err(|error| LessonError::Form { path: String::new(), message: error.to_string() })?;
        Self::of(file)
    }

    pub(crate) fn of(file: LessonFile) -> Result<Self, LessonError> {
        if file.steps.is_empty() {
            return Err(LessonError::NoSteps);
        }
        let mut fields: Option<Map<String, Value>> = None;
        let mut scenarios: Vec<Arc<Scenario>> = Vec::new();
        for (index, step) in file.steps.iter().enumerate() {
            fields = step.scenario.clone().or(fields);
            let fields = fields.as_mut().ok_or(LessonError::NoScenario)?;
            replace(fields, step.change.as_ref());
            let scenario =
                read(fields).map_err(|message| LessonError::Scenario { step: index + 1, message })?;
            let same = scenarios.last().filter(|before| ***before == scenario).cloned();
            scenarios.push(same.unwrap_or_else(|| Arc::new(scenario)));
        }
        Ok(Self { file, scenarios })
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.file.title
    }

    /// What it is for, in one line.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.file.purpose
    }

    /// The minutes that it takes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.file.minutes
    }

    /// The one sentence to keep.
    #[must_use]
    pub fn remember(&self) -> &str {
        &self.file.remember
    }

    /// The steps; there is at least one.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.file.steps
    }

    /// The scenario of a step; that of the last step beyond it.
    #[must_use]
    pub fn scenario(&self, step: usize) -> &Arc<Scenario> {
        let last = self.scenarios.len().saturating_sub(1);
        &self.scenarios[step.min(last)]
    }

    /// The scenario that reaches the goal of a step; none if it has no goal, or the change cannot be read.
    #[must_use]
    pub fn solution(&self, step: usize) -> Option<(Scenario, Micros)> {
        let Practice { show_me, reached_at, .. } = self.steps().get(step)?.practice.as_ref()?;
        let mut fields = fields_of(self.scenario(step))?;
        replace(&mut fields, Some(show_me));
        Some((read(&fields).ok()?, *reached_at))
    }

    /// The lesson as JSON on one line.
    pub(crate) fn to_compact_json(&self) -> String {
        serde_json::to_string(&self.file).unwrap_or_default()
    }

    /// The lesson as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(&self.file).unwrap_or_default()
    }
}

fn fields_of(scenario: &Scenario) -> Option<Map<String, Value>> {
    match serde_json::from_str(&scenario.to_json()).ok()? {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

fn replace(fields: &mut Map<String, Value>, change: Option<&Map<String, Value>>) {
    for (name, value) in change.into_iter().flatten() {
        match value {
            Value::Null => drop(fields.remove(name)),
            value => drop(fields.insert(name.clone(), value.clone())),
        }
    }
}

fn read(fields: &Map<String, Value>) -> Result<Scenario, String> {
    let json = serde_json::to_string(fields).unwrap_or_default();
    Scenario::from_json(&json).map_err(|error| match error.path.is_empty() {
        true => error.message,
        false => format!("{} (at {})", error.message, error.path),
    })
}
