//! What a person can choose, described once: menus, the file's form, links and help derive from these lists.

/// One thing that can be chosen, as menus and help show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name in a file.
    pub id: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// What it means, in one line.
    pub about: &'static str,
}

/// Makes an enum of choices that share a trait: one line for each, with its options' type (which has the
/// rules), its id, title and explanation.
///
/// In a file a choice is its id, `"siblings"`, or, where options differ from the default,
/// `{"siblings": {…}}`.
macro_rules! choices {
    ($(#[$meta:meta])* $name:ident: dyn $rules:ident, $expected:literal;
     $($variant:ident($options:ty) = $id:literal, $title:literal, $about:literal;)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $about] $variant($options),)*
        }

        impl $name {
            /// All there is to choose from, in the order of menus.
            pub const CHOICES: &[$crate::choice::Choice] =
                &[$($crate::choice::Choice { id: $id, title: $title, about: $about },)*];

            const IDS: &[&str] = &[$($id,)*];

            /// How this choice is shown.
            #[must_use]
            pub fn choice(&self) -> $crate::choice::Choice {
                match self {
                    $(Self::$variant(_) => $crate::choice::Choice { id: $id, title: $title, about: $about },)*
                }
            }

            /// The choice of this id, with default options.
            #[must_use]
            pub fn by_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$variant(<$options>::default())),)*
                    _ => None,
                }
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
                        let chosen = match map.next_key::<String>()?.as_deref() {
                            $(Some($id) => $name::$variant(map.next_value()?),)*
                            Some(id) => return Err(A::Error::unknown_variant(id, $name::IDS)),
                            None => return Err(A::Error::custom(concat!("expected ", $expected))),
                        };
                        match map.next_key::<String>()? {
                            Some(more) => Err(A::Error::custom(format!("“{more}” is one too many: choose one"))),
                            None => Ok(chosen),
                        }
                    }
                }

                deserializer.deserialize_any(Visitor)
            }
        }
    };
}

pub(crate) use choices;
