//! The QR code of a link in the dialog, with a button that saves it.

use yew::prelude::*;

use crate::documents::{PictureFormat, save_picture, use_connection};
use crate::embed::studio::qr_code::{MAX_QR_CHARS, QrPicture};

#[derive(Properties, PartialEq)]
pub struct QrFieldProps {
    /// The address that the code holds.
    pub address: String,
    /// The title of what it opens.
    pub title: String,
}

/// The QR code, or a sentence saying that the link is too long for one.
#[component]
pub fn QrField(props: &QrFieldProps) -> Html {
    let QrFieldProps { address, title } = props;
    let code = use_memo(address.clone(), |address| QrPicture::of(address));
    let said = use_state_eq(String::new);
    let connection = use_connection();
    let Some(code) = &*code else {
        let length = address.len();
        return html! {
            <div class="field">
                <span class="label">{ "QR code" }</span>
                <p>{ format!("The link has {length} characters, but a QR code holds at most {MAX_QR_CHARS}. Share the link itself.") }</p>
            </div>
        };
    };
    let alternative = format!("QR code of the link to “{title}”");
    let onsave = {
        let (picture, name, said) = (code.picture(&alternative), format!("{title} QR code"), said.setter());
        move |_: MouseEvent| {
            if let Some(connection) = &connection {
                let said = said.clone();
                let onsaved = Callback::from(move |name: String| said.set(format!("Saved as “{name}”.")));
                let picture = figure::Picture { svg: picture.svg.clone(), ..picture };
                save_picture(&name, picture, PictureFormat::Svg, &connection.page, onsaved);
            }
        }
    };
    let modules = code.modules;
    html! {
        <div class="field">
            <span class="label">{ "QR code" }</span>
            <div class="qr">
                <svg role="img" aria-label={alternative} width={code.pixels().to_string()} viewBox={format!("0 0 {modules} {modules}")} shape-rendering="crispEdges">
                    <path fill="#fff" d={format!("M0 0h{modules}v{modules}H0z")} />
                    <path fill="#000" d={code.path.clone()} />
                </svg>
                <div>
                    <p class="quiet">{ "Opens the whole page, like the Markdown link. Scan it with a phone from slides or paper." }</p>
                    <button class="button" type="button" onclick={onsave}>{ "Save QR code" }</button>
                    <p class="copied" role="status">{ (*said).clone() }</p>
                </div>
            </div>
        </div>
    }
}
