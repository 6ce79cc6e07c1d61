//! What the page shows while its code loads, compared with the opening run: `first-paint.html` is written by hand, but for
//! the leaders and the links.

#[cfg(test)]
mod tests {
    use replication::{Latency, LeaderSpec, Place};
    use scenario::Scenario;

    use crate::geometry::curve::{Bend, curve_between};
    use crate::geometry::lanes::Lanes;
    use crate::geometry::number;
    use crate::geometry::point::{Point, Rect, Size};
    use crate::geometry::projection::{clamp_card, to_stage};
    use figure::geometry::overlap::CardArea;

    const FIRST_PAINT: &str = include_str!("../../first-paint.html");

    /// A shape of the stage.
    struct Shape {
        name: &'static str,
        /// The stage's size on a laptop, a tablet or a phone.
        stage: Size,
        /// The size of a card on it.
        card: Size,
    }

    const SHAPES: [Shape; 3] = [
        Shape { name: "wide", stage: Size::new(852.0, 343.0), card: Size::new(180.0, 91.0) },
        Shape { name: "middle", stage: Size::new(768.0, 471.0), card: Size::new(180.0, 91.0) },
        Shape { name: "narrow", stage: Size::new(390.0, 371.0), card: Size::new(122.0, 78.0) },
    ];

    /// The margin around cards and the gap between them, in pixels, as on the stage.
    const MARGIN_PX: f64 = 12.0;
    const GAP_PX: f64 = 34.0;

    /// The icon beside a clock.
    const CLOCK: &str = "M10 3.8a6.2 6.2 0 1 0 0 12.4 6.2 6.2 0 0 0 0-12.4z M10 6.8V10l2.2 1.6";

    /// How far a label's centre is from the middle of its line, in pixels.
    const LABEL_PX: f64 = 20.0;

    fn card(lane: usize, leader: &LeaderSpec, place: Place) -> String {
        let (id, name) = (leader.id, leader.name.as_deref().unwrap_or_default());
        let at = to_stage(place.latitude(), place.longitude());
        let [right, down] = [at.x, at.y].map(|fraction| number(100.0 * fraction));
        format!(
            r#"            <div class="spot" style="--right:{right}%;--down:{down}%"><div class="leader" data-leader="{lane}"><div class="head"><span class="face" data-leader="{lane}">{id}</span><div class="who"><div class="name">{name}</div><div class="clock"><svg class="icon" viewBox="0 0 20 20"><path d="{CLOCK}" /></svg><span class="full">accurate</span><span class="brief">accurate</span></div></div></div><div class="values"><div class="cell" data-empty>no values yet</div></div></div></div>"#
        )
    }

    /// A leader's lane in the diagram.
    fn lane(lane: usize, leader: &LeaderSpec) -> String {
        let (id, name) = (leader.id, leader.name.as_deref().unwrap_or_default());
        let lanes = Lanes::new(lane + 1, SHAPES[0].stage.width);
        let (y, letter_x, name_x) = (lanes.y(lane), lanes.letter_x(), lanes.name_x());
        format!(
            r#"      <g class="lane" data-leader="{lane}"><circle class="face-disc" cx="{letter_x}" cy="{y}" r="10" /><text class="letter" x="{letter_x}" y="{y}">{id}</text><text class="lane-name" x="{name_x}" y="{y}">{name}</text></g>"#
        )
    }

    /// The links between all leaders, in one shape of the stage: from centre to centre, because the cards cover the ends.
    fn links(places: &[Place], latency: Latency, shape: &Shape) -> String {
        let &Shape { name, stage, card } = shape;
        let position = |place: &Place| {
            let at = clamp_card(to_stage(place.latitude(), place.longitude()), card, stage, MARGIN_PX);
            Rect::new(Point::new(at.x * stage.width, at.y * stage.height), card)
        };
        let mut cards: Vec<Rect> = places.iter().map(position).collect();
        CardArea { stage, margin: MARGIN_PX, gap: GAP_PX, reserved: Rect::default() }.separate(&mut cards);
        let points: Vec<Point> = cards.iter().map(|card| card.centre).collect();
        let middle = Point::mean(&points).expect("there are leaders");
        let (mut lines, mut labels) = (String::new(), String::new());
        for (second, to) in places.iter().enumerate() {
            for (first, from) in places.iter().enumerate().take(second) {
                let [from_card, to_card] = [first, second].map(|it| Rect::new(points[it], Size::default()));
                let curve = curve_between(from_card, to_card, Bend::AwayFrom(middle)).expect("there is room");
                lines += &format!(r#"<path class="line" d="{}" />"#, curve.svg_path());
                // The stage's line ends at the cards, and its middle with it.
                let seen = curve_between(cards[first], cards[second], Bend::AwayFrom(middle))
                    .expect("there is room");
                let at = seen.label_point(LABEL_PX);
                let [x, y] =
                    [at.x / stage.width, at.y / stage.height].map(|fraction| number(100.0 * fraction));
                let ms = (latency.between(*from, *to).0 + 500) / 1_000;
                labels += &format!(r#"<text class="label" x="{x}%" y="{y}%">{ms} ms</text>"#);
            }
        }
        format!(
            r#"          <svg class="links" data-detail="whole" data-shape="{name}"><svg viewBox="0 0 {} {}" preserveAspectRatio="none"><g class="link">{lines}</g></svg><g class="link">{labels}</g></svg>"#,
            stage.width, stage.height
        )
    }

    /// The lines of the file that show the run.
    fn expected(run: &Scenario) -> Vec<String> {
        let leaders: Vec<(&LeaderSpec, Place)> =
            run.leaders.iter().filter_map(|leader| Some((leader, leader.place?))).collect();
        let places: Vec<Place> = leaders.iter().map(|(_, place)| *place).collect();
        let shapes = SHAPES.iter().map(|shape| links(&places, run.links.latency, shape));
        let cards = leaders.iter().enumerate().map(|(lane, (leader, place))| card(lane, leader, *place));
        let lanes = leaders.iter().enumerate().map(|(index, (leader, _))| lane(index, leader));
        shapes.chain(cards).chain(lanes).collect()
    }

    #[test]
    fn first_paint_shows_the_leaders_and_links_of_the_opening_run() {
        let run = scenario::default_scenario();
        assert!(FIRST_PAINT.contains(&run.title));
        let expected = expected(&run);
        let missing: Vec<&str> = expected
            .iter()
            .map(String::as_str)
            .filter(|line| !FIRST_PAINT.lines().any(|shown| shown == *line))
            .collect();
        assert!(missing.is_empty(), "first-paint.html lacks these lines:\n{}", missing.join("\n"));
    }
}
