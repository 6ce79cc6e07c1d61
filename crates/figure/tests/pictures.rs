//! Pictures of the gallery's runs: valid, complete, within their bounds, small, and as they were reviewed.
//!
//! After an intended change, `UPDATE_GOLDEN=1 cargo test -p figure` rewrites the reviewed pictures; look at them.

use std::path::Path;
use std::{env, fs};

use figure::text_width::estimated_width;
use figure::{Picture, Request, Subject, draw};
use replication::Micros;
use roxmltree::{Document, Node};
use scenario::{GALLERY, Scenario};
use timeline::Timeline;

/// The largest picture, in bytes, however long the run is.
const MAX_BYTES: usize = 600_000;

fn request(subject: Subject, at_ms: Option<u64>, dark: bool) -> Request {
    Request { subject, at: at_ms.map(Micros::from_ms), dark, horizon: None, is_alone: true }
}

fn picture_of(scenario: &Scenario, request: Request) -> Picture {
    merge_script::install();
    draw(&scenario.title, &Timeline::new(scenario), request)
}

fn scenario(json: &str) -> Scenario {
    Scenario::from_json(json).unwrap_or_else(|error| panic!("{error}"))
}

fn parsed(picture: &Picture) -> Document<'_> {
    Document::parse(&picture.svg).unwrap_or_else(|error| panic!("{error}\n{}", picture.svg))
}

/// Every text in a picture.
fn texts(document: &Document<'_>) -> Vec<String> {
    let texts = document.descendants().filter(|node| node.has_tag_name(SVG_TEXT));
    texts
        .map(|node| {
            node.descendants().filter_map(|part| part.is_text().then(|| part.text()).flatten()).collect()
        })
        .collect()
}

const SVG_TEXT: (&str, &str) = ("http://www.w3.org/2000/svg", "text");

/// The pictures that are made of each run of the gallery.
fn pictures(scenario: &Scenario) -> Vec<Picture> {
    merge_script::install();
    let timeline = Timeline::new(scenario);
    let middle = Some(Micros(timeline.ends_at().0 / 2));
    let draw = |subject, at, dark, is_alone| {
        draw(&scenario.title, &timeline, Request { subject, at, dark, horizon: None, is_alone })
    };
    let of = |subject, at, dark| draw(subject, at, dark, true);
    vec![
        draw(Subject::Diagram, middle, false, false),
        draw(Subject::Stage, middle, false, false),
        of(Subject::Diagram, None, false),
        of(Subject::Diagram, middle, true),
        of(Subject::Stage, middle, false),
        of(Subject::Stage, None, true),
    ]
}

/// The left, top, right and bottom of what an element draws; none if it has no place of its own.
fn extent(node: Node<'_, '_>, font_size: f64) -> Option<[f64; 4]> {
    let number = |name: &str| node.attribute(name)?.parse::<f64>().ok();
    match node.tag_name().name() {
        "rect" => {
            let (x, y) = (number("x")?, number("y")?);
            Some([x, y, x + number("width")?, y + number("height")?])
        }
        "circle" => {
            let (x, y, r) = (number("cx")?, number("cy")?, number("r")?);
            Some([x - r, y - r, x + r, y + r])
        }
        "line" => {
            let (x, y) = ([number("x1")?, number("x2")?], [number("y1")?, number("y2")?]);
            Some([x[0].min(x[1]), y[0].min(y[1]), x[0].max(x[1]), y[0].max(y[1])])
        }
        "text" => {
            let (x, y) = (number("x")?, number("y")?);
            let text: String =
                node.descendants().filter_map(|part| part.is_text().then(|| part.text()).flatten()).collect();
            let width = estimated_width(&text) as f64 * font_size * 0.46;
            let anchor = node.ancestors().find_map(|node| node.attribute("text-anchor"));
            let left = if anchor == Some("middle") { x - width / 2.0 } else { x };
            Some([left, y - font_size, left + width, y])
        }
        _ => None,
    }
}

/// Each element that is drawn beyond the edges of its picture.
fn outside(
    node: Node<'_, '_>,
    origin: (f64, f64),
    size: (f64, f64),
    font_size: f64,
    found: &mut Vec<String>,
) {
    // The definitions of patterns, and the map, have coordinates of their own.
    if matches!(node.tag_name().name(), "defs" | "title" | "desc") {
        return;
    }
    let moved =
        node.attribute("transform").and_then(|text| text.strip_prefix("translate(")?.strip_suffix(')'));
    let moved: Vec<f64> =
        moved.into_iter().flat_map(str::split_whitespace).filter_map(|it| it.parse().ok()).collect();
    let origin = match moved[..] {
        [x, y] => (origin.0 + x, origin.1 + y),
        _ => origin,
    };
    let font_size = node.attribute("font-size").and_then(|size| size.parse().ok()).unwrap_or(font_size);
    if let Some([left, top, right, bottom]) = extent(node, font_size) {
        let (left, right) = (left + origin.0, right + origin.0);
        let (top, bottom) = (top + origin.1, bottom + origin.1);
        if left < -0.01 || top < -0.01 || right > size.0 + 0.01 || bottom > size.1 + 0.01 {
            let text = node.text().unwrap_or_default();
            found.push(format!("{} “{text}”: {left} {top} {right} {bottom}", node.tag_name().name()));
        }
    }
    for child in node.children().filter(|child| child.is_element() && !child.has_tag_name("svg")) {
        outside(child, origin, size, font_size, found);
    }
}

fn assert_within_bounds(picture: &Picture, what: &str) {
    let document = parsed(picture);
    let mut found = Vec::new();
    let size = (f64::from(picture.width), f64::from(picture.height));
    outside(document.root_element(), (0.0, 0.0), size, 16.0, &mut found);
    assert!(found.is_empty(), "{what}: {size:?}\n{}", found.join("\n"));
}

#[test]
fn every_picture_is_self_contained_small_and_within_its_bounds() {
    for example in GALLERY {
        let scenario = example.scenario();
        for picture in pictures(&scenario) {
            let document = parsed(&picture);
            let root = document.root_element();
            assert_eq!(
                root.attribute("viewBox"),
                Some(&*format!("0 0 {} {}", picture.width, picture.height))
            );
            let names: Vec<&str> =
                root.children().filter(Node::is_element).take(2).map(|node| node.tag_name().name()).collect();
            assert_eq!(names, ["title", "desc"], "{}", scenario.title);
            assert!(picture.svg.len() < MAX_BYTES, "{}: {}", scenario.title, picture.svg.len());
            for node in document.descendants() {
                assert!(!matches!(
                    node.tag_name().name(),
                    "script" | "style" | "image" | "foreignObject" | "a"
                ));
                for attribute in node.attributes() {
                    let refers = attribute.value().contains("url(") && !attribute.value().contains("url(#");
                    assert!(!refers && attribute.name() != "href", "{attribute:?}");
                }
            }
            assert_within_bounds(&picture, &scenario.title);
        }
    }
}

#[test]
fn same_run_gives_the_same_picture() {
    for example in GALLERY.iter().take(8) {
        let scenario = example.scenario();
        assert_eq!(pictures(&scenario), pictures(&scenario));
    }
}

#[test]
fn every_leader_is_named_in_both_pictures_and_in_the_text_alternative() {
    for example in GALLERY {
        let scenario = example.scenario();
        let picture = picture_of(&scenario, request(Subject::Diagram, None, false));
        let document = parsed(&picture);
        let texts = texts(&document);
        for leader in &scenario.leaders {
            let name = leader.name.clone().unwrap_or_else(|| leader.id.to_string());
            let start: String = name.chars().take(4).collect();
            assert!(texts.iter().any(|text| text.starts_with(&start)), "{}: {name}", scenario.title);
        }
    }
}

#[test]
fn text_from_users_is_escaped_isolated_and_shortened() {
    let run = scenario(
        r#"{"polyleader": 1, "title": "<script>&\"'", "leaders": [
        {"id": "A", "name": "<A & B>"}, {"id": "B", "name": "תל אביב"},
        {"id": "C", "name": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"}],
        "clients": [{"id": "x", "name": "<x>", "at": "A"}],
        "commands": [{"at_ms": 5, "write": {"client": "x", "key": "<k>", "value": "</text><b>"}}]}"#,
    );
    for subject in [Subject::Diagram, Subject::Stage] {
        let picture = picture_of(&run, request(subject, None, false));
        assert_within_bounds(&picture, "text from users");
        let document = parsed(&picture);
        let texts = texts(&document);
        assert!(texts.iter().any(|text| text == "<A & B>"), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("תל אביב")), "{texts:?}");
        assert!(texts.iter().any(|text| text.starts_with("Llan") && text.ends_with('…')), "{texts:?}");
        assert!(texts.iter().any(|text| text.contains("</text>")), "{texts:?}");
    }
}

#[test]
fn future_of_the_playhead_is_faint_and_beyond_the_horizon_it_is_hidden() {
    let run =
        GALLERY.iter().find(|example| example.id == "partition").expect("it is in the gallery").scenario();
    let whole = picture_of(&run, request(Subject::Diagram, None, false));
    assert!(!whole.svg.contains("fill-opacity"));
    let half = picture_of(&run, request(Subject::Diagram, Some(300), false));
    assert!(half.svg.contains("fill-opacity=\"0.66\"") && half.svg.contains(">300 ms<"));
    assert!(half.svg.contains("2 siblings"), "the future is there");
    let hidden = Request { horizon: Some(Micros::from_ms(300)), ..request(Subject::Diagram, None, false) };
    let hidden = picture_of(&run, hidden);
    assert!(!hidden.svg.contains("siblings<") && !hidden.svg.contains("healed"), "{}", hidden.svg);
}

#[test]
fn long_run_is_drawn_as_density_and_the_picture_says_so() {
    let storm =
        GALLERY.iter().find(|example| example.id == "storm").expect("it is in the gallery").scenario();
    let picture = picture_of(&storm, request(Subject::Diagram, None, false));
    assert!(picture.svg.contains("too many to be drawn one by one"));
    assert!(picture.svg.len() < 100_000, "{}", picture.svg.len());
}

#[test]
fn many_leaders_and_clients_fit() {
    let leaders: Vec<String> =
        (0..64).map(|number| format!(r#"{{"id": "L{number}", "name": "Leader {number}"}}"#)).collect();
    let clients: Vec<String> =
        (0..40).map(|number| format!(r#"{{"id": "c{number}", "at": "L{number}"}}"#)).collect();
    let json = format!(
        r#"{{"polyleader": 1, "leaders": [{}], "clients": [{}], "topology": "circular", "commands": [
        {{"at_ms": 5, "write": {{"client": "c3", "key": "k", "value": 1}}}}]}}"#,
        leaders.join(","),
        clients.join(",")
    );
    let run = scenario(&json);
    for picture in pictures(&run) {
        assert_within_bounds(&picture, "64 leaders");
    }
    let diagram = picture_of(&run, request(Subject::Diagram, None, false));
    assert!(diagram.svg.contains("The 40 clients are left out."));
    let document = parsed(&diagram);
    let texts = texts(&document);
    assert!((0..64).all(|number| texts.contains(&format!("Leader {number}"))), "{texts:?}");
}

/// Compares a picture with the reviewed one.
fn assert_as_reviewed(name: &str, picture: &Picture) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(name);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &picture.svg).expect("the picture can be written");
    }
    let reviewed = fs::read_to_string(&file).unwrap_or_default();
    let line = reviewed.lines().zip(picture.svg.lines()).position(|(then, now)| then != now);
    assert!(reviewed == picture.svg, "{} differs, first in line {line:?}", file.display());
}

#[test]
fn pictures_are_as_reviewed() {
    let of = |id: &str, request: Request| {
        let example = GALLERY.iter().find(|example| example.id == id).expect("it is in the gallery");
        picture_of(&example.scenario(), request)
    };
    assert_as_reviewed("lost-write.svg", &of("lost-write", request(Subject::Diagram, None, false)));
    assert_as_reviewed(
        "partition-at-300-ms-dark.svg",
        &of("partition", request(Subject::Diagram, Some(300), true)),
    );
    assert_as_reviewed("partition-stage.svg", &of("partition", request(Subject::Stage, Some(300), false)));
}

/// Ana’s first request is answered too late, her second is lost; she retries both at Tokyo and gives up. Cho is answered.
const AWAY: &str = r#"{ "polyleader": 1, "title": "Requests over the network", "leaders": [
    { "id": "F", "name": "Frankfurt", "place": [50.1, 8.7], "service": { "write_ms": 80 } },
    { "id": "T", "name": "Tokyo", "place": [35.7, 139.7] }],
    "policy": "siblings", "clients": [
    { "id": "ben", "name": "Ben", "at": "F" },
    { "id": "ana", "name": "Ana", "at": "F", "place": [48.9, 2.4],
      "requests": { "timeout_ms": 150, "retry": "nearest", "attempts": 2 } },
    { "id": "cho", "name": "Cho", "at": "T", "place": [37.6, 127] }],
    "commands": [
    { "at_ms": 10, "write": { "client": "ben", "key": "cart", "value": 1 } },
    { "at_ms": 10, "write": { "client": "ben", "key": "cart", "value": 2 } },
    { "at_ms": 10, "write": { "client": "ana", "key": "cart", "value": "milk" } },
    { "at_ms": 60, "read": { "client": "cho", "key": "cart" } },
    { "at_ms": 500, "crash": { "leader": "F" } },
    { "at_ms": 510, "write": { "client": "ana", "key": "cart", "value": "eggs" } }] }"#;

#[test]
fn requests_of_clients_away_are_lines_between_lanes_distinguishable_without_colour() {
    let run = scenario(AWAY);
    for picture in pictures(&run) {
        assert_within_bounds(&picture, "clients away");
    }
    let picture = picture_of(&run, request(Subject::Diagram, None, false));
    assert_as_reviewed("requests-over-the-network.svg", &picture);
    let document = parsed(&picture);
    let texts = texts(&document);
    for meaning in [
        "request over the network",
        "response",
        "late response, ignored",
        "lost request: leader is down",
        "retry: 2nd attempt",
        "timeout, then a retry",
        "timeout: client gives up",
        "request of a client",
    ] {
        assert!(texts.iter().any(|text| text == meaning), "{meaning} is not in the legend: {texts:?}");
    }
    let dashes: std::collections::BTreeSet<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "line")))
        .filter_map(|node| node.attribute("stroke-dasharray"))
        .collect();
    assert!(["6 3", "1.5 3", "2 4"].iter().all(|dash| dashes.contains(dash)), "{dashes:?}");
    let alternative =
        document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "desc")));
    let alternative = alternative.and_then(|node| node.text()).unwrap_or_default();
    assert!(alternative.contains("Clients away from leaders send"), "{alternative}");
}
