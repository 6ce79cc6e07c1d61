//! The embed as it will be: the page itself in a frame of the chosen size, made smaller where the dialog is narrower.

use yew::prelude::*;

use crate::embed::studio::code::FrameSize;
use crate::hooks::use_size;

#[derive(Properties, PartialEq)]
pub struct PreviewProps {
    /// The address of the embed.
    pub source: AttrValue,
    pub size: FrameSize,
}

/// The embed as it will be.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let node = use_node_ref();
    let room = use_size(node.clone());
    let FrameSize { width, height } = props.size;
    let scale = (room.width / width as f64).clamp(0.0, 1.0);
    let frame = format!("inline-size:{width}px;block-size:{height}px;scale:{scale:.4}");
    html! {
        <div class="preview">
            <p class="label">{ "Preview" }</p>
            <div class="window" ref={node} style={format!("block-size:{:.1}px", height as f64 * scale)}>
                <iframe key={props.source.to_string()} src={props.source.clone()} title="Preview of the embed" style={frame}></iframe>
            </div>
        </div>
    }
}
