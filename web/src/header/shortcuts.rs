//! The list of keyboard shortcuts.

use yew::prelude::*;

use crate::commands::{SHORTCUTS, Shortcut};
use crate::components::Dialog;
use crate::dialogs::{DialogKind, use_show_dialog};

#[derive(Properties, PartialEq)]
pub struct KeysProps {
    pub onclose: Callback<()>,
}

/// Every keyboard shortcut, grouped by region.
#[component]
pub fn ShortcutsDialog(props: &KeysProps) -> Html {
    let groups = SHORTCUTS.chunk_by(|one, next| one.group == next.group).filter_map(|group| {
        let name = group.first()?.group;
        Some(html! {
            <section key={name}>
                <h3>{ name }</h3>
                <dl class="keys">{ for group.iter().map(row) }</dl>
            </section>
        })
    });
    let glossary = use_show_dialog().reform(|_: MouseEvent| Some(DialogKind::Glossary));
    html! {
        <Dialog id="keys-title" title="Keyboard shortcuts" onclose={props.onclose.clone()}>
            <div class="body key-groups" data-everyday="key">{ for groups }</div>
            <div class="foot"><button class="button" type="button" onclick={glossary}>{ "Glossary" }</button></div>
        </Dialog>
    }
}

fn row(shortcut: &Shortcut) -> Html {
    let caps = shortcut.keys.split_whitespace().map(|key| html! { <kbd key={key}>{ key }</kbd> });
    html! { <div key={shortcut.keys}><dt>{ for caps }</dt><dd>{ shortcut.name }</dd></div> }
}
