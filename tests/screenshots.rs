//! Takes screenshots of the built page at three widths, light and dark, for `cargo xtask screenshots`.

use std::process::ExitCode;
use std::time::Duration;

use tests::browser::{Browser, Error, Motion, Screen, Server, Theme, page_folder, screenshot_file};

/// The default time that the page runs before its screenshot.
const DEFAULT_DELAY: Duration = Duration::from_secs(2);

/// The command-line options.
struct Options {
    /// How long the page runs before its screenshot.
    after: Duration,
    /// The fragment of the page's address, with its `#`, or nothing.
    fragment: String,
}

fn main() -> ExitCode {
    let options = match parse_options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(sentence) => return fail(&sentence),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let taken = match runtime {
        Ok(runtime) => runtime.block_on(take(&options)),
        Err(reason) => return fail(&reason.to_string()),
    };
    match taken {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string()),
    }
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("screenshots: {sentence}");
    ExitCode::FAILURE
}

/// Parses `--after SECONDS` and `--fragment TEXT`.
fn parse_options(mut words: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options { after: DEFAULT_DELAY, fragment: String::new() };
    while let Some(option) = words.next() {
        let value = words.next().ok_or_else(|| format!("{option} needs a value"))?;
        match option.as_str() {
            "--fragment" => options.fragment = format!("#{}", value.trim_start_matches('#')),
            "--after" => {
                let seconds =
                    value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                options.after =
                    seconds.ok_or_else(|| format!("--after needs a number of seconds, not `{value}`"))?;
            }
            _ => return Err(format!("unknown option `{option}`; known are --after and --fragment")),
        }
    }
    Ok(options)
}

/// Takes all screenshots with one browser, which is quit even on failure.
async fn take(options: &Options) -> Result<(), Error> {
    let server = Server::start(&page_folder()).await?;
    let browser = Browser::start().await?;
    let url = format!("{}{}", server.url(), options.fragment);
    let taken = take_all(&browser, &url, options.after).await;
    browser.quit().await?;
    taken
}

async fn take_all(browser: &Browser, url: &str, after: Duration) -> Result<(), Error> {
    for screen in Screen::ALL {
        for theme in Theme::ALL {
            browser.show(screen, theme, Motion::Full).await?;
            browser.go_to(url).await?;
            tokio::time::sleep(after).await;
            let file =
                screenshot_file(&format!("page-{}x{}-{}", screen.width, screen.height, theme.css_name()));
            browser.take_screenshot(&file).await?;
            println!("{}", file.display());
            for error in browser.console_errors().await? {
                eprintln!("console: {error}");
            }
        }
    }
    Ok(())
}
