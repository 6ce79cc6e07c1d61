//! Compresses a payload: a four-byte checksum, then raw deflate with a preset dictionary.
//!
//! The dictionary is part of link version `s1` and frozen with it.

use std::hash::Hasher as _;

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use siphasher::sip::SipHasher13;

use crate::limits::MAX_SCENARIO_BYTES;
use crate::link::error::PermalinkError;

const DICTIONARY: &[u8] = include_bytes!("s1.dict");
const CHECKSUM_BYTES: usize = 4;
const LEVEL: i32 = 9;
/// The largest scenario, and what a link says beside it.
const MAX_PAYLOAD_BYTES: usize = MAX_SCENARIO_BYTES + 256;
/// Negative means no zlib header.
const WINDOW_BITS: i32 = -15;

pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, WINDOW_BITS, 0));
    // Discard the compressed dictionary; the compressor's window remembers it.
    compress_to_output(&mut compressor, DICTIONARY, TDEFLFlush::Sync, |_| true);
    let mut packed = checksum(bytes).to_vec();
    compress_to_output(&mut compressor, bytes, TDEFLFlush::Finish, |part| {
        packed.extend_from_slice(part);
        true
    });
    packed
}

pub(super) fn unpack(packed: &[u8]) -> Result<Vec<u8>, PermalinkError> {
    let (expected, deflated) = packed.split_at_checked(CHECKSUM_BYTES).ok_or(PermalinkError::CutOff)?;
    let start = DICTIONARY.len();
    let mut window = DICTIONARY.to_vec();
    window.resize(start + MAX_PAYLOAD_BYTES, 0);
    let mut decompressor = DecompressorOxide::new();
    let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) = decompress(&mut decompressor, deflated, &mut window, start, flags);
    match status {
        TINFLStatus::Done if read == deflated.len() => {}
        TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
            return Err(PermalinkError::CutOff);
        }
        TINFLStatus::HasMoreOutput => return Err(PermalinkError::TooLarge),
        _ => return Err(PermalinkError::Damaged),
    }
    let bytes = &window[start..start + written];
    if checksum(bytes) != *expected {
        return Err(PermalinkError::Damaged);
    }
    Ok(bytes.to_vec())
}

/// The checksum of a payload: the low four bytes of SipHash-1-3.
fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
    [a, b, c, d]
}
