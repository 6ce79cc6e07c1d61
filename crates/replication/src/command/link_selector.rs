//! The links that a command applies to.

use serde::{Deserialize, Serialize};

use crate::id::{LeaderId, LinkId};

/// One direction between two leaders, `{"from": "A", "to": "B"}`, or both, `{"between": ["A", "B"]}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "LinkSelectorForm", into = "LinkSelectorForm")]
pub enum LinkSelector {
    /// One direction.
    One(LinkId),
    /// Both directions.
    Both(LeaderId, LeaderId),
}

impl LinkSelector {
    /// The selected links.
    pub fn links(self) -> impl Iterator<Item = LinkId> {
        let (first, second) = match self {
            Self::One(link) => (link, None),
            Self::Both(a, b) => (LinkId::new(a, b), Some(LinkId::new(b, a))),
        };
        std::iter::once(first).chain(second)
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LinkSelectorForm {
    #[serde(skip_serializing_if = "Option::is_none")]
    between: Option<(LeaderId, LeaderId)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<LeaderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<LeaderId>,
}

impl TryFrom<LinkSelectorForm> for LinkSelector {
    type Error = &'static str;

    fn try_from(form: LinkSelectorForm) -> Result<Self, Self::Error> {
        let (selector, ends) = match form {
            LinkSelectorForm { between: Some((a, b)), from: None, to: None } => (Self::Both(a, b), (a, b)),
            LinkSelectorForm { between: None, from: Some(a), to: Some(b) } => {
                (Self::One(LinkId::new(a, b)), (a, b))
            }
            _ => return Err("expected {\"between\": [\"A\", \"B\"]} or {\"from\": \"A\", \"to\": \"B\"}"),
        };
        if ends.0 == ends.1 {
            return Err("a link needs two different leaders");
        }
        Ok(selector)
    }
}

impl From<LinkSelector> for LinkSelectorForm {
    fn from(selector: LinkSelector) -> Self {
        match selector {
            LinkSelector::One(link) => Self { from: Some(link.from), to: Some(link.to), ..Self::default() },
            LinkSelector::Both(a, b) => Self { between: Some((a, b)), ..Self::default() },
        }
    }
}
