//! Figures of many measurements in one line.

/// Prints the median, the 95th percentile and the greatest of times in milliseconds.
pub fn tell(what: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len().saturating_sub(1)));
    let shown = |percent| at(percent).copied().unwrap_or(f64::NAN);
    println!("{what:41} p50 {:.1} ms, p95 {:.1} ms, most {:.1} ms", shown(50), shown(95), shown(100));
}
