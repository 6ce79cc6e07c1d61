//! Version vectors: who has seen what, two vectors compared, the counters on the stage, and what a write met where it
//! arrived.

use replication::Micros;
use scenario::{Permalink, default_scenario};
use tests::browser::{Screen, Theme};

use crate::accessibility::is_accessible;
use crate::page::Page;
use crate::playground::INSPECTOR;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

const OPEN: &str = "Version vectors: compare and explain";
const SHOW: &str = "Show version vectors on leaders and messages";

/// A visit to the opening run at this instant.
fn opening_run_at(ms: u64, screen: Screen, theme: Theme) -> Visit {
    let link = Permalink { at: Micros::from_ms(ms), ..Permalink::of(default_scenario()) };
    Visit::with(screen, theme).at(&format!("#{}", link.encode()))
}

async fn open_vectors(page: &Page) -> StepResult {
    page.expect_inspector("Who has seen what").await?;
    page.press(OPEN).await?;
    page.expect_inspector("What version vectors are for").await
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn concurrent_vectors_of_two_leaders_end_equal() {
    let visit = opening_run_at(30, Screen::DESKTOP, Theme::Light);
    story("version vectors are compared", visit, async |page| {
        open_vectors(page).await?;
        page.expect_inspector("Outlined entries lag behind").await?;
        page.select_option("First vector", "Frankfurt").await?;
        page.select_option("Second vector", "Tokyo").await?;
        page.expect_inspector("Concurrent. Frankfurt has writes of Frankfurt that Tokyo lacks").await?;
        page.go_to_end().await?;
        page.expect_inspector("Equal. Frankfurt and Tokyo have applied the same writes.").await?;
        page.expect_inspector("All rows are equal").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn leaders_show_their_vectors_where_that_is_chosen_and_after_a_reload() {
    let visit = opening_run_at(30, Screen::DESKTOP, Theme::Dark);
    story("version vectors on the stage", visit, async |page| {
        open_vectors(page).await?;
        page.click("checkbox", SHOW).await?;
        page.expect_leader_shows("Frankfurt", &["F1", "T0"]).await?;
        page.expect_leader_shows("Tokyo", &["F0", "T1"]).await?;
        page.reload().await?;
        page.expect_leader_shows("Tokyo", &["F0", "T1"]).await?;
        page.go_to_end().await?;
        page.expect_leader_shows("Tokyo", &["F1", "T1"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn first_conflict_is_explained_by_its_two_vectors() {
    for (screen, theme) in [(Screen::DESKTOP, Theme::Light), (Screen::PHONE, Theme::Dark)] {
        story("version vectors are explained", opening_run_at(30, screen, theme), async |page| {
            open_vectors(page).await?;
            page.expect_inspector("The first conflict of this run").await?;
            page.expect_inspector("Both are kept.").await?;
            is_accessible(page, "the version vectors").await?;
            page.press_in(INSPECTOR, "Show this instant").await?;
            page.expect_summary("concurrent").await
        });
    }
}
