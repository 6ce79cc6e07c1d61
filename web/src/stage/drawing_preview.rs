//! The preview of the link or lasso that is being drawn on the stage.

use std::rc::Rc;

use yew::prelude::*;

use crate::geometry::number;
use crate::geometry::point::Point;
use crate::stage::pointer::Drawing;
use figure::stage::layout::Layout;

#[derive(Properties, PartialEq)]
pub struct DrawingPreviewProps {
    pub drawing: Drawing,
    pub layout: Rc<Layout>,
    /// The scene's origin on the stage.
    pub offset: Point,
}

/// The preview line.
#[component]
pub fn DrawingPreview(props: &DrawingPreviewProps) -> Html {
    let (class, line) = match &props.drawing {
        Drawing::Link(from, Some(at)) => {
            let start = props.layout.cards.get(from).map(|card| card.centre + props.offset);
            ("link-preview", vec![start.unwrap_or(*at), *at])
        }
        Drawing::Lasso(line) => ("lasso", line.clone()),
        _ => ("", Vec::new()),
    };
    html! {
        <svg class="drawing-preview" aria-hidden="true">
            <g>
                if !line.is_empty() {
                    <path {class} d={path(&line)} />
                }
            </g>
        </svg>
    }
}

fn path(line: &[Point]) -> String {
    let points = line.iter().map(|point| format!("{} {}", number(point.x), number(point.y)));
    format!("M{}", points.collect::<Vec<_>>().join("L"))
}
