//! One story: a fresh browser on the page, its steps, and a screenshot of how it ended if it failed.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;

use futures_util::FutureExt;
use replication::Micros;
use scenario::{Permalink, Scenario};
use tests::browser::{Browser, Motion, Screen, Server, Theme, page_folder, screenshot_file};

use crate::step_result::StepResult;
use crate::page::Page;

/// How a visitor comes to the page.
pub struct Visit {
    /// The folder of the page's files.
    pub folder: PathBuf,
    /// With which screen.
    pub screen: Screen,
    /// In which colours.
    pub theme: Theme,
    /// With how much motion.
    pub motion: Motion,
    /// With which fragment of the address, `#` included, or none.
    pub fragment: String,
}

impl Visit {
    /// A visit by the page's plain address.
    pub fn with(screen: Screen, theme: Theme) -> Self {
        Self { folder: page_folder(), screen, theme, motion: Motion::Full, fragment: String::new() }
    }

    /// The same visit to an instant of a run, given as JSON.
    pub fn at_run(self, run: &str, at: Micros) -> Self {
        let scenario = Scenario::from_json(run).unwrap_or_else(|error| panic!("{error}"));
        let permalink = Permalink { scenario, at, fingerprint: None };
        self.at(&format!("#{}", permalink.encode()))
    }

    /// The same visit by a permalink's fragment.
    pub fn at(self, fragment: &str) -> Self {
        Self { fragment: fragment.to_owned(), ..self }
    }
}

/// Tells a story. It fails when a step fails, when an assertion in it does, and when the page wrote
/// an error to its console; then a screenshot is kept under the story's name, and its path is printed.
pub fn story(name: &str, visit: Visit, steps: impl AsyncFnOnce(&Page) -> StepResult) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime of one thread can always be made");
    if let Err(trouble) = runtime.block_on(tell(name, visit, steps)) {
        panic!("{name}: {trouble}");
    }
}

/// A story at a desk, by daylight, that begins at the end of the opening run.
pub fn story_at_end(name: &str, steps: impl AsyncFnOnce(&Page) -> StepResult) {
    story(name, Visit::with(Screen::DESKTOP, Theme::Light), async |page| {
        page.go_to_end().await?;
        steps(page).await
    });
}

async fn tell(name: &str, visit: Visit, steps: impl AsyncFnOnce(&Page) -> StepResult) -> StepResult {
    let server = Server::start(&visit.folder).await?;
    let browser = Browser::start().await?;
    let page = Page::new(browser, server.url());
    let all = async {
        page.browser().show(visit.screen, visit.theme, visit.motion).await?;
        page.open(&visit.fragment).await?;
        steps(&page).await?;
        page.expect_clean_console().await
    };
    // Caught, so that the screenshot can be taken and the browser ended before the test fails.
    let ended = AssertUnwindSafe(all).catch_unwind().await;
    if !matches!(ended, Ok(Ok(()))) {
        keep_screenshot(&page, name).await;
    }
    let quit = page.quit().await;
    match ended {
        Err(panic) => resume_unwind(panic),
        Ok(outcome) => outcome.and(quit),
    }
}

/// Says where the screenshot is; without one the story's own failure still counts.
async fn keep_screenshot(page: &Page, name: &str) {
    let file = screenshot_file(name);
    match page.browser().take_screenshot(&file).await {
        Ok(()) => eprintln!("{name}: a screenshot of how it ended is in {}", file.display()),
        Err(trouble) => eprintln!("{name}: no screenshot of how it ended: {trouble}"),
    }
    for error in page.browser().console_errors().await.unwrap_or_default() {
        eprintln!("{name}: the console says {error}");
    }
}
