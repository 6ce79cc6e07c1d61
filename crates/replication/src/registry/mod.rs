//! Registries: enums of which each variant is one line here and one file with its rules and options. Menus,
//! forms, the JSON form, links and help derive from them.

mod configuration;
mod option;

use serde::Serialize;
use serde_json::{Map, Value};

pub use configuration::Configuration;
pub use option::{OptionInfo, OptionKind, Unit};

/// A variant that can be chosen, as menus and help show it.
#[derive(Clone, Copy, Debug)]
pub struct VariantInfo {
    /// Its name in the JSON form.
    pub id: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// What it means, in one line.
    pub about: &'static str,
    /// Its options, in the order of the form.
    pub options: &'static [OptionInfo],
    /// The JSON form of its options' defaults.
    default_options: fn() -> Map<String, Value>,
}

impl VariantInfo {
    /// A variant without options.
    #[must_use]
    pub const fn plain(id: &'static str, title: &'static str, about: &'static str) -> Self {
        Self { id, title, about, options: &[], default_options: Map::new }
    }

    /// A variant with options of this type.
    pub(crate) const fn of<O: Options>(id: &'static str, title: &'static str, about: &'static str) -> Self {
        Self { id, title, about, options: O::OPTIONS, default_options: || fields_of(&O::default()) }
    }

    /// The option that has this name in the JSON form.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<&'static OptionInfo> {
        self.options.iter().find(|option| option.id == id)
    }
}

/// The options of a variant of a registry.
pub(crate) trait Options: Default + Serialize {
    /// One entry for each JSON field, in the order of the form.
    const OPTIONS: &'static [OptionInfo];
}

/// The JSON fields of a variant's options. Those that are left out at their default are not among them.
pub(crate) fn fields_of<O: Options>(options: &O) -> Map<String, Value> {
    match serde_json::to_value(options) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// Makes an enum of variants that share a trait: one line for each, with the type of its options (which
/// implements the trait), its id, title and explanation.
///
/// In the JSON form a variant is its id, `"siblings"`, or, where options differ from the default,
/// `{"siblings": {…}}`.
macro_rules! registry {
    ($(#[$meta:meta])* $name:ident: dyn $rules:ident, $expected:literal;
     $($variant:ident($options:ty) = $id:literal, $title:literal, $about:literal;)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $about] $variant($options),)*
        }

        impl $name {
            /// Every variant, in the order of menus.
            pub const VARIANTS: &[$crate::registry::VariantInfo] =
                &[$($crate::registry::VariantInfo::of::<$options>($id, $title, $about),)*];

            const IDS: &[&str] = &[$($id,)*];

            /// How this variant is shown.
            #[must_use]
            pub fn info(&self) -> $crate::registry::VariantInfo {
                match self {
                    $(Self::$variant(_) => $crate::registry::VariantInfo::of::<$options>($id, $title, $about),)*
                }
            }

            /// The variant of this id, with default options.
            #[must_use]
            pub fn by_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$variant(<$options>::default())),)*
                    _ => None,
                }
            }

            /// This variant and its options as data, for forms.
            #[must_use]
            pub fn configuration(&self) -> $crate::registry::Configuration {
                let fields = match self {
                    $(Self::$variant(options) => $crate::registry::fields_of(options),)*
                };
                $crate::registry::Configuration::with_fields(self.info(), fields)
            }

            /// The variant with these options.
            ///
            /// # Errors
            /// Which option is out of bounds, as a sentence.
            pub fn configured(configuration: &$crate::registry::Configuration) -> Result<Self, String> {
                serde_json::from_value(configuration.to_json()).map_err(|error| error.to_string())
            }

            /// The rules that it stands for.
            #[must_use]
            pub fn rules(&self) -> &dyn $rules {
                match self {
                    $(Self::$variant(options) => options,)*
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(options) if *options == <$options>::default() => serializer.serialize_str($id),)*
                    $(Self::$variant(options) => {
                        use serde::ser::SerializeMap as _;
                        let mut map = serializer.serialize_map(Some(1))?;
                        map.serialize_entry($id, options)?;
                        map.end()
                    })*
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl<'de> serde::de::Visitor<'de> for Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_str<E: serde::de::Error>(self, id: &str) -> Result<$name, E> {
                        $name::by_id(id).ok_or_else(|| E::unknown_variant(id, $name::IDS))
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        use serde::de::Error as _;
                        let variant = match map.next_key::<String>()?.as_deref() {
                            $(Some($id) => $name::$variant(map.next_value()?),)*
                            Some(id) => return Err(A::Error::unknown_variant(id, $name::IDS)),
                            None => return Err(A::Error::custom(concat!("expected ", $expected))),
                        };
                        match map.next_key::<String>()? {
                            Some(more) => Err(A::Error::custom(format!("“{more}” is one too many: choose one"))),
                            None => Ok(variant),
                        }
                    }
                }

                deserializer.deserialize_any(Visitor)
            }
        }
    };
}

pub(crate) use registry;

#[cfg(test)]
mod tests;
