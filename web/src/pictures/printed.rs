//! Printed pages as HTML: title, caption, stage, diagram, what happens, version vectors, and a question if there is one.
//! The pictures depend neither on the window nor on the printer’s settings for backgrounds.

use analysis::VectorEntry;
use figure::{Request, Subject};
use player::{LeaderId, Player};

use super::print_plan::{PrintedPage, lesson_pages, pages_of_run};

/// At most this many leaders have a row and a column.
const MAX_LEADERS: usize = 8;

/// The pages of the open lesson, or else of the run, one after the other.
pub fn html_of(player: &Player) -> String {
    lesson_pages().unwrap_or_else(|| pages_of_run(player)).iter().map(page).collect()
}

fn page(page: &PrintedPage) -> String {
    let PrintedPage { title, heading, text, player, question, note } = page;
    let vectors = if player.shows_vectors() { vectors(player) } else { String::new() };
    format!(
        "<section><p class=\"printed-title\">{}</p><h2>{}</h2>{}<div class=\"pictures\">{}{}</div>{}{vectors}{}{}</section>",
        escaped(title),
        escaped(heading),
        paragraph(text),
        picture(player, Subject::Stage),
        picture(player, Subject::Diagram),
        paragraph(&player.narration().sentence),
        question.as_ref().map(asked).unwrap_or_default(),
        paragraph(note),
    )
}

fn picture(player: &Player, subject: Subject) -> String {
    let request =
        Request { subject, at: Some(player.at()), dark: false, horizon: player.horizon(), is_alone: false };
    figure::draw(&player.scenario().title, player.timeline(), request).svg
}

/// How many writes of each leader each leader has applied.
fn vectors(player: &Player) -> String {
    let matrix = player.vector_matrix(MAX_LEADERS);
    let name = |id: &LeaderId| escaped(&player.leader_name(*id));
    let heads: String =
        matrix.origins.iter().map(|id| format!("<th scope=\"col\">{}</th>", name(id))).collect();
    let cell = |entry: &VectorEntry| format!("<td>{}</td>", entry.count);
    let rows = matrix.rows.iter().map(|(id, entries)| {
        let cells: String = entries.iter().map(cell).collect();
        format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", name(id))
    });
    let caption = "Version vectors: how many writes of each leader the leader of a row has applied";
    format!(
        "<table><caption>{caption}</caption><thead><tr><td></td>{heads}</tr></thead><tbody>{}</tbody></table>",
        rows.collect::<String>()
    )
}

fn asked((text, answers): &(String, Vec<String>)) -> String {
    let answers: String = answers.iter().map(|answer| format!("<li>{}</li>", escaped(answer))).collect();
    format!("<p><b>{}</b></p><ul>{answers}</ul>", escaped(text))
}

fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<p>{}</p>", escaped(text)) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
