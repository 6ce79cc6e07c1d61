//! Commands that set or step a clock.

use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::clock_owner::ClockOwner;
use crate::id::{ClientId, LeaderId};
use crate::time::Offset;

/// Sets a clock: `{"leader": "T", "offset_ms": 120}` or `{"client": "ana", "offset_ms": -3}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "SetClockForm", into = "SetClockForm")]
pub struct SetClock {
    /// The leader or client that has the clock.
    pub owner: ClockOwner,
    /// The new offset and drift, counted from the start of the run.
    pub clock: Clock,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SetClockForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    leader: Option<LeaderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client: Option<ClientId>,
    #[serde(default)]
    offset_ms: Offset,
    #[serde(default, skip_serializing_if = "is_steady")]
    drift_ppm: i32,
}

fn is_steady(drift_ppm: &i32) -> bool {
    *drift_ppm == 0
}

impl TryFrom<SetClockForm> for SetClock {
    type Error = String;

    fn try_from(form: SetClockForm) -> Result<Self, Self::Error> {
        let owner = ClockOwner::from_options(form.leader, form.client)?;
        let clock = Clock { offset: form.offset_ms, drift_ppm: form.drift_ppm };
        clock.check()?;
        Ok(Self { owner, clock })
    }
}

impl From<SetClock> for SetClockForm {
    fn from(set: SetClock) -> Self {
        let (leader, client) = set.owner.into_options();
        Self { leader, client, offset_ms: set.clock.offset, drift_ppm: set.clock.drift_ppm }
    }
}

/// Steps a clock: `{"leader": "T", "by_ms": -40}`. Without `by_ms` it steps to true time, as NTP does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StepClockForm", into = "StepClockForm")]
pub struct StepClock {
    /// The leader or client that has the clock.
    pub owner: ClockOwner,
    /// How far it steps ahead; to true time if left out.
    pub by: Option<Offset>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepClockForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    leader: Option<LeaderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client: Option<ClientId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by_ms: Option<Offset>,
}

impl TryFrom<StepClockForm> for StepClock {
    type Error = &'static str;

    fn try_from(form: StepClockForm) -> Result<Self, Self::Error> {
        Ok(Self { owner: ClockOwner::from_options(form.leader, form.client)?, by: form.by_ms })
    }
}

impl From<StepClock> for StepClockForm {
    fn from(step: StepClock) -> Self {
        let (leader, client) = step.owner.into_options();
        Self { leader, client, by_ms: step.by }
    }
}
