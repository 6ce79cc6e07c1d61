//! Commands that open an example, choose a topology or policy, or add a leader in a city.

use player::{Action, CITIES, DocumentAction, EditAction, PlaybackAction, new_leader};
use replication::{Command, Merge, MergeRule, Place, Policy, Topology};
use scenario::{GALLERY, Permalink, Scenario};

use super::ui_command::{Effect, UiCommand};
use crate::store::View;

/// One command for each alternative that is not chosen yet.
pub fn choice_commands(view: &View) -> Vec<UiCommand> {
    let policies = Policy::NAMES.iter().filter(|choice| choice.id != view.frame().policy().name().id);
    let policies = policies.filter_map(|choice| {
        Some(
            UiCommand::action(choice.title, EditAction::ChoosePolicy(Box::new(Policy::by_id(choice.id)?)))
                .with_subject("Conflict policy"),
        )
    });
    let merges = MergeRule::NAMES.iter().filter_map(|choice| {
        let policy = Policy::Merge(Merge { with: MergeRule::by_id(choice.id)? });
        Some(
            UiCommand::action(choice.title, EditAction::ChoosePolicy(Box::new(policy)))
                .with_subject("Merge rule"),
        )
    });
    let topologies = Topology::NAMES.iter().filter(|choice| choice.id != view.frame().topology().name().id);
    let topologies = topologies.filter_map(|choice| {
        Some(UiCommand::action(choice.title, choose_topology(choice.id)?).with_subject("Topology"))
    });
    example_commands().chain(policies).chain(merges).chain(topologies).chain(city_commands(view)).collect()
}

fn example_commands() -> impl Iterator<Item = UiCommand> {
    GALLERY.iter().map(|example| {
        let scenario = example.scenario();
        let name = scenario.title.clone();
        UiCommand::new(name, Effect::Dispatch(open_and_play(scenario).into())).with_subject("Example")
    })
}

/// Opens an example and plays it.
pub fn open_and_play(scenario: Scenario) -> [Action; 2] {
    let open = DocumentAction::Open(Box::new(Permalink::of(scenario)));
    [open.into(), PlaybackAction::Play.into()]
}

/// One command for each city without a leader.
fn city_commands(view: &View) -> impl Iterator<Item = UiCommand> {
    let taken = |name: &str| view.frame().leaders().any(|leader| leader.name == name);
    let free = CITIES.iter().filter(move |city| !taken(city.name));
    free.filter_map(move |city| {
        add_leader_command(view, city.name, city.place()).map(|command| command.with_subject("Add leader in"))
    })
}

/// The command that adds a leader; `None` if no ID is free.
pub fn add_leader_command(view: &View, name: &str, place: Place) -> Option<UiCommand> {
    let join = Command::Join(new_leader(view.scenario(), view.frame(), name, place)?);
    Some(UiCommand::action(name, EditAction::Issue(join)))
}

/// The action that chooses a topology with default options; none if there is no topology of this id.
pub fn choose_topology(id: &str) -> Option<Action> {
    Some(EditAction::ChooseTopology(Box::new(Topology::by_id(id)?)).into())
}
