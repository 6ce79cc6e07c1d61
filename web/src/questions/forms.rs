//! The forms of an invariant and their meanings, as in docs/INVARIANTS.md.

/// The meaning, and the syntax.
pub const FORMS: &[(&str, &str)] = &[
    ("the balance is never negative", r#"value("balance") >= 0"#),
    ("every account has at most 500", r#"value("account:*") <= 500"#),
    ("transfers keep the total", r#"sum("account:*") = 300"#),
    ("at most five items", r#"count("cart") <= 5"#),
    ("reservations never exceed the stock", r#"value("stock") - value("reserved") >= 0"#),
    ("someone is on call", r#"keys("on-call:*") >= 1"#),
    ("each username belongs to one user", r#"unique("user:*".name)"#),
    ("the same, if the name is the key and the user its value", r#"versions("name:*") <= 1"#),
    ("no two bookings overlap", r#"no_overlap("booking:*")"#),
    ("no two bookings of a room overlap", r#"no_overlap("booking:*", from, to, per room)"#),
    ("the same, if each key is a room and holds its bookings", r#"no_overlap("room:*", per key)"#),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_those_of_the_document() {
        let document = include_str!("../../../docs/INVARIANTS.md");
        let (_, table) = document.split_once("| to say | write |\n").unwrap();
        let rows: Vec<&str> = table.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
        let ours: Vec<String> =
            FORMS.iter().map(|(meaning, form)| format!("| {meaning} | `{form}` |")).collect();
        assert_eq!(ours, rows);
    }
}
