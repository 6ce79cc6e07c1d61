//! Takes screenshots of the built page at three widths, light and dark, for `cargo xtask screenshots`.

use std::process::ExitCode;
use std::time::Duration;

use tests::browser::{Browser, Motion, Screen, Server, Theme, Error, page_folder, screenshot_file};

/// How long the page runs before its screenshot, by default.
const DEFAULT_AFTER: Duration = Duration::from_secs(2);

/// When to take the screenshots, and of which fragment.
struct Wish {
    after: Duration,
    fragment: String,
}

fn main() -> ExitCode {
    let wish = match wish(std::env::args().skip(1)) {
        Ok(wish) => wish,
        Err(sentence) => return fail(&sentence),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let taken = match runtime {
        Ok(runtime) => runtime.block_on(take(&wish)),
        Err(reason) => return fail(&reason.to_string()),
    };
    match taken {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => fail(&trouble.to_string()),
    }
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("screenshots: {sentence}");
    ExitCode::FAILURE
}

/// Parses `--after SECONDS` and `--fragment TEXT`.
fn wish(mut words: impl Iterator<Item = String>) -> Result<Wish, String> {
    let mut wish = Wish { after: DEFAULT_AFTER, fragment: String::new() };
    while let Some(option) = words.next() {
        let value = words.next().ok_or_else(|| format!("{option} needs a value"))?;
        match option.as_str() {
            "--fragment" => wish.fragment = format!("#{}", value.trim_start_matches('#')),
            "--after" => {
                let seconds =
                    value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                wish.after =
                    seconds.ok_or_else(|| format!("--after needs a number of seconds, not `{value}`"))?;
            }
            _ => return Err(format!("`{option}` is not known; there are --after and --fragment")),
        }
    }
    Ok(wish)
}

/// Takes all screenshots with one browser, which is quit on failure too.
async fn take(wish: &Wish) -> Result<(), Error> {
    let server = Server::start(&page_folder()).await?;
    let browser = Browser::start().await?;
    let url = format!("{}{}", server.url(), wish.fragment);
    let taken = take_all(&browser, &url, wish.after).await;
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
