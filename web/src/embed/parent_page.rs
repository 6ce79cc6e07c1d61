//! The host page of an embed: it receives messages about what is shown, and may send commands to play, pause and seek.

use js_sys::Object;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, MessageEvent, Window};
use yew::prelude::*;

use crate::dispatcher::Dispatcher;
use crate::embed::orders::{Order, milliseconds};
use crate::hooks::{use_listener, use_throttle};
use crate::platform::page::window;
use crate::store::{use_playhead, use_view};

/// The name that distinguishes messages from and to embeds from others.
const NAME: &str = "polyleader";
/// The minimum time between messages about the playhead, in milliseconds.
const TELL_EVERY_MS: u32 = 200;

/// A message to the host page. Instants are in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Told {
    /// The run can be seen.
    Ready {
        /// The title of the run.
        title: String,
        /// Where the playhead is.
        at: f64,
        /// The end of the run.
        end: f64,
        /// Whether it is playing.
        playing: bool,
    },
    /// The link cannot be read.
    Failed {
        /// A sentence saying why.
        message: String,
    },
    /// The height at which all that is shown can be seen at once.
    Height {
        /// In CSS pixels.
        height: f64,
    },
    /// Where the playhead is.
    Progress {
        /// Where the playhead is.
        at: f64,
        /// The end of the run.
        end: f64,
        /// Whether it is playing.
        playing: bool,
    },
    /// How far the learner has come in a lesson.
    Lesson {
        /// The title of the lesson.
        title: String,
        /// The step that is shown, from 1.
        step: usize,
        /// How many steps there are.
        steps: usize,
        /// How many of them have been done.
        done: usize,
        /// Whether all of them have been.
        finished: bool,
        /// The score in percent; none in a lesson that asks for nothing.
        score: Option<u32>,
        /// The learner's progress, as text to resume from.
        progress: String,
    },
}

/// A message with the name of its sender.
#[derive(Serialize)]
struct Message<'a> {
    source: &'static str,
    #[serde(flatten)]
    told: &'a Told,
}

/// A message that may be an order.
#[derive(Deserialize)]
struct Received {
    target: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    at: Option<f64>,
}

/// The window around this one; none if there is none.
fn parent() -> Option<Window> {
    let here = window()?;
    let around = here.parent().ok().flatten()?;
    (!Object::is(here.as_ref(), around.as_ref())).then_some(around)
}

/// Sends a message to the host page, whatever its origin: it has embedded the run.
pub fn tell(told: &Told) {
    // Maps as objects, as pages expect.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    if let Some((around, message)) = parent().zip(Message { source: NAME, told }.serialize(&serializer).ok())
    {
        // A page that is being left receives nothing.
        let _ = around.post_message(&message, "*");
    }
}

/// The command in a message, if it is one and comes from the host page.
fn order_in(event: &Event) -> Option<Order> {
    let message = event.dyn_ref::<MessageEvent>()?;
    let sender: JsValue = message.source()?.into();
    if !Object::is(&sender, parent()?.as_ref()) {
        return None;
    }
    let received: Received = serde_wasm_bindgen::from_value(message.data()).ok()?;
    Order::of(&received.kind, received.at).filter(|_| received.target == NAME)
}

/// Reports what happens to the host page, and follows its commands. `height` is the height at which everything can be seen.
#[hook]
pub fn use_parent_page(height: f64, dispatch: Dispatcher) {
    let view = use_view();
    let at = use_playhead();
    let onmessage = use_callback(dispatch, |event: Event, dispatch| {
        let actions = order_in(&event).map(Order::actions).unwrap_or_default();
        actions.into_iter().for_each(|action| dispatch.emit(action));
    });
    use_listener("message", onmessage);
    let end = view.timeline().ends_at();
    // A run that is still being computed is not seen yet.
    let now = (!view.is_computing()).then_some((at, end, view.is_moving()));
    let latest = use_throttle(now, TELL_EVERY_MS);
    let title = view.scenario().title.clone();
    let is_ready = use_mut_ref(|| false);
    use_effect_with(latest, move |latest| {
        if let Some((at, end, playing)) = *latest {
            let (at, end) = (milliseconds(at), milliseconds(end));
            if !is_ready.replace(true) {
                tell(&Told::Ready { title, at, end, playing });
            }
            tell(&Told::Progress { at, end, playing });
        }
    });
    use_effect_with(height.round(), |height| {
        if *height > 0.0 {
            tell(&Told::Height { height: *height });
        }
    });
}

#[cfg(test)]
mod tests {
    use player::Micros;

    use super::*;

    #[test]
    fn message_has_its_sender_and_type_beside_what_it_tells() {
        let told = Told::Progress { at: milliseconds(Micros(1_500)), end: 2.0, playing: true };
        let message = serde_json::to_value(Message { source: NAME, told: &told }).unwrap();
        let expected = serde_json::json!({ "source": "polyleader", "type": "progress", "at": 1.5, "end": 2.0, "playing": true });
        assert_eq!(message, expected);
    }

    #[test]
    fn message_about_a_lesson_without_questions_has_no_score() {
        let told = Told::Lesson {
            title: "The ring".to_owned(),
            step: 2,
            steps: 3,
            done: 1,
            finished: false,
            score: None,
            progress: "2.w--".to_owned(),
        };
        let message = serde_json::to_value(Message { source: NAME, told: &told }).unwrap();
        let expected = serde_json::json!({
            "source": "polyleader", "type": "lesson", "title": "The ring", "step": 2, "steps": 3, "done": 1,
            "finished": false, "score": null, "progress": "2.w--"
        });
        assert_eq!(message, expected);
    }
}
