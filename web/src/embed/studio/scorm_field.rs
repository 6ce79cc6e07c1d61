//! The button that saves a lesson as a package for learning management systems.

use scorm::Package;
use yew::prelude::*;

use crate::documents::{save_zip, use_connection};

#[derive(Properties, PartialEq)]
pub struct ScormFieldProps {
    /// The title of the lesson.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// The address of its embed.
    pub address: String,
}

/// The button, with what it saves in words.
#[component]
pub fn ScormField(props: &ScormFieldProps) -> Html {
    let said = use_state_eq(String::new);
    let connection = use_connection();
    let onclick = {
        let (said, ScormFieldProps { title, purpose, address }) = (said.setter(), props);
        let (title, purpose, address) = (title.clone(), purpose.clone(), address.clone());
        move |_: MouseEvent| {
            let package = Package { title: &title, purpose: &purpose, address: &address };
            let said = said.clone();
            match (package.zip(), &connection) {
                (Ok(bytes), Some(connection)) => {
                    let onsaved = Callback::from(move |name: String| said.set(format!("Saved as “{name}”.")));
                    save_zip(&format!("{title} SCORM"), &bytes, &connection.page, onsaved);
                }
                (Err(error), _) => said.set(format!("{error}.")),
                (Ok(_), None) => {}
            }
        }
    };
    html! {
        <div class="field">
            <span class="label">{ "Learning management system" }</span>
            <div class="scorm">
                <p class="quiet">{ "A SCORM 1.2 package of this lesson. It loads the lesson from this site, and reports completion, score and progress." }</p>
                <button class="button" type="button" {onclick}>{ "Save SCORM package" }</button>
            </div>
            <p class="copied" role="status">{ (*said).clone() }</p>
        </div>
    }
}
