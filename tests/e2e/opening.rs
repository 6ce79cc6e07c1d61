//! The page opens and runs.

use tests::browser::{Screen, Theme};

use crate::story::{Visit, story};

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn the_page_opens_on_every_screen() {
    for screen in Screen::ALL {
        for theme in Theme::ALL {
            let name = format!("the page opens at {} in {}", screen.width, theme.css_name());
            story(&name, Visit::with(screen, theme), async |page| {
                page.control("button", "Play").await?;
                page.says("Polyleader").await
            });
        }
    }
}
