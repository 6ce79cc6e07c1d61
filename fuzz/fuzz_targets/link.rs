//! Any link is rejected with a short sentence, or opens a scenario that runs.
//!
//! An input that does not begin like a link is taken as the content of one: it is packed, with the right checksum, which
//! a fuzzer would never guess.
#![no_main]

use std::hash::Hasher as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libfuzzer_sys::fuzz_target;
use scenario::Permalink;
use siphasher::sip::SipHasher13;

const PREFIX: &str = "s1.";
/// The largest block that deflate stores uncompressed.
const MAX_BLOCK: usize = 65_535;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let link = if text.starts_with(PREFIX) { text.into_owned() } else { packed(bytes) };
    match Permalink::decode(&link) {
        Ok(opened) => {
            assert_eq!(Permalink::decode(&opened.encode()).as_ref(), Ok(&opened), "a link opens again");
            fuzz::check_scenario(&opened.scenario);
        }
        Err(error) => fuzz::check_message(&error.to_string()),
    }
});

/// A link with this content, stored uncompressed.
fn packed(content: &[u8]) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(content);
    let mut packed = hasher.finish().to_le_bytes()[..4].to_vec();
    let content = &content[..content.len().min(MAX_BLOCK)];
    let length = u16::try_from(content.len()).unwrap_or(u16::MAX);
    packed.push(1);
    packed.extend(length.to_le_bytes());
    packed.extend((!length).to_le_bytes());
    packed.extend(content);
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(packed))
}
