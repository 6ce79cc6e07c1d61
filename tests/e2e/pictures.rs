//! Saving the diagram and the stage as pictures.

use thirtyfour::Key;

use crate::documents::{catch_saved_files, expect_saved_file};
use crate::page::Page;
use crate::palette::expect_selected_option;
use crate::step_result::StepResult;
use crate::story::story_at_end;

/// The type, the width and the height of the picture that was saved last, once there are this many. An SVG was saved as text.
async fn saved_size(page: &Page, count: usize) -> StepResult<(String, u64, u64)> {
    let script = "const content = saved.at(-1)[1]; \
        const blob = content instanceof Blob ? content : new Blob([content], { type: 'image/svg+xml' }); \
        const image = new Image(); image.src = URL.createObjectURL(blob); await image.decode(); \
        return [blob.type, image.naturalWidth, image.naturalHeight];";
    page.wait_until("a saved picture", async || {
        let saved = page.evaluate("return saved.length;", Vec::new()).await?;
        Ok(if saved == count { Ok(()) } else { Err(saved.to_string()) })
    })
    .await?;
    let size = page.evaluate(&format!("return (async () => {{ {script} }})();"), Vec::new()).await?;
    let side = |index: usize| size[index].as_u64().unwrap_or_default();
    Ok((size[0].as_str().unwrap_or_default().to_owned(), side(1), side(2)))
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn diagram_and_stage_are_saved_as_pictures() {
    story_at_end("pictures", async |page| {
        catch_saved_files(page).await?;
        page.press("Share").await?;
        let dialog = ("dialog", "Share this run");
        page.press_in(dialog, "Save picture").await?;
        expect_saved_file(page, "Two-carts-one-key-diagram.svg", "<title>Two carts, one key</title>").await?;
        page.expect_text("Saved as “Two-carts-one-key-diagram.svg”.").await?;
        expect_saved_file(page, "Two-carts-one-key-diagram.svg", ">Frankfurt</text>").await?;
        let (_, width, height) = saved_size(page, 1).await?;
        page.choose_radio("Format", "PNG").await?;
        page.press_in(dialog, "Save picture").await?;
        assert_eq!(saved_size(page, 2).await?, ("image/png".to_owned(), 2 * width, 2 * height));
        page.choose_radio("What the picture shows", "Stage at playhead").await?;
        page.choose_radio("Format", "SVG").await?;
        page.choose_radio("Colours", "Dark").await?;
        page.press_in(dialog, "Save picture").await?;
        expect_saved_file(page, "Two-carts-one-key-stage.svg", "#161a21").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn palette_saves_pictures_by_any_of_their_names() {
    story_at_end("pictures from the palette", async |page| {
        catch_saved_files(page).await?;
        for (words, command, file) in [
            ("diagram svg", "Save diagram as SVG", "Two-carts-one-key-diagram.svg"),
            ("export picture svg stage", "Save stage as SVG", "Two-carts-one-key-stage.svg"),
        ] {
            page.send_keys("/").await?;
            page.expect_focus("combobox", "Search commands").await?;
            page.send_keys(words).await?;
            expect_selected_option(page, command).await?;
            page.send_keys(Key::Enter).await?;
            expect_saved_file(page, file, "<title>").await?;
        }
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("image png").await?;
        expect_selected_option(page, "Save diagram as PNG").await?;
        page.send_keys(Key::Enter).await?;
        assert_eq!(saved_size(page, 3).await?.0, "image/png");
        Ok(())
    });
}
