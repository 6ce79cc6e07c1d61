//! Registries: enums whose variants each take one line in a list and one file with behaviour and options. Menus,
//! forms, the JSON form, links and help are derived from them.

mod configuration;
mod option;

pub use configuration::Configuration;
pub use option::{OptionInfo, OptionKind, Unit, VariantInfo, VariantName};
pub(crate) use option::{Options, fields_of};

/// Defines an enum whose variants share a trait. Each variant takes one line: the type of its options (which
/// implements the trait), its id, title and description.
///
/// In JSON a variant is its id, `"siblings"`, or `{"siblings": {…}}` if any option differs from its default.
macro_rules! registry {
    ($(#[$meta:meta])* $name:ident: $as_trait:ident -> dyn $behaviour:ident, $expected:literal;
     $($variant:ident($options:ty) = $id:literal, $title:literal, $about:literal;)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $about] $variant($options),)*
        }

        impl $name {
            /// Every variant, in the order of menus.
            pub const VARIANTS: &[$crate::registry::VariantInfo] =
                &[$($crate::registry::VariantInfo::with_options::<$options>($id, $title, $about),)*];

            /// The name of every variant, in the order of menus.
            pub const NAMES: &[$crate::registry::VariantName] =
                &[$($crate::registry::VariantName { id: $id, title: $title, about: $about },)*];

            const IDS: &[&str] = &[$($id,)*];

            /// The name of this variant.
            #[must_use]
            pub fn name(&self) -> $crate::registry::VariantName {
                match self {
                    $(Self::$variant(_) => $crate::registry::VariantName { id: $id, title: $title, about: $about },)*
                }
            }

            /// The id, title, description and options of this variant.
            #[must_use]
            pub fn info(&self) -> $crate::registry::VariantInfo {
                match self {
                    $(Self::$variant(_) => $crate::registry::VariantInfo::with_options::<$options>($id, $title, $about),)*
                }
            }

            /// The variant with this id and default options.
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

            /// The variant that this configuration describes.
            ///
            /// # Errors
            /// A sentence that names the option that is out of bounds.
            pub fn configured(configuration: &$crate::registry::Configuration) -> Result<Self, String> {
                serde_json::from_value(configuration.to_json()).map_err(|error| error.to_string())
            }

            /// The behaviour of this variant.
            #[must_use]
            pub fn $as_trait(&self) -> &dyn $behaviour {
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
                            Some(extra) => Err(A::Error::custom(format!(
                                "unexpected “{}”: give exactly one name",
                                crate::excerpt::excerpt(&extra)
                            ))),
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
