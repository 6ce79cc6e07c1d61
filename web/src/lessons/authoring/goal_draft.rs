//! The goal of the next step while it is being set: where learners start, when it is reached, and its wording.

use std::rc::Rc;

use lessons::{DraftStep, Goal, GoalTexts, RunAt, SuggestedGoal, needed_controls, recorded_goal};
use player::Micros;
use scenario::Scenario;
use timeline::Timeline;

/// The goal of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoalDraft {
    /// Where learners begin; none until it is set.
    pub begin: Option<Begin>,
    /// The goals that were chosen: all of them must hold.
    pub chosen: Vec<Goal>,
    /// The goal in words; empty for the words of the chosen ones.
    pub words: String,
    /// A hint; empty for none.
    pub hint: String,
}

/// A run at an instant.
#[derive(Clone, Debug)]
pub struct Begin {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// Its run.
    pub timeline: Rc<Timeline>,
    /// The instant.
    pub at: Micros,
}

impl PartialEq for Begin {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && Rc::ptr_eq(&self.timeline, &other.timeline)
    }
}

impl Begin {
    /// The run as suggestions compare it.
    pub fn run(&self) -> RunAt<'_> {
        RunAt { scenario: &self.scenario, timeline: &self.timeline, at: self.at }
    }
}

impl GoalDraft {
    /// Whether a goal is chosen.
    pub fn has(&self, goal: &Goal) -> bool {
        self.chosen.contains(goal)
    }

    /// The same with a goal chosen, or no longer chosen.
    pub fn toggled(&self, goal: &Goal) -> Self {
        let mut chosen = self.chosen.clone();
        match chosen.iter().position(|other| other == goal) {
            Some(place) => drop(chosen.remove(place)),
            None => chosen.push(goal.clone()),
        }
        Self { chosen, ..self.clone() }
    }

    /// The chosen goals among those that can be set now.
    fn held<'a>(&self, suggested: &'a [SuggestedGoal]) -> Vec<&'a SuggestedGoal> {
        suggested.iter().filter(|it| self.has(&it.goal)).collect()
    }

    /// The words that stand for the goal unless its author writes others.
    pub fn usual_words(&self, suggested: &[SuggestedGoal]) -> String {
        let texts: Vec<&str> = self.held(suggested).iter().map(|it| it.text.as_str()).collect();
        texts.join(" ")
    }

    /// The step with this goal, which the scenario of `step` reaches at an instant; none if nothing is chosen.
    pub fn step(
        &self,
        step: DraftStep,
        suggested: &[SuggestedGoal],
        reached_at: Micros,
    ) -> Option<DraftStep> {
        let begin = self.begin.as_ref()?;
        let mut goals: Vec<Goal> = self.held(suggested).iter().map(|it| it.goal.clone()).collect();
        let when = match goals.len() {
            0 => return None,
            1 => goals.remove(0),
            _ => Goal::All(goals),
        };
        let words = self.words.trim();
        let goal = if words.is_empty() { self.usual_words(suggested) } else { words.to_owned() };
        let texts = GoalTexts { goal, hint: self.hint.trim().to_owned() };
        let practice = recorded_goal(texts, when, &begin.scenario, &step.scenario, reached_at);
        let controls = needed_controls(&begin.scenario, &step.scenario);
        Some(DraftStep {
            scenario: (*begin.scenario).clone(),
            practice: Some(practice),
            controls,
            question: None,
            ..step
        })
    }
}
