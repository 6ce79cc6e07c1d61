//! The screen and the preferences with which the page is opened.

/// A window's inner size in CSS pixels, and whether it is a touch screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// The width in CSS pixels.
    pub width: u32,
    /// The height in CSS pixels.
    pub height: u32,
    /// Whether it is a touch screen.
    pub touch: bool,
}

impl Screen {
    /// A laptop.
    pub const DESKTOP: Self = Self { width: 1440, height: 900, touch: false };
    /// A tablet in portrait orientation.
    pub const TABLET: Self = Self { width: 768, height: 1024, touch: true };
    /// A phone in portrait orientation.
    pub const PHONE: Self = Self { width: 390, height: 844, touch: true };
    /// The three screens that the page is designed for.
    pub const ALL: [Self; 3] = [Self::DESKTOP, Self::TABLET, Self::PHONE];
}

/// The preferred colour scheme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Theme {
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
}

impl Theme {
    /// Both themes.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// Its value of `prefers-color-scheme`.
    pub fn css_name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The preferred amount of motion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Motion {
    /// No preference.
    Full,
    /// As little as possible.
    Reduced,
}

impl Motion {
    /// Its value of `prefers-reduced-motion`.
    pub fn css_name(self) -> &'static str {
        match self {
            Self::Full => "no-preference",
            Self::Reduced => "reduce",
        }
    }
}
