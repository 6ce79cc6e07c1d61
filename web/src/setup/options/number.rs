//! Form controls for numeric options and their units.

use replication::{Micros, Unit};
use yew::prelude::*;

use super::field::Field;
use crate::components::{NumberField, OptionalNumber, Range};

/// A number field with its unit and a line of help.
pub(super) fn number(field: &Field<'_>, unit: Unit, (least, most): (u64, u64)) -> Html {
    let range = range(unit, least, most);
    let value = parts_of(field, unit).unwrap_or(range.min);
    let onset = onset(field, unit).reform(|parts: u64| Some(parts));
    html! {
        <>
            <NumberField label={field.option.label} unit={symbol(unit)} {value} {range} {onset} />
            { field.help() }
        </>
    }
}

/// A switch that reveals a number field. The number starts at `first`, in whole units.
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
            value={parts_of(field, unit)} initial={first * range.parts_per_unit} {range} onset={onset(field, unit)}
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

/// The current number, in the field's smallest unit.
fn parts_of(field: &Field<'_>, unit: Unit) -> Option<u64> {
    match unit {
        Unit::Count | Unit::Percent => field.configuration.get(field.option),
        Unit::Milliseconds => field.configuration.get(field.option).map(|Micros(micros)| micros),
    }
}

/// The callback that sets the number, in the field's smallest unit, or removes the option.
fn onset(field: &Field<'_>, unit: Unit) -> Callback<Option<u64>> {
    match unit {
        Unit::Count | Unit::Percent => field.set(|number: Option<u64>| number),
        Unit::Milliseconds => field.set(|micros: Option<u64>| micros.map(Micros)),
    }
}
