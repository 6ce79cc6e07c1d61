//! Sharing a run by link, and links that cannot be opened.

use std::path::{Path, PathBuf};
use std::process::Command;

use scenario::Permalink;
use thirtyfour::Key;

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story, story_at_end};

/// What the share dialog shows: the link, the instant and the fingerprint.
#[derive(Debug, PartialEq)]
pub struct Shared {
    pub link: String,
    opens_at: String,
    fingerprint: String,
}

/// Opens the share dialog, copies the link and closes the dialog.
pub async fn share(page: &Page) -> StepResult<Shared> {
    page.press("Share").await?;
    let dialog = page.control("dialog", "Share this run").await?;
    let shown = page.control_in(&dialog, "textbox", "Link").await?.value().await?;
    page.press("Copy").await?;
    page.expect_text("Copied.").await?;
    let link = page.clipboard().await?;
    assert_eq!(link, shown, "what is copied is what is shown");
    let text = dialog.text().await?;
    let after = |term: &str| {
        let mut lines = text.lines().skip_while(|line| *line != term);
        lines.nth(1).unwrap_or_else(|| panic!("no {term} in:\n{text}")).to_owned()
    };
    let shared = Shared { opens_at: after("Opens at"), fingerprint: after("Fingerprint"), link };
    page.press("Close").await?;
    Ok(shared)
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn copied_link_opens_the_same_run_and_instant_elsewhere() {
    story_at_end("sharing", async |page| {
        page.write_at("São Paulo", "ham").await?;
        // A tenth of the run later, its messages are in flight.
        page.control("slider", "Time").await?.send_keys(Key::PageUp).await?;
        let shared = share(page).await?;
        let sight = page.settled_state().await?;
        assert_eq!(shared.opens_at, sight.instant);
        page.expect_painted(true).await?;
        page.in_another_browser(&shared.link, async |other| {
            other.select_leader("São Paulo").await?;
            other.expect_state(&sight).await?;
            assert_eq!(share(other).await?.fingerprint, shared.fingerprint);
            other.go_to_end().await?;
            // The fingerprint covers the whole run, whatever the instant.
            assert_eq!(share(other).await?.fingerprint, shared.fingerprint);
            let undo = other.control("button", "Undo").await?;
            assert!(!undo.element().is_enabled().await?, "opening a link is not an edit to undo");
            Ok(())
        })
        .await?;
        page.press("Undo").await?;
        let before = share(page).await?;
        assert_ne!(before.fingerprint, shared.fingerprint, "another run, another fingerprint");
        Ok(())
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn invalid_link_shows_an_error_and_opens_the_default_run() {
    let whole = Permalink::of(scenario::default_scenario()).encode();
    let incomplete = format!("#{}", &whole[..whole.len() / 2]);
    // Another checksum.
    let (start, rest) = whole.split_at("s1.".len());
    let damaged = format!("#{start}{}{}", if rest.starts_with('A') { 'B' } else { 'A' }, &rest[1..]);
    let too_large = format!("#s1.{}", "A".repeat(600 * 1024));
    let bad = [
        (
            "incomplete",
            incomplete.as_str(),
            "This link is incomplete: its end is missing, so copy the whole link again.",
        ),
        ("damaged", damaged.as_str(), "This link is damaged: some of its characters are missing or altered."),
        ("of another version", "#s9.AAAA", "This link has version “s9”, which this version of"),
        ("too large", too_large.as_str(), "This link is too large to open."),
        ("no link", "#hello", "This is not a link to a run"),
    ];
    for (name, fragment, sentence) in bad {
        story(&format!("a link that is {name}"), Visit::on_desktop().at(fragment), async |page| {
            page.expect_text(sentence).await?;
            page.expect_summary("Conflict on cart").await?;
            page.press("Dismiss").await?;
            page.expect_no_text(sentence).await
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn invalid_link_typed_later_keeps_the_current_run() {
    story_at_end("a bad link later", async |page| {
        page.write_at("São Paulo", "ham").await?;
        page.evaluate("location.hash = 's1.damaged';", Vec::new()).await?;
        page.expect_text("This link is incomplete").await?;
        page.expect_leader_shows("São Paulo", &["ham"]).await
    });
}

/// The example scenario in the README.
fn readme_example() -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let text = std::fs::read_to_string(&readme).expect("there is a README");
    let (_, rest) = text.split_once("```json\n").expect("the README has an example in JSON");
    let (example, _) = rest.split_once("```").expect("the example has an end");
    example.to_owned()
}

/// What the `polyleader` command prints, built with the profile of the tests.
fn polyleader(words: &[&str], file: &Path) -> String {
    let output = polyleader_command().args(words).arg(file).output().expect("the command can be started");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "polyleader {words:?} ended with {}: {told}", output.status);
    String::from_utf8(output.stdout).expect("it prints text").trim().to_owned()
}

/// The program that was built together with the tests; if these were built alone, cargo builds it now.
fn polyleader_command() -> Command {
    let tests = std::env::current_exe().expect("the test program has a path");
    let built =
        tests.ancestors().nth(2).map(|folder| folder.join("polyleader")).filter(|file| file.is_file());
    built.map(Command::new).unwrap_or_else(|| {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let mut command = Command::new(cargo);
        command.args(["run", "--quiet", "--package", "cli", "--bin", "polyleader", "--"]);
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        command
    })
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn readme_example_is_the_same_run_in_cli_and_page() {
    let file: PathBuf = std::env::temp_dir().join(format!("polyleader-readme-{}.json", std::process::id()));
    std::fs::write(&file, readme_example()).expect("a file can be written");
    let report = polyleader(&["run"], &file);
    let link = polyleader(&["link", "encode"], &file);
    std::fs::remove_file(&file).expect("the file is there");
    let fingerprint = report.lines().find_map(|line| line.strip_prefix("fingerprint "));
    let fingerprint = fingerprint.unwrap_or_else(|| panic!("no fingerprint in:\n{report}"));
    let fragment = format!("#{}", link.rsplit('#').next().unwrap_or_default());
    story("the example of the README", Visit::on_desktop().at(&fragment), async |page| {
        page.expect_text("A cart, a cut and a merge").await?;
        page.go_to_end().await?;
        assert_eq!(share(page).await?.fingerprint, fingerprint);
        assert!(!page.has_control("button", "Dismiss").await?, "the page shows no error");
        Ok(())
    });
}
