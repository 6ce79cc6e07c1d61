//! What a visitor looks at the page with.

/// A window's inner size in CSS pixels, and whether it is worked with fingers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
    /// Whether the page is told that it is on a touch screen.
    pub touch: bool,
}

impl Screen {
    /// A laptop's.
    pub const DESKTOP: Self = Self { width: 1440, height: 900, touch: false };
    /// A tablet's, held upright.
    pub const TABLET: Self = Self { width: 768, height: 1024, touch: true };
    /// A phone's, held upright.
    pub const PHONE: Self = Self { width: 390, height: 844, touch: true };
    /// The three that the page is made for.
    pub const ALL: [Self; 3] = [Self::DESKTOP, Self::TABLET, Self::PHONE];
}

/// The colours that the visitor's system prefers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// Its name in `prefers-color-scheme`.
    pub fn css_name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How much motion the visitor's system asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Motion {
    /// No preference.
    Full,
    /// As little as possible.
    Reduced,
}

impl Motion {
    /// Its name in `prefers-reduced-motion`.
    pub fn css_name(self) -> &'static str {
        match self {
            Self::Full => "no-preference",
            Self::Reduced => "reduce",
        }
    }
}
