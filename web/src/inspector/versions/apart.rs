//! A value with what only it has underlined.

use player::Piece;
use yew::prelude::*;

/// The pieces, one behind the other.
pub fn marked(pieces: &[Piece]) -> Html {
    let pieces = pieces.iter().enumerate().map(|(index, piece)| match piece.alone {
        true => html! { <mark key={index} class="alone">{ &piece.text }</mark> },
        false => html! { <span key={index}>{ &piece.text }</span> },
    });
    html! { <span class="value">{ for pieces }</span> }
}
