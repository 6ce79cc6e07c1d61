//! Running a story: a browser, its steps, and a screenshot if it fails.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::sync::LazyLock;

use futures_util::FutureExt;
use replication::Micros;
use scenario::{Permalink, Scenario};
use tests::browser::{Browser, Copies, Faults, Motion, Screen, Server, Theme, page_folder, screenshot_file};
use tokio::runtime::{Builder, Runtime};

use crate::page::Page;
use crate::step_result::StepResult;

/// Runs all stories, because the connections to browsers, which outlive a story, end with it.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("a runtime can always be created")
});

/// How the page is opened: files, screen, preferences and address.
pub struct Visit {
    /// The folder of the page's files.
    pub folder: PathBuf,
    /// The size of the screen, and whether it is a touch screen.
    pub screen: Screen,
    /// The preferred colour scheme.
    pub theme: Theme,
    /// The preferred amount of motion.
    pub motion: Motion,
    /// The fragment of the address with its `#`, or nothing.
    pub fragment: String,
    /// What is wrong with the files.
    pub faults: Faults,
    /// Whether the browser keeps a copy of the files.
    pub copies: Copies,
    /// Where the story begins.
    pub begin: Begin,
}

/// Where a story begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Begin {
    /// When the page has just been opened, and may be playing.
    Opened,
    /// At the end of the run, paused.
    AtEnd,
}

impl Visit {
    /// A visit on a desktop screen in the light theme.
    pub fn on_desktop() -> Self {
        Self::with(Screen::DESKTOP, Theme::Light)
    }

    /// A visit to the page's address without a fragment.
    pub fn with(screen: Screen, theme: Theme) -> Self {
        Self {
            folder: page_folder(),
            screen,
            theme,
            motion: Motion::Full,
            fragment: String::new(),
            faults: Faults::default(),
            copies: Copies::None,
            begin: Begin::Opened,
        }
    }

    /// The same visit, to an instant of a scenario given as JSON.
    pub fn at_run(self, run: &str, at: Micros) -> Self {
        let scenario = Scenario::from_json(run).unwrap_or_else(|error| panic!("{error}"));
        let permalink = Permalink { at, ..Permalink::of(scenario) };
        self.at(&format!("#{}", permalink.encode()))
    }

    /// The same visit, with this fragment.
    pub fn at(self, fragment: &str) -> Self {
        Self { fragment: fragment.to_owned(), ..self }
    }

    /// The same visit, beginning at the end of the run.
    pub fn at_end(self) -> Self {
        Self { begin: Begin::AtEnd, ..self }
    }

    /// The same visit, in a browser that keeps a copy of the files.
    pub fn keeping_a_copy(self) -> Self {
        Self { copies: Copies::Kept, ..self }
    }

    /// The same visit, while files have these faults.
    pub fn despite(self, faults: &Faults) -> Self {
        Self { faults: faults.clone(), ..self }
    }
}

/// Runs a story. It fails if a step or an assertion fails, or if the page writes an error to the console; then a
/// screenshot is saved under the story's name and its path is printed.
pub fn story(name: &str, visit: Visit, steps: impl AsyncFnOnce(&Page) -> StepResult) {
    if let Err(error) = RUNTIME.block_on(run_story(name, visit, steps)) {
        panic!("{name}: {error}");
    }
}

/// A story on a desktop screen in the light theme that begins at the end of the opening run.
pub fn story_at_end(name: &str, steps: impl AsyncFnOnce(&Page) -> StepResult) {
    story(name, Visit::on_desktop().at_end(), steps);
}

async fn run_story(name: &str, visit: Visit, steps: impl AsyncFnOnce(&Page) -> StepResult) -> StepResult {
    let server = Server::start_with(&visit.folder, visit.faults.clone(), visit.copies).await?;
    let page = Page::new(Browser::take().await?, server.url());
    let all = async {
        begin(&page, &visit).await?;
        steps(&page).await?;
        page.expect_clean_console().await
    };
    // Panics are caught, so that a screenshot can be taken and the browser quit before the test fails.
    let ended = AssertUnwindSafe(all).catch_unwind().await;
    if matches!(ended, Ok(Ok(()))) {
        return page.close().await;
    }
    save_screenshot(&page, name).await;
    // The browser may be in any state.
    let quit = page.quit().await;
    match ended {
        Err(panic) => resume_unwind(panic),
        Ok(outcome) => outcome.and(quit),
    }
}

/// Opens the page, and goes to where the story begins.
async fn begin(page: &Page, visit: &Visit) -> StepResult {
    let browser = page.browser();
    match visit.begin {
        Begin::Opened => {
            browser.show(visit.screen, visit.theme, visit.motion).await?;
            page.open(&visit.fragment).await
        }
        Begin::AtEnd => {
            // Drawing the playback, which this story does not look at, would take most of its time.
            browser.show(visit.screen, visit.theme, Motion::Reduced).await?;
            page.open(&visit.fragment).await?;
            page.go_to_end().await?;
            Ok(browser.show(visit.screen, visit.theme, visit.motion).await?)
        }
    }
}

/// Saves a screenshot and prints its path; if that fails, the story's own failure still counts.
async fn save_screenshot(page: &Page, name: &str) {
    let file = screenshot_file(name);
    match page.browser().take_screenshot(&file).await {
        Ok(()) => eprintln!("{name}: the last screenshot is {}", file.display()),
        Err(error) => eprintln!("{name}: no screenshot: {error}"),
    }
    for error in page.browser().console_errors().await.unwrap_or_default() {
        eprintln!("{name}: console: {error}");
    }
}
