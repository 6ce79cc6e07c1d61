//! Random places, clocks and links.

use proptest::prelude::*;
use proptest::sample::select;
use replication::{
    Clock, Contact, DeliveryOrder, Latency, LinkSettings, Micros, Offset, Place, RequestSettings, Retry,
    ServiceSpread, ServiceTimes,
};

pub fn place() -> impl Strategy<Value = Place> {
    (-90.0..90.0, -180.0..180.0).prop_map(|(latitude, longitude)| Place::from_degrees(latitude, longitude))
}

pub fn clock() -> impl Strategy<Value = Clock> {
    // True clocks and commands at round instants make ties.
    let offset = prop_oneof![4 => Just(0), 1 => -300_000i64..300_000];
    let drift_ppm = prop_oneof![4 => Just(0), 1 => -200_000..200_000];
    (offset, drift_ppm).prop_map(|(offset, drift_ppm)| Clock { offset: Offset(offset), drift_ppm })
}

/// How long leaders take, often no time at all.
pub fn service_times() -> impl Strategy<Value = ServiceTimes> {
    let time = || prop_oneof![Just(0u64), 0u64..60_000].prop_map(Micros);
    let spread = select(vec![ServiceSpread::Fixed, ServiceSpread::Exponential]);
    let times = (time(), time(), time(), spread);
    let times =
        times.prop_map(|(write, read, replicated, spread)| ServiceTimes { write, read, replicated, spread });
    prop_oneof![1 => Just(ServiceTimes::default()), 2 => times]
}

/// How clients send their requests.
pub fn request_settings() -> impl Strategy<Value = RequestSettings> {
    let fixed = (0u64..100_000).prop_map(|latency| Some(Latency::Fixed(Micros(latency))));
    let latency = prop_oneof![Just(None), Just(Some(Latency::ByDistance)), fixed];
    let timeout =
        prop_oneof![1 => Just(None), 2 => (1_000u64..400_000).prop_map(|timeout| Some(Micros(timeout)))];
    let contact = select(vec![Contact::Own, Contact::Nearest]);
    let retry = select(vec![Retry::Never, Retry::Same, Retry::Nearest]);
    (contact, latency, timeout, retry, 1u32..5, any::<bool>(), 0u64..500_000).prop_map(
        |(contact, latency, timeout, retry, attempts, idempotency_key, avoid)| RequestSettings {
            contact,
            latency,
            timeout,
            retry,
            attempts,
            idempotency_key,
            avoid: Micros(avoid),
        },
    )
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
