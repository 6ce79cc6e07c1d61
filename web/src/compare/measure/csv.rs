//! All results as comma-separated values, for a spreadsheet.

use analysis::{METRICS, Sweep};

/// One line for each setting and metric that some run has.
pub fn csv_of(sweep: &Sweep) -> String {
    let mut lines = vec![
        "policy,topology,metric,unit,runs,without,least,lower quartile,median,upper quartile,greatest"
            .to_owned(),
    ];
    for (number, setting) in sweep.settings().iter().enumerate() {
        for (place, metric) in METRICS.iter().enumerate() {
            let Ok(it) = sweep.distribution(number, place) else { continue };
            let figures = [it.least, it.lower_quartile, it.median, it.upper_quartile, it.greatest];
            let mut fields = vec![quoted(&setting.policy), quoted(&setting.topology)];
            fields.extend([metric.id, metric.unit.decimal_name()].map(quoted));
            fields.extend([it.runs, it.without].map(|count| count.to_string()));
            fields.extend(figures.map(|figure| metric.unit.decimal(figure)));
            lines.push(fields.join(","));
        }
    }
    lines.join("\n") + "\n"
}

/// A text in quotes, in which quotes are doubled.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;

    use analysis::{Setting, Sweep};
    use replication::Micros;

    use super::*;

    #[test]
    fn each_figure_is_a_line_and_names_are_quoted() {
        let scenario = scenario::default_scenario();
        let (policy, topology) = ("A \"rule\", mine".into(), "Star".into());
        let setting = Setting { policy, topology, scenario, redrawn_from: Micros::ZERO };
        let mut sweep = Sweep::new(vec![setting], NonZeroUsize::MIN);
        while sweep.advance(1_000) {}
        let text = csv_of(&sweep);
        assert!(
            text.contains("\n\"A \"\"rule\"\", mine\",\"Star\",\"accepted\",\"count\",1,0,2,2,2,2,2\n"),
            "{text}"
        );
    }
}
