//! A number field with bounds. Invalid input stays in the field with an error, and changes nothing.

use yew::prelude::*;

use super::use_typed_text;

/// The numbers a field accepts, in parts of its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub min: u64,
    pub max: u64,
    /// How many parts make a unit: 1, or a power of ten, which allows that many decimals.
    pub parts_per_unit: u64,
}

impl Range {
    /// Whole numbers.
    pub const fn whole(min: u64, max: u64) -> Self {
        Self { min, max, parts_per_unit: 1 }
    }

    /// Milliseconds, stored as microseconds.
    pub const fn ms(min: u64, max: u64) -> Self {
        Self { min: min * 1_000, max: max * 1_000, parts_per_unit: 1_000 }
    }

    /// The number as one would type it, without trailing zeros.
    pub fn format(self, number: u64) -> String {
        let (whole, rest) = (number / self.parts_per_unit, number % self.parts_per_unit);
        let digits = self.parts_per_unit.ilog10() as usize;
        if rest == 0 {
            return whole.to_string();
        }
        format!("{whole}.{rest:0digits$}").trim_end_matches('0').to_string()
    }

    /// The typed number, if it is valid and in range.
    pub fn parse(self, text: &str) -> Option<u64> {
        let digits = self.parts_per_unit.ilog10() as usize;
        let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > digits || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let rest = format!("{decimals:0<digits$}");
        let rest: u64 = if digits == 0 { 0 } else { rest.parse().ok()? };
        let number = whole.parse::<u64>().ok()?.checked_mul(self.parts_per_unit)?.checked_add(rest)?;
        (self.min..=self.max).contains(&number).then_some(number)
    }

    fn error(self, label: &str, unit: &str) -> String {
        let kind = if self.parts_per_unit == 1 { "a whole number" } else { "a number" };
        let (min, max) = (self.format(self.min), self.format(self.max));
        format!("“{label}” must be {kind} from {min} to {max}{unit}.")
    }
}

/// The unit as a screen reader should say it.
fn spoken_unit(unit: &str) -> &str {
    match unit {
        "ms" => "milliseconds",
        "%" => "percent",
        "B/s" => "bytes per second",
        other => other,
    }
}

#[derive(Properties, PartialEq)]
pub struct NumberFieldProps {
    pub label: AttrValue,
    #[prop_or_default]
    pub unit: AttrValue,
    /// The number, in parts of its unit.
    pub value: u64,
    pub range: Range,
    pub onset: Callback<u64>,
    /// Called when the field becomes invalid, and when it is valid again.
    #[prop_or_default]
    pub onvalid: Callback<bool>,
}

/// A labelled number.
#[component]
pub fn NumberField(props: &NumberFieldProps) -> Html {
    let typed = use_typed_text(props.value);
    let range = props.range;
    let onchange = typed.onchange(move |text| range.parse(text), props.onset.clone());
    let Range { min, max, .. } = props.range;
    let text = |number| props.range.format(number);
    let unit = match props.unit.as_str() {
        "" | "%" => props.unit.to_string(),
        unit => format!(" {unit}"),
    };
    let name = match spoken_unit(&props.unit) {
        "" => props.label.to_string(),
        unit => format!("{} in {unit}", props.label),
    };
    let error = typed.is_refused().then(|| props.range.error(&props.label, &unit));
    let onvalid = props.onvalid.clone();
    use_effect_with(error.is_none(), move |is_valid| onvalid.emit(*is_valid));
    html! {
        <div class="number">
            <label class="field" data-row="">
                <span class="label">{ &props.label }</span>
                <span class="with-unit">
                    <input
                        class="input" data-size="small" type="number" aria-label={name} step="any"
                        min={text(min)} max={text(max)} aria-invalid={error.is_some().then_some("true")}
                        value={typed.text_or(|| text(props.value))} oninput={typed.oninput()} {onchange}
                    />
                    <span class="unit" aria-hidden="true">{ &props.unit }</span>
                </span>
            </label>
            <p class="field-error" role="status">{ error.unwrap_or_default() }</p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct OptionalNumberProps {
    /// The label of the switch.
    pub label: AttrValue,
    pub hint: AttrValue,
    /// The label of the number.
    pub number: AttrValue,
    #[prop_or_default]
    pub unit: AttrValue,
    /// The number, in parts of its unit.
    pub value: Option<u64>,
    /// The number when it is switched on.
    pub initial: u64,
    pub range: Range,
    pub onset: Callback<Option<u64>>,
}

/// An optional number behind a switch.
#[component]
pub fn OptionalNumber(props: &OptionalNumberProps) -> Html {
    let onswitch = {
        let (onset, first) = (props.onset.clone(), props.initial);
        Callback::from(move |on: bool| onset.emit(on.then_some(first)))
    };
    let onset = props.onset.reform(Some);
    html! {
        <div class="optional">
            <Switch label={props.label.clone()} hint={props.hint.clone()} on={props.value.is_some()} onset={onswitch} />
            <div>
                if let Some(value) = props.value {
                    <NumberField label={props.number.clone()} unit={props.unit.clone()} {value} range={props.range} {onset} />
                }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct SwitchProps {
    pub label: AttrValue,
    #[prop_or_default]
    pub hint: AttrValue,
    pub on: bool,
    pub onset: Callback<bool>,
}

/// A checkbox with a hint.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    let onset = props.onset.clone();
    let onchange = move |event: Event| {
        if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
            onset.emit(input.checked());
        }
    };
    html! {
        <label class="check">
            <input type="checkbox" aria-label={props.label.clone()} checked={props.on} {onchange} />
            <span>{ &props.label }<span class="hint">{ &props.hint }</span></span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HUNDREDTHS: Range = Range { min: 1, max: 500, parts_per_unit: 100 };

    #[test]
    fn typed_number_round_trips() {
        for (range, text, number) in [
            (Range::whole(0, 95), "95", 95),
            (Range::ms(0, 10_000), "40", 40_000),
            (Range::ms(0, 10_000), "0.125", 125),
            (HUNDREDTHS, "1.2", 120),
            (HUNDREDTHS, "0.01", 1),
        ] {
            assert_eq!(range.parse(text), Some(number));
            assert_eq!(range.format(number), text);
        }
        assert_eq!(Range::ms(0, 10).parse(" 1.500 "), Some(1_500));
        assert_eq!(Range::whole(0, u64::MAX).parse(&u64::MAX.to_string()), Some(u64::MAX));
    }

    #[test]
    fn malformed_or_out_of_range_number_is_rejected() {
        for text in ["", "-1", "96", "1.5", "1e3", "x", "18446744073709551616", "+1.-1"] {
            assert_eq!(Range::whole(0, 95).parse(text), None, "{text}");
        }
        assert_eq!(HUNDREDTHS.parse("0"), None);
        assert_eq!(HUNDREDTHS.parse("1.234"), None);
        assert_eq!(
            Range::ms(0, 10_000).error("Jitter", " ms"),
            "“Jitter” must be a number from 0 to 10000 ms."
        );
    }
}
