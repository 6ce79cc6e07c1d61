//! The options form of any variant: one control per option, chosen by its kind.

mod code;
mod field;
mod homes;
mod number;

use player::suited_options;
use replication::{Configuration, LeaderId, OptionInfo, OptionKind, VariantInfo};
use yew::prelude::*;

use crate::components::{SelectOne, Switch, choice_field_by_id, disclosure, labelled, variant_choices};
pub use crate::setup::options::code::BriefCode;
use crate::setup::options::code::ScriptField;
use crate::setup::options::field::{Field, leader_choices};
use crate::setup::options::homes::{HomeAssignments, HomesField};
use crate::setup::options::number::{number, optional_number};
use crate::setup::seed::seed_field;
use crate::store::use_settings;

#[derive(Properties, PartialEq)]
pub struct OptionsProps {
    pub configuration: Configuration,
    pub onset: Callback<Configuration>,
}

/// The form with the options of one variant.
#[component]
pub fn Options(props: &OptionsProps) -> Html {
    let view = use_settings();
    let variant = props.configuration.variant();
    // Consecutive options with the same fold share one disclosure.
    let parts = variant.options.chunk_by(|one, next| one.section == next.section).map(|options| {
        let controls = options.iter().map(|option| {
            Field { view: &view, option, configuration: &props.configuration, onset: &props.onset }.control()
        });
        let body = html! { <>{ for controls }</> };
        match options.first().and_then(|option| option.section) {
            Some(heading) => disclosure(heading, body),
            None => body,
        }
    });
    html! { <div key={variant.id} class="options">{ for parts }</div> }
}

impl Field<'_> {
    fn control(&self) -> Html {
        match self.option.kind {
            OptionKind::Choice(choices) => self.choice(choices),
            OptionKind::Switch => self.switch(),
            OptionKind::TwoWay(choices) => self.two_way(choices),
            OptionKind::Number { unit, min, max } => number(self, unit, (min, max)),
            OptionKind::OptionalNumber { number_label, unit, min, max, initial } => {
                let initial = initial(self.view.frame().members().len());
                optional_number(self, number_label, unit, (min, max), initial)
            }
            OptionKind::Seed => self.seed(),
            OptionKind::Leader { missing } => self.leader(missing),
            OptionKind::Homes => self.homes(),
            OptionKind::Links => self.help(),
            OptionKind::Code => self.code(),
            OptionKind::Variant { variants, .. } => self.variant(&variants()),
        }
    }

    fn choice(&self, choices: &[VariantInfo]) -> Html {
        let chosen = self.configuration.get::<String>(self.option).unwrap_or_default();
        choice_field_by_id(
            self.option.label,
            variant_choices(choices),
            chosen,
            self.set(|id: String| Some(id)),
        )
    }

    fn switch(&self) -> Html {
        let OptionInfo { label, help, .. } = *self.option;
        let on: bool = self.configuration.get(self.option).unwrap_or_default();
        html! { <Switch {label} hint={help} {on} onset={self.set(|on: bool| Some(on))} /> }
    }

    fn two_way(&self, choices: [VariantInfo; 2]) -> Html {
        let on: bool = self.configuration.get(self.option).unwrap_or_default();
        let chosen = choices[usize::from(on)].id;
        let onchoose = self.set(move |id: String| Some(id == choices[1].id));
        choice_field_by_id(self.option.label, variant_choices(&choices), chosen.into(), onchoose)
    }

    fn seed(&self) -> Html {
        let seed: u64 = self.configuration.get(self.option).unwrap_or_default();
        seed_field(self.option.label, seed, &self.set(|seed: u64| Some(seed)))
    }

    fn leader(&self, missing: &'static str) -> Html {
        let label = self.option.label;
        let leaders = self.view.frame().members();
        let named = self.configuration.get::<LeaderId>(self.option).or(leaders.first().copied());
        let existing = named.filter(|leader| leaders.contains(leader));
        let chosen = existing.map(|leader| leader.to_string()).unwrap_or_default();
        let onchoose = self.set(|id: String| id.parse::<LeaderId>().ok());
        html! {
            <div>
                { labelled(label, html! { <SelectOne {label} choices={leader_choices(self.view)} {chosen} {onchoose} /> }) }
                <div>
                    if existing.is_none() {
                        <p class="field-error">{ missing }</p>
                    }
                </div>
            </div>
        }
    }

    fn homes(&self) -> Html {
        let OptionInfo { label, help, .. } = *self.option;
        let homes: HomeAssignments = self.configuration.get(self.option).unwrap_or_default();
        html! { <HomesField {label} {help} {homes} onset={self.set(Some::<HomeAssignments>)} /> }
    }

    fn code(&self) -> Html {
        let source = self.configuration.get::<String>(self.option).unwrap_or_default();
        html! { <ScriptField {source} onset={self.set(|source: String| Some(source))} /> }
    }

    fn variant(&self, variants: &[VariantInfo]) -> Html {
        let (configuration, option) = (self.configuration.clone(), self.option);
        let Some(nested) = configuration.nested(option) else {
            return html! {};
        };
        let chosen = nested.variant().id;
        let onset =
            self.onset.reform(move |nested: Configuration| configuration.with_nested(option, &nested));
        let onchoose = {
            let (variants, onset, view) = (variants.to_vec(), onset.clone(), self.view.clone());
            Callback::from(move |id: String| {
                // Choosing the current variant again keeps its options.
                let other = variants.iter().find(|variant| variant.id == id && id != chosen);
                if let Some(other) = other {
                    onset.emit(suited_options(view.scenario(), &Configuration::new(*other)));
                }
            })
        };
        html! {
            <>
                { choice_field_by_id(option.label, variant_choices(variants), chosen.into(), onchoose) }
                <Options configuration={nested} {onset} />
            </>
        }
    }
}
