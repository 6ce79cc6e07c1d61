//! A key on a client's screen: a list as a cart, a number as a counter, fields as a calendar, text as a page. Siblings
//! are pages side by side.

use player::StoredKey;
use replication::{Value, isolated};
use yew::prelude::*;

/// At most this many items or fields of a value are shown.
const MAX_ITEMS: usize = 6;

/// What a client sees of a key.
pub fn content(stored: &StoredKey<'_>) -> Html {
    let values: Vec<Option<&Value>> = match stored.reading {
        Some(reading) => vec![Some(reading)],
        None => stored.versions.iter().map(|version| version.value()).collect(),
    };
    let many = values.len() > 1;
    let pages = values
        .iter()
        .enumerate()
        .map(|(index, value)| html! { <div key={index} class="sheet-of-key">{ value_view(*value) }</div> });
    html! {
        <div key={stored.key.to_string()} class="seen" data-many={many.then_some("")}>
            <p class="key"><bdi>{ isolated(stored.key.as_str()).into_owned() }</bdi>if many { <span class="versions">{ format!(" {} versions", values.len()) }</span> }</p>
            <div class="sheets">{ for pages }</div>
        </div>
    }
}

fn value_view(value: Option<&Value>) -> Html {
    match value {
        None => html! { <p class="nothing">{ "deleted" }</p> },
        Some(Value::Integer(number)) => html! { <p class="counter">{ number.to_string() }</p> },
        Some(Value::Text(text)) => {
            html! { <p class="page-of-text" title={text.clone()}><bdi>{ isolated(text).into_owned() }</bdi></p> }
        }
        Some(Value::List(items)) => item_list(items.len(), items.iter()),
        Some(Value::Set(items)) => item_list(items.len(), items.iter()),
        Some(Value::Map(fields)) => {
            let rows = fields.iter().take(MAX_ITEMS).map(|(name, value)| {
                html! { <li key={name.clone()}><bdi class="field-name">{ isolated(name).into_owned() }</bdi>{ " " }<bdi>{ isolated(&value.to_string()).into_owned() }</bdi></li> }
            });
            html! { <ul class="items">{ for rows }{ rest(fields.len()) }</ul> }
        }
    }
}

fn item_list<'a>(count: usize, items: impl Iterator<Item = &'a Value>) -> Html {
    let rows = items.take(MAX_ITEMS).enumerate().map(|(index, item)| {
        html! { <li key={index}><bdi>{ isolated(&item.to_string()).into_owned() }</bdi></li> }
    });
    html! { <ul class="items">{ for rows }{ rest(count) }</ul> }
}

fn rest(count: usize) -> Html {
    match count.saturating_sub(MAX_ITEMS) {
        0 => html! {},
        more => html! { <li key="more" class="nothing">{ format!("and {more} more") }</li> },
    }
}
