//! The icons: single-stroke SVG paths on a 20 × 20 grid.

use yew::prelude::*;

/// An icon, named after what it depicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say what they depict")]
pub enum Icon {
    Back,
    Book,
    Check,
    Clock,
    Close,
    Compare,
    Copy,
    Down,
    Download,
    End,
    Fork,
    Forward,
    Help,
    Lasso,
    Link,
    Map,
    Pause,
    People,
    Play,
    Power,
    Read,
    Redo,
    Search,
    Setup,
    Start,
    Theme,
    Trash,
    Undo,
    Up,
    Warn,
    Fit,
    Write,
    ZoomIn,
    ZoomOut,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Back => "M12 5.5 7.5 10l4.5 4.5",
            Self::Book => {
                "M10 5.5c-1.6-1-3.4-1.3-5.5-1v10.3c2.1-.3 3.9 0 5.5 1 1.6-1 3.4-1.3 5.5-1V4.5c-2.1-.3-3.9 0-5.5 1zM10 5.5v10.3"
            }
            Self::Check => "M4.5 10.5l3.5 3.5 7.5-8",
            Self::Clock => "M10 3.8a6.2 6.2 0 1 0 0 12.4 6.2 6.2 0 0 0 0-12.4z M10 6.8V10l2.2 1.6",
            Self::Close => "M5.5 5.5l9 9M14.5 5.5l-9 9",
            Self::Compare => "M3.5 5h5v10h-5zM11.5 5h5v10h-5z",
            Self::Copy => "M7.5 7.5h8v8h-8zM5 12.5v-8h8",
            Self::Download => "M10 4v8.2M6.4 8.8 10 12.4l3.6-3.6M4.5 15.8h11",
            Self::Down => "M5.5 8l4.5 4.5L14.5 8",
            Self::End => "M14.5 5v10M5 5.2v9.6l7-4.8z",
            Self::Fork => {
                "M6 7.6v4.8M6 7.6a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM6 16a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM14 9.6a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM14 9.6c0 2.6-2.4 3.6-6.4 3.9"
            }
            Self::Forward => "M8 5.5l4.5 4.5L8 14.5",
            Self::Help => "M7.6 7.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.7v.3M10 14.6v.1",
            Self::Lasso => {
                "M10 4.2c3.6 0 6.3 1.7 6.3 4s-2.7 4-6.3 4-6.3-1.7-6.3-4 2.7-4 6.3-4zM6.6 11.6c-1 .5-1.4 1.2-1 1.9.5.8 1.9.6 1.9 1.6 0 .7-.7 1.1-1.7 1.1"
            }
            Self::Link => {
                "M8.5 11.5l3-3M7 9.5 5.2 11.3a2.5 2.5 0 0 0 3.5 3.5L10.5 13M13 10.5l1.8-1.8a2.5 2.5 0 0 0-3.5-3.5L9.5 7"
            }
            Self::Map => {
                "M3.5 5.6 7.8 4l4.4 1.8L16.5 4.2v10.2L12.2 16l-4.4-1.8-4.3 1.6zM7.8 4v10.2M12.2 5.8V16"
            }
            Self::Pause => "M7.2 5v10M12.8 5v10",
            Self::People => {
                "M7.5 4.6a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2zM3 15.4c.3-2.6 2-4 4.5-4s4.2 1.4 4.5 4M13 5a2.3 2.3 0 0 1 0 4.5M14.2 11.6c1.6.5 2.5 1.8 2.8 3.8"
            }
            Self::Play => "M7.5 5v10l8-5z",
            Self::Power => "M10 3.5v6M6 5.8a6 6 0 1 0 8 0",
            Self::Read => {
                "M2.8 10S5.4 5.2 10 5.2s7.2 4.8 7.2 4.8-2.6 4.8-7.2 4.8S2.8 10 2.8 10z M10 12.1a2.1 2.1 0 1 0 0-4.2 2.1 2.1 0 0 0 0 4.2z"
            }
            Self::Redo => "M12.5 5 16 8.5 12.5 12M16 8.5H8.5a4 4 0 0 0 0 8H11",
            Self::Search => "M9 4.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2zM12.4 12.4l3.6 3.6",
            Self::Setup => "M3.5 6h6M13.5 6h3M3.5 14h3M10.5 14h6M11.5 4v4M8.5 12v4",
            Self::Start => "M5.5 5v10M15 5.2v9.6L8 10z",
            Self::Theme => "M10 3.5a6.5 6.5 0 1 0 0 13z M10 3.5a6.5 6.5 0 0 1 0 13",
            Self::Trash => "M4.5 6h11M8 6V4.3h4V6M6 6l.6 10h6.8L14 6",
            Self::Undo => "M7.5 5 4 8.5 7.5 12M4 8.5h7.5a4 4 0 0 1 0 8H9",
            Self::Up => "M5.5 12 10 7.5l4.5 4.5",
            Self::Warn => "M10 3.5 17.5 16.5h-15z M10 8.2v3.6M10 14v.1",
            Self::Fit => "M3.5 10h13M6.8 6.7 3.5 10l3.3 3.3M13.2 6.7l3.3 3.3-3.3 3.3",
            Self::ZoomIn => {
                "M8.8 3.6a5.2 5.2 0 1 0 0 10.4 5.2 5.2 0 0 0 0-10.4zM12.7 12.7l3.8 3.8M6.6 8.8H11M8.8 6.6V11"
            }
            Self::ZoomOut => {
                "M8.8 3.6a5.2 5.2 0 1 0 0 10.4 5.2 5.2 0 0 0 0-10.4zM12.7 12.7l3.8 3.8M6.6 8.8H11"
            }
            Self::Write => "M4.5 15.5l.7-3 7.6-7.6a1.6 1.6 0 0 1 2.3 2.3L7.5 14.8z M11.5 6.2l2.3 2.3",
        }
    }
}

/// An outlined icon, hidden from screen readers: its button or label carries the name.
pub fn icon(icon: Icon) -> Html {
    html! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={icon.path()} /></svg> }
}

/// A filled icon.
pub fn solid_icon(icon: Icon) -> Html {
    html! { <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" data-solid=""><path d={icon.path()} /></svg> }
}
