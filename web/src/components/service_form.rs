//! The form for how long operations keep a leader busy.

use replication::{Micros, ServiceSpread, ServiceTimes};
use yew::prelude::*;

use super::fields::{NamedChoice, list_field};
use super::number_field::{NumberField, Range};

/// Times in this form: up to ten seconds.
const TIME_RANGE: Range = Range::ms(0, 10_000);

const SPREADS: &[NamedChoice<ServiceSpread>] = &[
    (ServiceSpread::Fixed, "Fixed", "Each operation takes exactly this time."),
    (
        ServiceSpread::Exponential,
        "Exponentially distributed",
        "These times are the means; each operation draws its own.",
    ),
];

#[derive(Properties, PartialEq)]
pub struct ServiceFormProps {
    pub service: ServiceTimes,
    pub onset: Callback<ServiceTimes>,
}

/// The form.
#[component]
pub fn ServiceForm(props: &ServiceFormProps) -> Html {
    let (now, onset) = (props.service, &props.onset);
    let write = onset.reform(move |time| ServiceTimes { write: Micros(time), ..now });
    let read = onset.reform(move |time| ServiceTimes { read: Micros(time), ..now });
    let replicated = onset.reform(move |time| ServiceTimes { replicated: Micros(time), ..now });
    html! {
        <div class="options">
            <NumberField label="Service time of a client’s write" unit="ms" value={now.write.0} range={TIME_RANGE} onset={write} />
            <NumberField label="Service time of a read" unit="ms" value={now.read.0} range={TIME_RANGE} onset={read} />
            <NumberField label="Service time of a replicated write" unit="ms" value={now.replicated.0} range={TIME_RANGE} onset={replicated} />
            <div>
                if !now.are_zero() {
                    { list_field("Service times are", SPREADS, now.spread, onset.reform(move |spread| ServiceTimes { spread, ..now })) }
                }
            </div>
        </div>
    }
}
