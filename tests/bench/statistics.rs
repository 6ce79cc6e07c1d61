//! Summary statistics of a series of measurements, as one line.

/// Prints the median, the 95th percentile and the maximum of times in milliseconds.
pub fn print(label: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len().saturating_sub(1)));
    let percentile = |percent| at(percent).copied().unwrap_or(f64::NAN);
    println!(
        "{label:41} p50 {:.1} ms, p95 {:.1} ms, max {:.1} ms",
        percentile(50),
        percentile(95),
        percentile(100)
    );
}
