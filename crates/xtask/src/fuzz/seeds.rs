//! Seeds of the fuzz targets, made from the specification's cases, the gallery and the golden runs.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::workspace;

/// The kind of a target's seeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seeds {
    /// The links of the golden runs, and the contents of links to all scenarios.
    Links,
    /// All scenarios as JSON.
    Scenarios,
    /// The merge code in all scenarios.
    MergeCode,
    /// Bytes of some length: what they mean does not matter.
    Bytes,
}

/// A seed: its file name and its content.
type Seed = (String, String);

/// The most bytes of a seed whose meaning does not matter.
const MAX_BYTES: usize = 2_000;

/// Writes the seeds into the target's corpus, and returns how many there are.
pub fn write(corpus: &Path, seeds: Seeds) -> Result<usize> {
    fs::create_dir_all(corpus)
        .map_err(Error::because(format!("the folder {} cannot be made", corpus.display())))?;
    let all = contents(seeds)?;
    for (name, content) in &all {
        let file = corpus.join(format!("seed-{name}"));
        fs::write(&file, content).map_err(Error::because(format!("{} cannot be written", file.display())))?;
    }
    Ok(all.len())
}

fn contents(seeds: Seeds) -> Result<Vec<Seed>> {
    let scenarios = scenarios()?;
    Ok(match seeds {
        Seeds::Scenarios => scenarios.into_iter().map(|(name, run)| (name, run.to_string())).collect(),
        Seeds::Links => {
            let contents = scenarios.into_iter().map(|(name, run)| (name, format!("{{\"s\":{run}}}")));
            contents.chain(golden_links()?).collect()
        }
        Seeds::MergeCode => {
            let code = scenarios.iter().flat_map(|(name, run)| {
                let mut found = Vec::new();
                collect_code(run, &mut found);
                found.into_iter().enumerate().map(move |(index, code)| (format!("{name}-{index}"), code))
            });
            code.collect()
        }
        Seeds::Bytes => scenarios
            .into_iter()
            .map(|(name, run)| (name, run.to_string().chars().take(MAX_BYTES).collect()))
            .collect(),
    })
}

/// Every scenario that the project keeps.
fn scenarios() -> Result<Vec<(String, Value)>> {
    let mut all = Vec::new();
    for file in files(&["tests/spec", "crates/scenario/gallery"])? {
        all.extend(read_scenario(&file)?);
    }
    for folder in files(&["tests/golden"])? {
        let file = folder.join("scenario.json");
        if file.is_file() {
            let run = read_scenario(&file)?.map(|(_, run)| (name_of(&folder), run));
            all.extend(run);
        }
    }
    Ok(all)
}

/// A scenario, or that of a case, by the name of its file.
fn read_scenario(file: &Path) -> Result<Option<(String, Value)>> {
    let json: Value = serde_json::from_str(&read(file)?)
        .map_err(Error::because(format!("{} is not valid JSON", file.display())))?;
    let is_scenario = json.get("polyleader").is_some();
    let run = if is_scenario { Some(json) } else { json.get("scenario").cloned() };
    Ok(run.map(|run| (name_of(file), run)))
}

fn golden_links() -> Result<Vec<Seed>> {
    let folders = files(&["tests/golden"])?.into_iter().filter(|folder| folder.join("link.txt").is_file());
    folders
        .map(|folder| {
            let link = read(&folder.join("link.txt"))?;
            Ok((format!("{}-link", name_of(&folder)), link.trim().trim_start_matches('#').to_owned()))
        })
        .collect()
}

/// All merge code in a scenario.
fn collect_code(json: &Value, found: &mut Vec<String>) {
    match json {
        Value::Object(fields) => {
            let source = fields.get("source").and_then(Value::as_str);
            found.extend(source.map(str::to_owned));
            fields.values().for_each(|field| collect_code(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_code(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The files and folders in these folders of the project, sorted by name.
fn files(folders: &[&str]) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for folder in folders {
        let folder = workspace::root().join(folder);
        let entries = fs::read_dir(&folder)
            .map_err(Error::because(format!("the folder {} cannot be read", folder.display())))?;
        all.extend(entries.flatten().map(|entry| entry.path()));
    }
    all.sort();
    Ok(all)
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(Error::because(format!("{} cannot be read", file.display())))
}

fn name_of(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_seeds_of_its_form() {
        let begins = |seeds: Seeds, start: &str| {
            let all = contents(seeds).unwrap();
            assert!(all.len() > 1, "{seeds:?}");
            all.iter().filter(|(_, content)| content.starts_with(start)).count()
        };
        assert!(begins(Seeds::Links, "s1.") > 1);
        assert!(begins(Seeds::Links, "{\"s\":{") > 100);
        assert!(begins(Seeds::Scenarios, "{\"polyleader\":1") > 100);
        assert!(begins(Seeds::MergeCode, "fn ") > 1);
        assert!(begins(Seeds::Bytes, "") > 100);
    }
}
