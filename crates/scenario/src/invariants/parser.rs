//! Reading an invariant: a parser by recursive descent, with the place of every mistake.

use replication::Key;

use super::error::InvariantError;
use super::limits::MAX_INVARIANT_DEPTH;
use super::syntax::{Bookings, Clause, Comparison, Condition, Path, Pattern, Per, Sum, Term};
use super::tokens::{Token, tokens};

type Result<T> = std::result::Result<T, InvariantError>;

const COMPARISONS: &[(&str, Comparison)] = &[
    ("=", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<", Comparison::Less),
    ("<=", Comparison::LessOrEqual),
    (">", Comparison::Greater),
    (">=", Comparison::GreaterOrEqual),
];

/// The parts of an invariant.
pub(super) fn parse(text: &str) -> Result<Vec<Clause>> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0 };
    let mut clauses = Vec::new();
    loop {
        parser.clause(&mut clauses)?;
        if !parser.takes_name("and") {
            break;
        }
    }
    match parser.peek() {
        Token::End => Ok(clauses),
        other => Err(parser.expected(&format!("“and”, “or” or the end, not {}", other.shown()))),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        // The last word is the end, which is never passed.
        self.tokens.get(self.next).map_or(&Token::End, |(_, token)| token)
    }

    fn place(&self) -> usize {
        let last = self.tokens.last().map_or(1, |(place, _)| *place);
        self.tokens.get(self.next).map_or(last, |(place, _)| *place)
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn expected(&self, what: &str) -> InvariantError {
        InvariantError::new(self.place(), format!("expected {what}"))
    }

    fn takes_name(&mut self, name: &str) -> bool {
        let is_it = matches!(self.peek(), Token::Name(found) if found == name);
        self.next += usize::from(is_it);
        is_it
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let is_it = matches!(self.peek(), Token::Sign(found) if *found == sign);
        self.next += usize::from(is_it);
        is_it
    }

    fn sign(&mut self, sign: &str) -> Result<()> {
        match self.takes_sign(sign) {
            true => Ok(()),
            false => Err(self.expected(&format!("“{sign}”, not {}", self.peek().shown()))),
        }
    }

    /// The next part. Conditions that are joined with `and` become parts of their own.
    fn clause(&mut self, clauses: &mut Vec<Clause>) -> Result<()> {
        if self.takes_name("unique") {
            self.sign("(")?;
            let path = self.path()?;
            self.sign(")")?;
            clauses.push(Clause::Unique(path));
            return self.refuse_or();
        }
        if self.takes_name("no_overlap") {
            clauses.push(Clause::NoOverlap(self.bookings()?));
            return self.refuse_or();
        }
        let place = self.place();
        let parts = match self.any_of()? {
            Condition::And(parts) => parts,
            condition @ (Condition::Compare { .. } | Condition::Not(_) | Condition::Or(_)) => vec![condition],
        };
        for condition in parts {
            let each = repeated_pattern(&condition, place)?;
            clauses.push(Clause::Condition { condition, each });
        }
        Ok(())
    }

    fn refuse_or(&self) -> Result<()> {
        match self.peek() {
            Token::Name(name) if name == "or" => {
                Err(self.expected("“and” or the end: unique and no_overlap cannot be joined with “or”"))
            }
            _ => Ok(()),
        }
    }

    /// Conditions joined with `or`; `and` binds more closely.
    fn any_of(&mut self) -> Result<Condition> {
        let mut any = vec![self.all_of()?];
        while self.takes_name("or") {
            any.push(self.all_of()?);
        }
        Ok(one_or(any, Condition::Or))
    }

    fn all_of(&mut self) -> Result<Condition> {
        let mut all = vec![self.one_condition()?];
        while matches!(self.peek(), Token::Name(name) if name == "and") && !self.continues_with_clause() {
            self.next += 1;
            all.push(self.one_condition()?);
        }
        Ok(one_or(all, Condition::And))
    }

    /// Whether what follows `and` can only be a part of its own.
    fn continues_with_clause(&self) -> bool {
        let after = self.tokens.get(self.next + 1).map(|(_, token)| token);
        matches!(after, Some(Token::Name(name)) if name == "unique" || name == "no_overlap")
    }

    fn one_condition(&mut self) -> Result<Condition> {
        let is_negated = matches!(self.peek(), Token::Name(name) if name == "not");
        let is_grouped = matches!(self.peek(), Token::Sign("("));
        if !is_negated && !is_grouped {
            return self.comparison();
        }
        if self.depth == MAX_INVARIANT_DEPTH {
            let problem = format!("parentheses and “not” can be nested at most {MAX_INVARIANT_DEPTH} deep");
            return Err(InvariantError::new(self.place(), problem));
        }
        self.next += 1;
        self.depth += 1;
        let condition = match is_negated {
            true => Condition::Not(Box::new(self.one_condition()?)),
            false => {
                let inner = self.any_of()?;
                self.sign(")")?;
                inner
            }
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn comparison(&mut self) -> Result<Condition> {
        let left = self.sum()?;
        let found = COMPARISONS.iter().find(|(sign, _)| matches!(self.peek(), Token::Sign(it) if it == sign));
        let Some((_, comparison)) = found else {
            let found = self.peek().shown();
            return Err(self.expected(&format!("a comparison (=, !=, <, <=, > or >=), not {found}")));
        };
        let place = self.place();
        self.next += 1;
        let right = self.sum()?;
        let has_text = [&left, &right].into_iter().flat_map(Sum::terms).any(|it| matches!(it, Term::Text(_)));
        if has_text && !comparison.is_equality() {
            return Err(InvariantError::new(place, "strings can only be compared with = or !="));
        }
        Ok(Condition::Compare { left, comparison: *comparison, right })
    }

    fn sum(&mut self) -> Result<Sum> {
        let first = self.term()?;
        let mut rest = Vec::new();
        loop {
            let is_subtracted = matches!(self.peek(), Token::Sign("-"));
            if !is_subtracted && !matches!(self.peek(), Token::Sign("+")) {
                return Ok(Sum { first, rest });
            }
            let place = self.place();
            self.next += 1;
            rest.push((is_subtracted, self.term()?));
            let sum = std::iter::once(&first).chain(rest.iter().map(|(_, term)| term));
            if sum.into_iter().any(|term| matches!(term, Term::Text(_))) {
                return Err(InvariantError::new(place, "strings cannot be added or subtracted"));
            }
        }
    }

    fn term(&mut self) -> Result<Term> {
        let place = self.place();
        match self.take() {
            Token::Number(number) => Ok(Term::Number(number)),
            Token::Sign("-") => match self.take() {
                Token::Number(number) => Ok(Term::Number(-number)),
                _ => Err(InvariantError::new(place, "expected a number after “-”")),
            },
            Token::Text(text) => Ok(Term::Text(text)),
            Token::Name(name) => self.function(&name, place),
            other @ (Token::Sign(_) | Token::End) => {
                let problem = format!(
                    "expected a number, a string, value(…), count(…), sum(…), keys(…) or versions(…), not {}",
                    other.shown()
                );
                Err(InvariantError::new(place, problem))
            }
        }
    }

    fn function(&mut self, name: &str, place: usize) -> Result<Term> {
        let of_path: Option<fn(Path) -> Term> = match name {
            "value" => Some(Term::Value),
            "count" => Some(Term::Count),
            "sum" => Some(Term::Total),
            _ => None,
        };
        let of_keys: Option<fn(Pattern) -> Term> = match name {
            "keys" => Some(Term::Keys),
            "versions" => Some(Term::Versions),
            _ => None,
        };
        if of_path.is_none() && of_keys.is_none() {
            let shown = Token::Name(name.to_owned()).shown();
            let hint = match name {
                "unique" | "no_overlap" => "unique and no_overlap can only be joined with “and”".into(),
                _ => format!("unknown function {shown}: use value, count, sum, keys or versions"),
            };
            return Err(InvariantError::new(place, hint));
        }
        self.sign("(")?;
        let term = match (of_path, of_keys) {
            (Some(of_path), _) => of_path(self.path()?),
            (None, Some(of_keys)) => of_keys(self.pattern()?),
            (None, None) => Term::Number(0),
        };
        self.sign(")")?;
        Ok(term)
    }

    fn path(&mut self) -> Result<Path> {
        let (pattern, mut fields) = (self.pattern()?, Vec::new());
        while self.takes_sign(".") {
            fields.push(self.field()?);
        }
        Ok(Path { pattern, fields })
    }

    fn field(&mut self) -> Result<String> {
        match self.peek().clone() {
            Token::Name(name) | Token::Text(name) => {
                self.next += 1;
                Ok(name)
            }
            other => Err(self.expected(&format!("the name of a field, not {}", other.shown()))),
        }
    }

    fn pattern(&mut self) -> Result<Pattern> {
        let place = self.place();
        let Token::Text(text) = self.peek().clone() else {
            let found = self.peek().shown();
            return Err(
                self.expected(&format!("a key in quotes, such as \"cart\" or \"user:*\", not {found}"))
            );
        };
        self.next += 1;
        match text.strip_suffix('*') {
            Some(prefix) if prefix.contains('*') => {
                Err(InvariantError::new(place, "a key can have only one *, at its end"))
            }
            Some(prefix) => Ok(Pattern::Prefix(prefix.to_owned())),
            None if text.contains('*') => {
                Err(InvariantError::new(place, "a * can only be the last character of a key"))
            }
            None => match text.parse::<Key>() {
                Ok(key) => Ok(Pattern::One(key)),
                Err(error) => Err(InvariantError::new(place, error.to_string())),
            },
        }
    }

    /// `("booking:*", from, to, per room)`; `from` and `to` can be left out.
    fn bookings(&mut self) -> Result<Bookings> {
        self.sign("(")?;
        let path = self.path()?;
        let (mut fields, mut per) = (Vec::new(), Per::All);
        while self.takes_sign(",") {
            if self.takes_name("per") {
                let field = self.field()?;
                per = if field == "key" { Per::Key } else { Per::Field(field) };
                break;
            }
            fields.push(self.field()?);
            if fields.len() > 2 {
                return Err(self.expected("“per” or “)”: a booking has two ends"));
            }
        }
        let place = self.place();
        self.sign(")")?;
        let (from, to) = match <[String; 2]>::try_from(fields) {
            Ok([from, to]) => (from, to),
            Err(fields) if fields.is_empty() => ("from".to_owned(), "to".to_owned()),
            Err(_) => return Err(InvariantError::new(place, "name both ends of a booking, or none")),
        };
        Ok(Bookings { path, from, to, per })
    }
}

fn one_or(mut conditions: Vec<Condition>, joined: fn(Vec<Condition>) -> Condition) -> Condition {
    if conditions.len() == 1 { conditions.remove(0) } else { joined(conditions) }
}

/// The pattern whose keys the condition is about, one at a time.
fn repeated_pattern(condition: &Condition, place: usize) -> Result<Option<Pattern>> {
    let of_one_key = condition.terms().into_iter().filter(|term| term.is_of_one_key());
    let patterns = of_one_key.filter_map(Term::pattern);
    let mut repeated = patterns.filter(|pattern| matches!(pattern, Pattern::Prefix(_)));
    let first = repeated.next();
    match first.is_some_and(|first| repeated.any(|other| other != first)) {
        true => {
            let problem = "value, count and versions can share only one pattern with *: it stands for one key at a time";
            Err(InvariantError::new(place, problem))
        }
        false => Ok(first.cloned()),
    }
}
