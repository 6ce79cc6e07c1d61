//! Metrics of several policies and topologies over many seeds.

use replication::Micros;
use tests::browser::{Screen, Theme};

use crate::page::Page;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// Twelve clients of a star whose hub's clock is 300 ms ahead, and one leader that is down for a while.
const HUB_AHEAD: &str = r#"{
    "polyleader": 1, "title": "Hub ahead", "seed": 7, "policy": "last-write-wins", "topology": "star",
    "leaders": [ { "id": "F", "name": "Frankfurt", "place": [50.1, 8.7], "clock": { "offset_ms": 300 } },
                 { "id": "T", "name": "Tokyo", "place": [35.7, 139.7] },
                 { "id": "S", "name": "São Paulo", "place": [-23.5, -46.6] } ],
    "workload": { "clients": 12, "per_second": 1, "reads_percent": 30, "keys": 20, "zipf": 1.2, "until_ms": 3000 },
    "commands": [ { "at_ms": 1000, "crash": { "leader": "S" } }, { "at_ms": 2000, "restart": { "leader": "S" } } ]
}"#;

async fn open_dialog(page: &Page) -> StepResult {
    page.leader("Tokyo").await?;
    page.chord(&[thirtyfour::Key::Control], 'k').await?;
    let search = page.control("combobox", "Search commands").await?;
    search.send_keys("Monte Carlo").await?;
    search.send_keys(thirtyfour::Key::Enter).await?;
    page.control("dialog", "Measure over many seeds").await?;
    Ok(())
}

async fn measure(page: &Page, seeds: &str) -> StepResult {
    page.set_number("Seeds", seeds).await?;
    page.press_in(("dialog", "Measure over many seeds"), "Measure").await
}

/// Waits until all runs are measured.
async fn expect_measured(page: &Page, runs: &str) -> StepResult {
    let status = "return document.querySelector('.measure .button-row > [role=status]')?.textContent ?? '';";
    page.wait_until(&format!("{runs} to be measured"), async || {
        let now = page.evaluate(status, Vec::new()).await?;
        Ok(if now == runs { Ok(()) } else { Err(now.to_string()) })
    })
    .await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn measurement_is_still_there_when_the_dialog_is_opened_again_and_wrong_seeds_start_none() {
    story("measured before", Visit::on_desktop().at_run(HUB_AHEAD, Micros::ZERO), async |page| {
        open_dialog(page).await?;
        page.set_number("Seeds", "0").await?;
        page.expect_text("“Seeds” must be a whole number from 1 to 1000.").await?;
        let measure_button = page.control("button", "Measure").await?;
        assert_eq!(measure_button.attribute("disabled").await?.as_deref(), Some("true"));
        measure(page, "3").await?;
        expect_measured(page, "21 runs").await?;
        page.send_keys(thirtyfour::Key::Escape).await?;
        open_dialog(page).await?;
        expect_measured(page, "21 runs").await?;
        page.expect_value("spinbutton", "Seeds", "3").await?;
        page.expect_count(".figures tbody tr", 7).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn losses_are_measured_over_seeds_and_the_worst_run_opens_side_by_side() {
    story("measuring", Visit::on_desktop().at_run(HUB_AHEAD, Micros::ZERO), async |page| {
        open_dialog(page).await?;
        page.toggle("Star").await?;
        page.toggle("All-to-all").await?;
        page.toggle("Star").await?;
        measure(page, "5").await?;
        expect_measured(page, "70 runs").await?;
        page.expect_count(".figures tbody tr", 14).await?;
        let script = "const rows = [...document.querySelectorAll('.figures tbody tr')]; \
            const row = rows.find((row) => row.cells[0].textContent === arguments[0]); \
            return [...row.cells].slice(1, 6).map((cell) => cell.textContent).join(' ');";
        let siblings = page.evaluate(script, vec![serde_json::json!("Siblings · Star")]).await?;
        assert_eq!(siblings, "0 0 0 0 0", "siblings lose nothing");
        page.select_option("Metric", "Time to converge").await?;
        page.expect_text("From the last accepted write until all leaders agree for good.").await?;
        page.select_option("Metric", "Lost").await?;
        page.evaluate(
            "document.querySelector('.figures tbody tr td:nth-of-type(5) button').click();",
            vec![],
        )
        .await?;
        page.expect_count(".sides[data-two]", 1).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn run_without_randomness_is_run_once_and_measuring_can_be_stopped() {
    story("measuring without chance", Visit::with(Screen::PHONE, Theme::Dark), async |page| {
        open_dialog(page).await?;
        page.expect_text("Nothing in this run is random, so each setting runs once.").await?;
        measure(page, "1000").await?;
        expect_measured(page, "7 runs").await?;
        page.expect_count(".measure .chart", 1).await
    });
    story("measuring stopped", Visit::on_desktop().at_run(HUB_AHEAD, Micros::ZERO), async |page| {
        open_dialog(page).await?;
        measure(page, "1000").await?;
        page.press("Stop").await?;
        page.expect_text("Stopped after").await
    });
}
