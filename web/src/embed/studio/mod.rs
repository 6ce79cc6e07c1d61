//! The dialog that makes embeds: what is shown, how large, what it looks like, and its code to copy.

mod choices;
mod code;
mod copy_field;
mod form;
mod preview;

use choices::Choices;
use code::Code;
use copy_field::CopyField;
use form::StudioForm;
use preview::Preview;
use replication::shown_name;
use scenario::MAX_LINK_CHARS;
use yew::prelude::*;

use crate::components::Dialog;
use crate::dialogs::{DialogKind, use_show_dialog};
use crate::platform::page;
use crate::store::{use_playhead, use_view};

#[derive(Properties, PartialEq)]
pub struct EmbedDialogProps {
    pub onclose: Callback<()>,
}

/// The dialog. The embed is of the instant at which it was opened.
#[component]
pub fn EmbedDialog(props: &EmbedDialogProps) -> Html {
    let view = use_view();
    let at = use_playhead();
    let choices = use_state_eq(Choices::default);
    let link = use_memo((), |()| {
        let mut permalink = view.permalink();
        permalink.at = at;
        permalink.encode()
    });
    let show_link = use_show_dialog().reform(|_: MouseEvent| Some(DialogKind::Share));
    let content = if link.len() > MAX_LINK_CHARS {
        html! { <p>{ "This run is too large for a link, so it cannot be embedded." }</p> }
    } else {
        let title = shown_name(&view.scenario().title, "Untitled run");
        studio(&choices, &Code { page: &page::address(), link: &link, title: &title })
    };
    html! {
        <Dialog id="embed-title" title="Embed this run" onclose={props.onclose.clone()} lists_terms={false}>
            <link rel="stylesheet" href="studio.css" />
            <div class="body studio" data-everyday="link frame page">
                { content }
                <div class="button-row"><button class="button" type="button" onclick={show_link}>{ "Share as a link…" }</button></div>
            </div>
        </Dialog>
    }
}

/// The choices, the embed as it will be, and its code.
fn studio(choices: &UseStateHandle<Choices>, code: &Code<'_>) -> Html {
    let Choices { options, size } = &**choices;
    let onchoose = {
        let choices = choices.setter();
        Callback::from(move |chosen: Choices| choices.set(chosen))
    };
    html! {
        <>
            <p class="quiet">{ "The frame shows this run at this instant. It holds the whole run, and stores nothing about its readers." }</p>
            <div class="studio-parts">
                <StudioForm choices={(**choices).clone()} {onchoose} />
                <Preview source={code.address(options)} size={*size} />
            </div>
            <CopyField id="embed-code" label="HTML" text={code.iframe(options, *size)} />
            <CopyField id="embed-markdown" label="Markdown link to the whole page" text={code.markdown()} />
        </>
    }
}
