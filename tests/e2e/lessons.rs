//! Lessons: predictions, goals, progress, links to steps, and making a lesson in the page.

use tests::browser::{Screen, Theme};
use thirtyfour::Key;

use crate::accessibility::is_accessible;
use crate::page::Page;
use crate::palette::expect_selected_option;
use crate::reach::expect_in_sight;
use crate::step_result::StepResult;
use crate::story::{Visit, story};

/// The panel of a lesson.
pub const LESSON: (&str, &str) = ("complementary", "Lesson");
const RING_CAPTION: &str = "Four newsrooms share one newspaper";

fn visit(address: &str) -> Visit {
    Visit::on_desktop().at(address)
}

impl Page {
    /// Waits until the panel of the lesson has this text.
    pub async fn expect_lesson(&self, text: &str) -> StepResult {
        self.expect_region(LESSON.0, LESSON.1, text).await
    }

    /// Answers the question of a step, once it can be answered.
    pub async fn answer(&self, choice: &str) -> StepResult {
        self.expect_lesson("What do you think?").await?;
        self.press_in(LESSON, choice).await
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn lesson_starts_from_the_list_and_explains_after_the_answer() {
    story("lesson from the list", Visit::on_desktop(), async |page| {
        page.press("Lessons").await?;
        page.expect_text("A course in short steps").await?;
        is_accessible(page, "the list of lessons").await?;
        page.press_prefixed_in(("dialog", "Lessons"), "Saved here, not there yet").await?;
        page.expect_lesson("Ana runs cafés on three continents").await?;
        page.answer("Frankfurt").await?;
        page.expect_lesson("Right.").await?;
        is_accessible(page, "a lesson").await?;
        page.press_in(LESSON, "Next").await?;
        page.expect_lesson("The tomato soup has arrived everywhere").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn nothing_after_the_question_is_shown_until_it_is_answered() {
    story("lesson hides the future", visit("?lesson=ring"), async |page| {
        page.expect_lesson("What do you think?").await?;
        page.press("Go to end").await?;
        page.expect_text("20 ms of 20 ms").await?;
        page.answer("1").await?;
        page.expect_lesson("Not this time. Watch what happens.").await?;
        page.wait_until_paused().await?;
        page.expect_leader_shows("Tokyo", &["Storm!"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn chosen_answer_keeps_the_focus_and_cannot_be_changed() {
    story("focus after an answer", visit("?lesson=asynchronous-replication"), async |page| {
        page.answer("Frankfurt and Tokyo").await?;
        page.expect_lesson("Not this time: the right answer is marked.").await?;
        page.expect_focus("button", "Frankfurt and Tokyo").await?;
        page.press_in(LESSON, "Frankfurt").await?;
        page.expect_lesson("Not this time: the right answer is marked.").await?;
        page.press_in(LESSON, "Leave the lesson").await?;
        page.expect_focus("button", "Play").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn goal_that_a_run_did_not_reach_says_so() {
    story("goal not reached", visit("?lesson=last-write-wins&step=3"), async |page| {
        page.expect_lesson("All leaders agree on “3 €”.").await?;
        page.press("Go to end").await?;
        page.expect_lesson("Not reached in this run.").await?;
        page.set_number("Clock of Ben in milliseconds", "-40").await?;
        page.press("Go to end").await?;
        page.expect_lesson("Done.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn goal_is_ticked_however_it_is_reached() {
    story("lesson goal", visit("?lesson=last-write-wins&step=3"), async |page| {
        page.expect_lesson("All leaders agree on “3 €”.").await?;
        assert!(!page.visible_text().await?.contains("Done."), "nothing has been done yet");
        page.set_number("Clock of Ben in milliseconds", "-40").await?;
        page.press("Go to end").await?;
        page.expect_lesson("Done.").await?;
        page.press("Undo").await?;
        page.expect_lesson("Done.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn show_me_reaches_the_goal_and_the_step_can_start_again() {
    story("lesson show me", visit("?lesson=ring&step=5"), async |page| {
        page.press_in(LESSON, "Hint").await?;
        page.expect_lesson("Add a link: drag from the edge of New York").await?;
        page.press_in(LESSON, "Show me").await?;
        page.expect_lesson("Done.").await?;
        page.press_in(LESSON, "Watch again").await?;
        page.expect_leader_lacks("Tokyo", "snow").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn merge_code_is_read_before_the_answer_and_changed_for_the_goal() {
    story("lesson with merge code", visit("?lesson=merge-on-write"), async |page| {
        page.expect_lesson("max(mine, theirs)").await?;
        page.answer("“60”").await?;
        page.expect_lesson("Right.").await?;
        is_accessible(page, "a lesson that shows merge code").await
    });
    story("lesson to change merge code", visit("?lesson=merge-on-write&step=4"), async |page| {
        page.expect_lesson("Whenever both leaders have both writes").await?;
        is_accessible(page, "a lesson with a field for merge code").await?;
        page.fill("Code", "fn merge(mine, theirs) { mine + theirs }").await?;
        page.press_in(LESSON, "Apply code").await?;
        page.expect_lesson("Done.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn figures_of_several_leaders_stand_beside_those_of_one() {
    story("lesson with figures", visit("?lesson=why-several-leaders&step=5"), async |page| {
        for figure in ["One leader: Frankfurt", "3 leaders", "191 ms", "1 of 2 writes", "489 ms"] {
            page.expect_lesson(figure).await?;
        }
        is_accessible(page, "a lesson with figures").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn invariant_is_kept_by_one_policy_and_by_no_other() {
    story("lesson on invariants", visit("?lesson=unseen-conflicts&step=5"), async |page| {
        page.expect_lesson("One of them gets the name").await?;
        page.select_option("Conflict policy", "Last write wins").await?;
        page.expect_leader_lacks("Frankfurt", "Ana").await?;
        assert!(!page.visible_text().await?.contains("Done."), "both were told that the name is theirs");
        page.select_option("Conflict policy", "Avoidance").await?;
        page.expect_lesson("Done.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn step_has_an_address_of_its_own_for_reload_and_back() {
    story("lesson address", visit("?lesson=ring"), async |page| {
        page.expect_lesson(RING_CAPTION).await?;
        page.answer("3").await?;
        page.press_in(LESSON, "Next").await?;
        page.expect_lesson("Ben, in Tokyo, writes the sports page").await?;
        let is_second = async || {
            let address = page.current_address().await?;
            Ok(if address.contains("?lesson=ring&step=2#") { Ok(()) } else { Err(address) })
        };
        page.wait_until("the address of the second step", is_second).await?;
        page.reload().await?;
        page.expect_lesson("Ben, in Tokyo, writes the sports page").await?;
        page.go_back().await?;
        page.expect_lesson(RING_CAPTION).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn lesson_waits_while_the_run_is_changed_and_offers_the_way_back() {
    story("lesson and a changed run", visit("?lesson=ring&step=3"), async |page| {
        page.expect_lesson("What do you think?").await?;
        page.leader("Tokyo").await?.send_keys(Key::Shift + Key::Right).await?;
        page.expect_lesson("You have changed this run. The lesson is paused.").await?;
        page.expect_no_text("What do you think?").await?;
        page.press_in(LESSON, "Back to the lesson’s run").await?;
        page.answer("New York").await?;
        page.expect_lesson("Right.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn leaving_a_lesson_gives_the_whole_page_back_with_its_run() {
    story("lesson is left", visit("?lesson=who-has-seen-what"), async |page| {
        page.expect_lesson("draw a comic book").await?;
        assert!(!page.has_control("complementary", "Inspector").await?, "a step shows only what it needs");
        page.press_in(LESSON, "Leave the lesson").await?;
        page.expect_inspector("Who has seen what").await?;
        let is_left = async || {
            let address = page.current_address().await?;
            Ok(if address.contains("lesson=") { Err(address) } else { Ok(()) })
        };
        page.wait_until("an address without the lesson", is_left).await?;
        page.press("Lessons").await?;
        page.expect_text("A course in short steps").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn lesson_left_at_an_open_question_hides_nothing_and_keeps_what_was_shown_before() {
    story("lesson is left at a question", Visit::on_desktop(), async |page| {
        page.press("Version vectors: compare and explain").await?;
        page.click("checkbox", "Show version vectors on leaders and messages").await?;
        page.press("Lessons").await?;
        page.press_prefixed_in(("dialog", "Lessons"), "The ring").await?;
        page.expect_text("The rest of the run is hidden until you answer.").await?;
        page.press_in(LESSON, "Leave the lesson").await?;
        page.go_to_end().await?;
        page.expect_no_text("Hidden until you answer").await?;
        page.expect_leader_shows("Frankfurt", &["F1"]).await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn progress_is_kept_after_a_reload() {
    story("lesson progress", visit("?lesson=ring"), async |page| {
        page.answer("3").await?;
        page.expect_lesson("Right.").await?;
        page.press_in(LESSON, "Leave the lesson").await?;
        page.reload().await?;
        page.press("Lessons").await?;
        page.expect_text("1 of 6 steps").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn unknown_lesson_says_so_and_can_be_left() {
    story("lesson that is not here", visit("?lesson=own-abc123"), async |page| {
        page.expect_lesson("This lesson is not stored in this browser.").await?;
        page.press("Leave the lesson").await?;
        page.expect_inspector("Who has seen what").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn lesson_fits_a_phone_with_the_stage_and_play_in_sight() {
    for theme in [Theme::Light, Theme::Dark] {
        let visit = Visit::with(Screen::PHONE, theme).at("?lesson=who-has-seen-what");
        story("lesson on a phone", visit, async |page| {
            page.expect_lesson("What do you think?").await?;
            is_accessible(page, "a lesson on a phone").await?;
            let in_sight = "const seen = element => { const box = element.getBoundingClientRect(); \
                return box.top >= 0 && box.bottom <= innerHeight + 1; }; \
                document.querySelector('.answer').scrollIntoView({ block: 'center' }); \
                return ['.playback-controls .play', '.leader', '.answer'].map(it => seen(document.querySelector(it))).join();";
            assert_eq!(page.evaluate(in_sight, Vec::new()).await?, "true,true,true");
            let wide = "return document.documentElement.scrollWidth <= innerWidth;";
            assert_eq!(page.evaluate(wide, Vec::new()).await?, true);
            page.evaluate("document.querySelector('.answer').click();", Vec::new()).await?;
            expect_in_sight(page, &[(".lesson .explanation", 100), (".lesson-foot", 60)]).await
        });
    }
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn lesson_made_in_the_page_opens_by_its_link_elsewhere() {
    story("lesson is made", Visit::on_desktop(), async |page| {
        page.press("Lessons").await?;
        page.press("Make a lesson").await?;
        page.fill("Title", "Two carts").await?;
        page.fill("Purpose, in one line", "What a conflict is.").await?;
        page.go_to_start().await?;
        page.fill("What to see there", "Two people are about to write.").await?;
        page.press("Add the step at 0 ms").await?;
        page.expect_lesson("To add the step, write what to see there.").await?;
        page.go_to_end().await?;
        page.fill("What to see there", "Both carts are kept.").await?;
        page.choose_radio("What the step asks for", "Question").await?;
        page.select_option("Question", "How does the run end?").await?;
        page.fill("Explanation, after the answer or the goal", "All leaders keep both carts.").await?;
        page.press_prefixed_in(LESSON, "Add the step at").await?;
        is_accessible(page, "making a lesson").await?;
        page.press_in(LESSON, "Copy link").await?;
        page.expect_lesson("Copied.").await?;
        let link = page.clipboard().await?;
        page.in_another_browser(&link, async |other| {
            other.expect_lesson("Two people are about to write.").await?;
            other.press_in(LESSON, "Next").await?;
            other.answer("All leaders agree").await?;
            other.expect_lesson("All leaders keep both carts.").await?;
            other.reload().await?;
            other.expect_lesson("Both carts are kept.").await
        })
        .await?;
        page.press_in(LESSON, "Try it").await?;
        page.expect_lesson("Two people are about to write.").await?;
        page.press_in(LESSON, "Back to editing").await?;
        page.expect_lesson("Make a lesson").await?;
        page.expect_lesson("Both carts are kept.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn goal_is_set_by_reaching_it() {
    story("a goal is set", Visit::on_desktop(), async |page| {
        page.press("Lessons").await?;
        page.press("Make a lesson").await?;
        page.go_to_start().await?;
        page.fill("What to see there", "Both carts are kept. Lose one.").await?;
        page.choose_radio("What the step asks for", "Goal").await?;
        page.press("Learners start here, at 0 ms").await?;
        page.expect_lesson("nothing has changed that could serve as a goal").await?;
        page.select_option("Conflict policy", "Last write wins").await?;
        page.go_to_end().await?;
        page.click("checkbox", "At least 1 write is lost.").await?;
        page.fill("Hint, if they ask for one", "Another policy.").await?;
        page.fill("Explanation, after the answer or the goal", "The later timestamp wins.").await?;
        is_accessible(page, "setting a goal").await?;
        page.press("Add the step at 0 ms").await?;
        page.expect_lesson("stops at 0 ms, sets a goal").await?;
        page.press_in(LESSON, "Try it").await?;
        page.expect_lesson("At least 1 write is lost.").await?;
        page.press_in(LESSON, "Hint").await?;
        page.expect_lesson("Another policy.").await?;
        page.press_in(LESSON, "Show me").await?;
        page.expect_lesson("Done.").await?;
        page.expect_lesson("The later timestamp wins.").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn first_step_of_a_lesson_from_a_link_plays_while_the_page_still_loads() {
    let run = scenario::default_scenario().to_json();
    let lesson = format!(
        r#"{{ "polyleader_lesson": 1, "title": "Two carts", "purpose": "See it.", "minutes": 1,
            "steps": [{{ "caption": "Watch.", "scenario": {run}, "to_ms": 120 }}], "remember": "Both." }}"#
    );
    let lesson = lessons::Lesson::from_json(&lesson).unwrap_or_else(|error| panic!("{error}"));
    let link = format!("#{}", lesson.to_link().trim_start_matches('#'));
    story("lesson of a link plays", Visit::on_desktop().at(&link), async |page| {
        page.expect_lesson("Watch.").await?;
        page.expect_text("120 ms of").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn step_of_a_lesson_stops_where_the_playhead_was_dragged() {
    story("step between two events", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        page.send_keys("/").await?;
        page.expect_focus("combobox", "Search commands").await?;
        page.send_keys("make lesson").await?;
        expect_selected_option(page, "Make a lesson").await?;
        page.send_keys(Key::Enter).await?;
        page.expect_lesson("Next step, at 0 ms").await?;
        // The first event is at 10 ms, so nothing happens in between.
        for instant in ["3", "7"] {
            page.send_keys("/").await?;
            page.expect_focus("combobox", "Search commands").await?;
            page.send_keys(&format!("{instant} ms")).await?;
            expect_selected_option(page, &format!("Go to {instant} ms")).await?;
            page.send_keys(Key::Enter).await?;
            page.expect_lesson(&format!("Next step, at {instant} ms")).await?;
        }
        page.fill("What to see there", "Nothing has happened yet.").await?;
        page.press("Add the step at 7 ms").await?;
        page.expect_lesson("stops at 7 ms").await
    });
}

#[test]
#[ignore = "needs Chromium: cargo xtask test"]
fn screens_show_what_each_client_would_read_now() {
    const SCREENS: (&str, &str) = ("region", "What each client sees");
    story("what each client sees", Visit::on_desktop(), async |page| {
        page.go_to_start().await?;
        page.unfold("Clients").await?;
        page.click("checkbox", "Show what each client sees").await?;
        page.expect_region(SCREENS.0, SCREENS.1, "Nothing here yet").await?;
        page.go_to_end().await?;
        page.expect_region(SCREENS.0, SCREENS.1, "2 versions").await?;
        is_accessible(page, "the screens of the clients").await?;
        page.select_leader("Tokyo").await?;
        page.press("Crash").await?;
        page.expect_region(SCREENS.0, SCREENS.1, "No connection").await?;
        page.reload().await?;
        page.expect_region(SCREENS.0, SCREENS.1, "No connection").await?;
        page.press("Hide what each client sees").await?;
        assert!(!page.has_control(SCREENS.0, SCREENS.1).await?, "it is hidden");
        Ok(())
    });
}
