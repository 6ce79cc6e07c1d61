//! A value whose unique pieces are underlined.

use analysis::DiffPiece;
use replication::isolated;
use yew::prelude::*;

fn text_of(piece: &DiffPiece) -> String {
    let text = piece.text.as_deref();
    text.map_or_else(|| explain::describe_reading(None), |text| isolated(text).into_owned())
}

/// The pieces in order, with the unique ones marked.
pub fn diff_view(pieces: &[DiffPiece]) -> Html {
    let pieces = pieces.iter().enumerate().map(|(index, piece)| match piece.unique {
        true => html! { <mark key={index} class="alone">{ text_of(piece) }</mark> },
        false => html! { <span key={index}>{ text_of(piece) }</span> },
    });
    html! { <span class="value">{ for pieces }</span> }
}
