//! A choice of one option: as a row of segments, or as a list.

use replication::{VariantInfo, VariantName};
use yew::prelude::*;

/// Options: id, title and description.
pub type Choices = Vec<(String, String, String)>;

/// The variants of a registry as options, by their names only.
pub fn named_choices(variants: &[VariantName]) -> Choices {
    variants.iter().map(|variant| (variant.id.into(), variant.title.into(), variant.about.into())).collect()
}

/// The variants of a registry as options.
pub fn variant_choices(variants: &[VariantInfo]) -> Choices {
    variants.iter().map(|variant| (variant.id.into(), variant.title.into(), variant.about.into())).collect()
}

#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// The accessible name.
    pub label: AttrValue,
    /// The name of the radio group, unique in the page.
    #[prop_or_default]
    pub name: AttrValue,
    pub choices: Choices,
    pub chosen: AttrValue,
    pub onchoose: Callback<String>,
    /// Whether it fills the width.
    #[prop_or_default]
    pub fill: bool,
    /// Whether it wraps onto further lines.
    #[prop_or_default]
    pub wrap: bool,
}

/// Options side by side.
#[component]
pub fn Segmented(props: &ChoiceProps) -> Html {
    let segments = props.choices.iter().map(|(id, title, about)| {
        let onchange = {
            let (onchoose, id) = (props.onchoose.clone(), id.clone());
            move |_: Event| onchoose.emit(id.clone())
        };
        let checked = props.chosen == id.as_str();
        html! {
            <label key={id.clone()} title={about.clone()}>
                <input type="radio" name={props.name.clone()} value={id.clone()} {checked} {onchange} />
                { title }
            </label>
        }
    });
    html! {
        <div class="segmented" role="radiogroup" aria-label={props.label.clone()} data-fill={props.fill.then_some("")} data-wrap={props.wrap.then_some("")}>
            { for segments }
        </div>
    }
}

/// Options in a drop-down list.
#[component]
pub fn SelectOne(props: &ChoiceProps) -> Html {
    let node = use_node_ref();
    {
        // After a user's choice the browser ignores the `selected` attributes, and undo would not show.
        let (node, chosen) = (node.clone(), props.chosen.clone());
        use_effect(move || {
            if let Some(list) = node.cast::<web_sys::HtmlSelectElement>()
                && list.value() != chosen.as_str()
            {
                list.set_value(&chosen);
            }
        });
    }
    let options = props.choices.iter().map(|(id, title, _)| {
        let selected = props.chosen == id.as_str();
        html! { <option key={id.clone()} value={id.clone()} {selected}>{ title }</option> }
    });
    let onchange = {
        let onchoose = props.onchoose.clone();
        move |event: Event| {
            if let Some(select) = event.target_dyn_into::<web_sys::HtmlSelectElement>() {
                onchoose.emit(select.value());
            }
        }
    };
    html! { <select ref={node} class="select" aria-label={props.label.clone()} {onchange}>{ for options }</select> }
}
