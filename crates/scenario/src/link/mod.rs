//! Permalinks: `s1.` followed by the scenario, compressed, checksummed and base64url-encoded.
//!
//! The payload is the JSON format, so both formats share their types, and old links stay readable as long as old
//! files do.

mod error;
mod pack;
mod surroundings;

use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::{DecodeError, Engine as _};
use replication::limits::MAX_TIME_MS;
use replication::{Fingerprint, Micros};
use serde::{Deserialize, Serialize};

use crate::limits::MAX_LINK_CHARS;
use crate::scenario::Scenario;
use crate::semantics::{FIRST_SEMANTICS_VERSION, SEMANTICS_VERSION};

use error::PREFIX;
pub use error::PermalinkError;

/// A shared run: the scenario, the playhead position, and the expected fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permalink {
    /// The scenario.
    pub scenario: Scenario,
    /// The position of the playhead.
    pub at: Micros,
    /// The fingerprint of the run when the link was made; the page warns if its own run differs.
    pub fingerprint: Option<Fingerprint>,
    /// The version of the semantics that the link was made with.
    pub semantics: u32,
}

/// The JSON payload of a permalink. Field names are short because every link contains them.
#[derive(Serialize, Deserialize)]
struct LinkPayload<S> {
    #[serde(rename = "t", default)]
    at: Micros,
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    fingerprint: Option<Fingerprint>,
    #[serde(rename = "v", default = "first_version", skip_serializing_if = "is_first_version")]
    semantics: u32,
    #[serde(rename = "s")]
    scenario: S,
}

fn first_version() -> u32 {
    FIRST_SEMANTICS_VERSION
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_first_version(version: &u32) -> bool {
    *version == FIRST_SEMANTICS_VERSION
}

impl Permalink {
    /// A run at its beginning, under the semantics of this program, without a fingerprint.
    #[must_use]
    pub fn of(scenario: Scenario) -> Self {
        Self { scenario, at: Micros::ZERO, fingerprint: None, semantics: SEMANTICS_VERSION }
    }

    /// The link's fragment, without the `#`.
    #[must_use]
    pub fn encode(&self) -> String {
        // A run may last longer than the latest instant that a link can hold.
        let at = self.at.min(Micros::from_ms(MAX_TIME_MS));
        let payload = LinkPayload {
            at,
            fingerprint: self.fingerprint,
            semantics: self.semantics,
            scenario: &self.scenario,
        };
        let json = serde_json::to_string(&payload).unwrap_or_default();
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(pack::pack(json.as_bytes())))
    }

    /// Whether there seems to be a link in a text.
    #[must_use]
    pub fn is_in(text: &str) -> bool {
        !surroundings::payloads(text).is_empty()
    }

    /// Decodes a link: a full URL, its fragment with or without the `#`, or a text with a link in it, as programs send
    /// it: with characters around it, broken over lines, or percent-encoded.
    ///
    /// # Errors
    /// Why the link cannot be opened.
    pub fn decode(link: &str) -> Result<Self, PermalinkError> {
        if link.len() > MAX_LINK_CHARS {
            return Err(PermalinkError::TooLarge);
        }
        Self::decode_stored(link)
    }

    /// Decodes a link that a program has stored. Unlike an address it may be of any length: whatever scenario is valid has
    /// one, also one that does not compress.
    ///
    /// # Errors
    /// Why the link cannot be opened.
    pub fn decode_stored(link: &str) -> Result<Self, PermalinkError> {
        let mut refused = None;
        for payload in surroundings::payloads(link) {
            match Self::from_payload(&payload) {
                Ok(permalink) => return Ok(permalink),
                // The first is the most likely one, so its error is the one to report.
                Err(error) => drop(refused.get_or_insert(error)),
            }
        }
        Err(refused.unwrap_or_else(|| unknown_form(link.rsplit('#').next().unwrap_or(link).trim())))
    }

    fn from_payload(packed: &str) -> Result<Self, PermalinkError> {
        let bytes = URL_SAFE_NO_PAD.decode(packed).map_err(|error| match error {
            DecodeError::InvalidLength(_) | DecodeError::InvalidLastSymbol(..) => PermalinkError::CutOff,
            DecodeError::InvalidByte(..) | DecodeError::InvalidPadding => PermalinkError::Damaged,
        })?;
        let json = pack::unpack(&bytes)?;
        let payload: LinkPayload<&serde_json::value::RawValue> =
            serde_json::from_slice(&json).map_err(|_| PermalinkError::Damaged)?;
        let scenario = Scenario::from_json(payload.scenario.get()).map_err(|mut error| {
            error.position = None;
            PermalinkError::Scenario(error)
        })?;
        let LinkPayload { at, fingerprint, semantics, .. } = payload;
        Ok(Self { scenario, at, fingerprint, semantics })
    }
}

/// A text compressed and checksummed as the letters, digits, `-` and `_` of a link.
#[must_use]
pub fn pack_text(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(pack::pack(text.as_bytes()))
}

/// The text that [`pack_text`] packed; none if it is incomplete, damaged or too large.
#[must_use]
pub fn unpack_text(packed: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(packed).ok()?;
    String::from_utf8(pack::unpack(&bytes).ok()?).ok()
}

/// `s2.…` is a link of another version; anything else is no link.
fn unknown_form(fragment: &str) -> PermalinkError {
    let form = fragment.split_once('.').map_or("", |(form, _)| form);
    let is_form = form
        .strip_prefix('s')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    if is_form && form.len() < 8 {
        PermalinkError::OtherVersion(form.into())
    } else {
        PermalinkError::NotALink
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::GALLERY;

    fn permalink() -> Permalink {
        let scenario = crate::opening::default_scenario();
        let fingerprint = Some(scenario.run().fingerprint());
        Permalink { at: Micros(283_125), fingerprint, ..Permalink::of(scenario) }
    }

    #[test]
    fn link_round_trips() {
        let link = permalink().encode();
        assert_eq!(Permalink::decode(&link), Ok(permalink()));
        assert_eq!(Permalink::decode(&format!("https://example.org/p/?x#{link}\n")), Ok(permalink()));
        assert!(link.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{link}");
    }

    #[test]
    fn link_states_the_semantics_that_it_was_made_with() {
        let older = Permalink { semantics: 1, ..permalink() };
        assert_eq!(Permalink::decode(&older.encode()), Ok(older.clone()));
        assert_ne!(older.encode(), permalink().encode());
        assert_eq!(
            Permalink::decode(&permalink().encode()).map(|link| link.semantics),
            Ok(SEMANTICS_VERSION)
        );
    }

    #[test]
    fn gallery_links_are_short() {
        let lengths = GALLERY.iter().map(|example| {
            let length = Permalink::of(example.scenario()).encode().len();
            assert!(length < 2_000, "{} takes {length} characters", example.id);
            length
        });
        let short = lengths.filter(|length| *length < 500).count();
        assert!(short * 2 > GALLERY.len(), "{short} of {} links are short", GALLERY.len());
    }

    #[test]
    fn altered_or_truncated_link_is_rejected() {
        let link = permalink().encode();
        for end in 0..link.len() {
            assert!(Permalink::decode(&link[..end]).is_err());
        }
        for index in PREFIX.len()..link.len() {
            let mut bytes = link.clone().into_bytes();
            bytes[index] = if bytes[index] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).unwrap();
            assert!(Permalink::decode(&changed).is_err(), "at {index}");
        }
    }

    #[test]
    fn link_opens_as_programs_send_it() {
        let link = permalink().encode();
        let lines: Vec<&str> =
            link.as_bytes().chunks(40).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let address = format!("https://example.org/p/#{link}");
        for sent in [
            format!("({address})."),
            format!("<{address}>"),
            format!("[the run]({address}), as I said"),
            format!("{address}&fbclid=IwAR0"),
            format!("{address}?utm_source=mail"),
            format!("{address}%20"),
            format!("{address} is the run that loses a write"),
            format!("see https://example.org/p/#{} for the run", lines.join("\n")),
            format!("> https://example.org/p/#{}", lines.join("\r\n> ")),
            lines.join("=\n"),
            address.replace("s1.", "s1%2E"),
        ] {
            assert_eq!(Permalink::decode(&sent), Ok(permalink()), "{sent}");
        }
    }

    #[test]
    fn truncated_link_is_distinguished_from_an_altered_one() {
        let link = permalink().encode();
        for end in PREFIX.len()..link.len() {
            assert_eq!(Permalink::decode(&link[..end]), Err(PermalinkError::CutOff), "{end}");
        }
        let middle = PREFIX.len() + 2;
        let altered = format!(
            "{}{}{}",
            &link[..middle],
            if &link[middle..=middle] == "A" { "B" } else { "A" },
            &link[middle + 1..]
        );
        assert_eq!(Permalink::decode(&altered), Err(PermalinkError::Damaged));
    }

    #[test]
    fn unsupported_link_is_reported() {
        assert_eq!(Permalink::decode(""), Err(PermalinkError::NotALink));
        assert_eq!(Permalink::decode("https://example.org/"), Err(PermalinkError::NotALink));
        assert_eq!(Permalink::decode("#s2.AAAA"), Err(PermalinkError::OtherVersion("s2".into())));
        assert_eq!(Permalink::decode("s1.!"), Err(PermalinkError::CutOff));
        assert_eq!(Permalink::decode(&"s".repeat(MAX_LINK_CHARS + 1)), Err(PermalinkError::TooLarge));
    }

    #[test]
    fn well_packed_invalid_scenario_is_rejected() {
        let scenario = crate::opening::default_scenario().to_compact_json();
        let packed = |json: &str| format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(pack::pack(json.as_bytes())));
        assert!(Permalink::decode(&packed(&format!("{{\"s\":{scenario}}}"))).is_ok());
        for json in [
            "",
            "null",
            "[]",
            "{}",
            "{\"t\":5}",
            "\u{0}",
            &scenario,
            &"[".repeat(200_000),
            &format!("{{\"s\":{}", "{\"a\":".repeat(100_000)),
            &format!("{{\"t\":-1,\"s\":{scenario}}}"),
            &format!("{{\"t\":86400001,\"s\":{scenario}}}"),
            &format!("{{\"f\":\"0123\",\"s\":{scenario}}}"),
            &format!("{{\"s\":{scenario},\"s\":{scenario}}}"),
            &format!("{{\"s\":{scenario}}}}}"),
        ] {
            let refused = Permalink::decode(&packed(json));
            assert_eq!(refused, Err(PermalinkError::Damaged), "{}", json.get(..40).unwrap_or(json));
        }
        let wrong = Permalink::decode(&packed("{\"s\":{\"polyleader\":1,\"leaders\":[]}}"));
        assert!(matches!(wrong, Err(PermalinkError::Scenario(_))), "{wrong:?}");
    }

    #[test]
    fn decompression_bomb_is_rejected() {
        let bomb = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(pack::pack(&vec![b' '; 40 << 20])));
        assert!(bomb.len() < MAX_LINK_CHARS);
        assert_eq!(Permalink::decode(&bomb), Err(PermalinkError::TooLarge));
    }
}
