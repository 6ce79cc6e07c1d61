//! The part of the share dialog that saves a picture.

use figure::Subject;
use yew::prelude::*;

use crate::components::{Choices, Segmented};
use crate::documents::PictureFormat;
use crate::pictures::{PictureFile, use_save_picture};
use crate::platform::page;

/// What a picture shows: the options by id.
const SUBJECTS: [(&str, Subject, bool); 3] = [
    ("diagram", Subject::Diagram, false),
    ("diagram-now", Subject::Diagram, true),
    ("stage", Subject::Stage, true),
];

/// What to save, in which format and colours, and the button that saves it.
#[component]
pub fn PictureForm() -> Html {
    let save = use_save_picture();
    let subject = use_state_eq(|| SUBJECTS[0].0.to_owned());
    let format = use_state_eq(|| "svg".to_owned());
    let theme = use_state_eq(|| if page::is_dark() { "dark" } else { "light" }.to_owned());
    let said = use_state_eq(String::new);
    let onsaved = use_callback(said.setter(), |name: String, said| said.set(format!("Saved as “{name}”.")));
    let onclick = {
        let said = said.setter();
        let (subject, format, theme) = (subject.clone(), format.clone(), theme.clone());
        move |_: MouseEvent| {
            said.set(String::new());
            let (_, subject, at_playhead) =
                SUBJECTS.into_iter().find(|(id, ..)| *id == *subject).unwrap_or(SUBJECTS[0]);
            let format = if *format == "png" { PictureFormat::Png } else { PictureFormat::Svg };
            let file = PictureFile { subject, at_playhead, dark: *theme == "dark", format };
            save.emit((file, onsaved.clone()));
        }
    };
    let choice = |id: &str, title: &str, about: &str| (id.to_owned(), title.to_owned(), about.to_owned());
    let subjects = vec![
        choice("diagram", "Diagram", "The whole run as a space-time diagram"),
        choice("diagram-now", "Diagram at playhead", "The diagram with the playhead; later events are faint"),
        choice("stage", "Stage at playhead", "Leaders with their values, links and messages in flight"),
    ];
    let formats = vec![
        choice("svg", "SVG", "Sharp at any size, editable"),
        choice("png", "PNG", "Raster image at double resolution"),
    ];
    let themes = vec![choice("light", "Light", "For paper"), choice("dark", "Dark", "For dark slides")];
    let segmented =
        |label: &'static str, name: &'static str, choices: Choices, state: &UseStateHandle<String>| {
            let onchoose = {
                let state = state.setter();
                move |chosen: String| state.set(chosen)
            };
            html! { <Segmented {label} {name} {choices} chosen={(**state).clone()} {onchoose} wrap=true /> }
        };
    html! {
        <div class="field">
            <span class="label">{ "Picture" }</span>
            <div class="button-row">
                { segmented("What the picture shows", "picture-subject", subjects, &subject) }
                { segmented("Format", "picture-format", formats, &format) }
                { segmented("Colours", "picture-theme", themes, &theme) }
                <button class="button" type="button" {onclick}>{ "Save picture" }</button>
            </div>
            <p class="copied" role="status">{ (*said).clone() }</p>
        </div>
    }
}
