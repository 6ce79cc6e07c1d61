//! Options that are numbers, in their units.

use replication::{Micros, Unit};
use yew::prelude::*;

use super::field::Field;
use crate::components::{NumberField, OptionalNumber, Range};

/// A number with its unit, and help below.
pub(super) fn number(field: &Field<'_>, unit: Unit, (least, most): (u64, u64)) -> Html {
    let range = range(unit, least, most);
    let value = parts_of(field, unit).unwrap_or(range.least);
    let onset = onset(field, unit).reform(|parts: u64| Some(parts));
    html! {
        <>
            <NumberField label={field.option.label} unit={symbol(unit)} {value} {range} {onset} />
            { field.help() }
        </>
    }
}

/// A switch, and while it is on a number with its unit. Switched on, it begins with `first`.
pub(super) fn optional_number(
    field: &Field<'_>,
    number: &'static str,
    unit: Unit,
    (least, most): (u64, u64),
    first: u64,
) -> Html {
    let range = range(unit, least, most);
    html! {
        <OptionalNumber
            label={field.option.label} hint={field.option.help} {number} unit={symbol(unit)}
            value={parts_of(field, unit)} first={first * range.parts} {range} onset={onset(field, unit)}
        />
    }
}

fn range(unit: Unit, least: u64, most: u64) -> Range {
    match unit {
        Unit::Count | Unit::Percent => Range::whole(least, most),
        Unit::Milliseconds => Range::ms(least, most),
    }
}

fn symbol(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "",
        Unit::Percent => "%",
        Unit::Milliseconds => "ms",
    }
}

/// The number in parts of its unit.
fn parts_of(field: &Field<'_>, unit: Unit) -> Option<u64> {
    match unit {
        Unit::Count | Unit::Percent => field.configuration.get(field.option),
        Unit::Milliseconds => field.configuration.get(field.option).map(|Micros(micros)| micros),
    }
}

/// What sets the number, given in parts of its unit, or leaves it out.
fn onset(field: &Field<'_>, unit: Unit) -> Callback<Option<u64>> {
    match unit {
        Unit::Count | Unit::Percent => field.set(|number: Option<u64>| number),
        Unit::Milliseconds => field.set(|micros: Option<u64>| micros.map(Micros)),
    }
}
