//! Random places, clocks and links.

use proptest::prelude::*;
use proptest::sample::select;
use replication::{Clock, DeliveryOrder, Latency, LinkSettings, Micros, Offset, Place};

pub fn place() -> impl Strategy<Value = Place> {
    (-90.0..90.0, -180.0..180.0).prop_map(|(latitude, longitude)| Place::from_degrees(latitude, longitude))
}

pub fn clock() -> impl Strategy<Value = Clock> {
    // True clocks and commands at round instants make ties.
    let offset = prop_oneof![4 => Just(0), 1 => -300_000i64..300_000];
    let drift_ppm = prop_oneof![4 => Just(0), 1 => -200_000..200_000];
    (offset, drift_ppm).prop_map(|(offset, drift_ppm)| Clock { offset: Offset(offset), drift_ppm })
}

pub fn link_settings() -> impl Strategy<Value = LinkSettings> {
    let fixed = (0u64..150_000).prop_map(|latency| Latency::Fixed(Micros(latency)));
    let latency = prop_oneof![Just(Latency::ByDistance), fixed];
    let jitter = prop_oneof![Just(0u64), 0u64..300_000].prop_map(Micros);
    let loss = prop_oneof![Just(0u8), 0u8..60];
    let duplication = prop_oneof![2 => Just(0u8), 1 => 0u8..=100];
    let bandwidth = prop_oneof![2 => Just(None), 1 => (500u64..50_000).prop_map(Some)];
    let order = select(vec![DeliveryOrder::Fifo, DeliveryOrder::Any]);
    (latency, jitter, loss, duplication, bandwidth, order).prop_map(
        |(latency, jitter, loss_percent, duplicate_percent, bytes_per_s, order)| LinkSettings {
            latency,
            jitter,
            loss_percent,
            duplicate_percent,
            bytes_per_s,
            order,
        },
    )
}
