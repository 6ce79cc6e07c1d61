//! The colours and letters of a leader, which mark everything that came from it.

use figure::leaders::{COLOURS, mark_letters};
use replication::{CausalContext, Dot, LeaderId};
use yew::prelude::*;

use crate::store::{View, use_settings};

/// The attributes that give an element a leader's colours.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaderColours {
    /// For `data-leader`.
    pub leader: String,
    /// For `data-pattern`, from the ninth leader on.
    pub pattern: Option<String>,
}

/// The colours of a leader.
pub fn colours_of(view: &View, id: LeaderId) -> LeaderColours {
    let lane = view.lane(id);
    let pattern = lane / COLOURS;
    LeaderColours {
        leader: (lane % COLOURS).to_string(),
        pattern: (pattern > 0).then(|| pattern.to_string()),
    }
}

#[derive(Properties, PartialEq)]
pub struct LeaderMarkProps {
    pub leader: LeaderId,
    #[prop_or_default]
    pub size: Option<&'static str>,
}

/// A leader's round mark.
#[component]
pub fn LeaderMark(props: &LeaderMarkProps) -> Html {
    let colours = colours_of(&use_settings(), props.leader);
    html! {
        <span class="face" aria-hidden="true" data-leader={colours.leader} data-pattern={colours.pattern} data-size={props.size}>
            { mark_letters(props.leader) }
        </span>
    }
}

#[derive(Properties, PartialEq)]
pub struct DotTagProps {
    pub dot: Dot,
}

/// A dot, as a small tag in the colour of its leader.
#[component]
pub fn DotTag(props: &DotTagProps) -> Html {
    let colours = colours_of(&use_settings(), props.dot.leader);
    html! {
        <span class="tag" data-leader={colours.leader} data-pattern={colours.pattern}>{ props.dot.to_string() }</span>
    }
}

/// A causal context as a row of tags: the vector's entries, then the dots beyond a gap.
pub fn context_tags(context: &CausalContext) -> Html {
    let entries = context.vector().iter().map(|(leader, counter)| Dot::new(leader, counter));
    let tags =
        entries.chain(context.dots_beyond_gaps()).map(|dot| html! { <DotTag key={dot.to_string()} {dot} /> });
    html! { <span class="vector">{ for tags }</span> }
}
