//! The form of the embed dialog.

use yew::prelude::*;

use crate::components::{NumberField, Range, Segmented};
use crate::embed::options::{EmbedOptions, EmbedTheme, Part};
use crate::embed::studio::choices::Choices;
use crate::embed::studio::code::FrameSize;

/// The id of the system's theme, and of a size that is none of those offered.
const SYSTEM: &str = "system";
const OTHER: &str = "other";
/// The ids of what may be embedded.
const LESSON: &str = "lesson";
const RUN: &str = "run";
/// The ids of the ways to start.
const PAUSED: &str = "paused";
const PLAYING: &str = "playing";

#[derive(Properties, PartialEq)]
pub struct StudioFormProps {
    pub choices: Choices,
    /// Whether a lesson is open.
    pub has_lesson: bool,
    pub onchoose: Callback<Choices>,
}

/// What is shown, theme, size, start, and whether readers may edit.
#[component]
pub fn StudioForm(props: &StudioFormProps) -> Html {
    let Choices { options, size, is_of_lesson } = &props.choices;
    let is_of_lesson = *is_of_lesson && props.has_lesson;
    let choose = {
        let (choices, onchoose) = (props.choices.clone(), props.onchoose.clone());
        Callback::from(move |options: EmbedOptions| onchoose.emit(Choices { options, ..choices.clone() }))
    };
    let resize = {
        let (choices, onchoose) = (props.choices.clone(), props.onchoose.clone());
        Callback::from(move |size: FrameSize| onchoose.emit(Choices { size, ..choices.clone() }))
    };
    html! {
        <div class="studio-form">
            if props.has_lesson {
                { field("Embed", subject_choice(props)) }
            }
            if is_of_lesson {
                <p class="hint">{ "Each step shows what it needs, and learners may edit its run. Make the frame at least 480 × 360 pixels." }</p>
            } else {
                { parts(options, &choose) }
            }
            { field("Theme", theme_choice(options, &choose)) }
            if !is_of_lesson {
                { field("Start", start_choice(options, &choose)) }
            }
            { field("Size", size_choice(*size, &resize)) }
            <div class="grid-2">{ dimensions(*size, &resize) }</div>
        </div>
    }
}

fn field(label: &'static str, choice: Html) -> Html {
    html! { <div class="field"><span class="label" aria-hidden="true">{ label }</span>{ choice }</div> }
}

/// The name of a part for users.
fn name_of(part: Part) -> &'static str {
    match part {
        Part::Stage => "Stage",
        Part::Diagram => "Diagram",
        Part::Verdicts => "Verdicts",
        Part::Inspector => "Inspector",
        Part::Setup => "Policy and topology",
    }
}

/// The parts that are shown, and whether readers may edit, on which some of them depend.
fn parts(options: &EmbedOptions, choose: &Callback<EmbedOptions>) -> Html {
    let part = |part: Part| {
        let is_last = options.show.len() == 1 && options.shows(part);
        let disabled = is_last || (part.edits() && !options.can_edit);
        let options = options.clone();
        let checked = options.shows(part);
        let onchange = choose.reform(move |_: Event| options.with_part(part, !checked));
        html! { <label key={part.id()} class="check"><input type="checkbox" {checked} {disabled} {onchange} /><span>{ name_of(part) }</span></label> }
    };
    let onedit = {
        let options = options.clone();
        choose.reform(move |_: Event| EmbedOptions { can_edit: !options.can_edit, ..options.clone() })
    };
    html! {
        <fieldset class="field">
            <legend class="label">{ "Show" }</legend>
            { for Part::ALL.into_iter().map(part) }
            if !options.can_edit {
                <span class="hint">{ "The inspector and the policy need “Readers may edit the run”." }</span>
            }
            <label class="check">
                <input type="checkbox" checked={options.can_edit} onchange={onedit} />
                <span>{ "Readers may edit the run" }<span class="hint">{ "Their changes are not kept." }</span></span>
            </label>
        </fieldset>
    }
}

/// The choice between the lesson that is open and the run that is shown.
fn subject_choice(StudioFormProps { choices, onchoose, .. }: &StudioFormProps) -> Html {
    let offered = [(LESSON, "This lesson"), (RUN, "This run")];
    let chosen = if choices.is_of_lesson { LESSON } else { RUN };
    let choices = choices.clone();
    let onchoose =
        onchoose.reform(move |id: String| Choices { is_of_lesson: id == LESSON, ..choices.clone() });
    segments("Embed", &offered, chosen, onchoose)
}

fn theme_choice(options: &EmbedOptions, choose: &Callback<EmbedOptions>) -> Html {
    let choices = [(SYSTEM, "Reader’s choice"), ("light", "Light"), ("dark", "Dark")];
    let now = options.theme.id().unwrap_or(SYSTEM);
    let options = options.clone();
    let onchoose = choose.reform(move |id: String| {
        let theme = match id.as_str() {
            "light" => EmbedTheme::Light,
            "dark" => EmbedTheme::Dark,
            _ => EmbedTheme::System,
        };
        EmbedOptions { theme, ..options.clone() }
    });
    segments("Theme", &choices, now, onchoose)
}

fn start_choice(options: &EmbedOptions, choose: &Callback<EmbedOptions>) -> Html {
    let choices = [(PAUSED, "Paused"), (PLAYING, "Playing")];
    let now = if options.plays { PLAYING } else { PAUSED };
    let options = options.clone();
    let onchoose = choose.reform(move |id: String| EmbedOptions { plays: id == PLAYING, ..options.clone() });
    segments("Start", &choices, now, onchoose)
}

fn size_choice(size: FrameSize, resize: &Callback<FrameSize>) -> Html {
    let preset =
        |id: &str| FrameSize::PRESETS.into_iter().find(|(name, _)| *name == id).map(|(_, size)| size);
    let choices = FrameSize::PRESETS.map(|(name, size)| (name.to_owned(), name.to_owned(), size.name()));
    let chosen =
        FrameSize::PRESETS.into_iter().find(|(_, preset)| *preset == size).map_or(OTHER, |(name, _)| name);
    let onchoose = resize.reform(move |id: String| preset(&id).unwrap_or(size));
    html! { <Segmented label="Size" name="embed-size" choices={choices.to_vec()} {chosen} {onchoose} fill=true /> }
}

fn dimensions(size: FrameSize, resize: &Callback<FrameSize>) -> Html {
    let range = |(min, max): (u64, u64)| Range::whole(min, max);
    let set_width = resize.reform(move |width: u64| FrameSize { width, ..size });
    let set_height = resize.reform(move |height: u64| FrameSize { height, ..size });
    html! {
        <>
            <NumberField label="Width" unit="px" value={size.width} range={range(FrameSize::WIDTHS)} onset={set_width} />
            <NumberField label="Height" unit="px" value={size.height} range={range(FrameSize::HEIGHTS)} onset={set_height} />
        </>
    }
}

/// Options side by side.
fn segments(
    label: &'static str,
    choices: &[(&'static str, &'static str)],
    chosen: &'static str,
    onchoose: Callback<String>,
) -> Html {
    let choices: Vec<_> =
        choices.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned(), String::new())).collect();
    let name = format!("embed-{}", label.to_lowercase());
    html! { <Segmented {label} {name} {choices} {chosen} {onchoose} fill=true /> }
}
