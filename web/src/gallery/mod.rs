//! The gallery: every example, searched by word or chosen by group.

mod card;
mod picture;

use card::{Listed, card};
use scenario::{GALLERY, Scenario, gallery_groups};
use yew::prelude::*;

use crate::commands::open_and_play;
use crate::components::{Candidate, Choices, Dialog, SelectOne, rank_matches};
use crate::hooks::use_latest;
use crate::store::{use_dispatch, use_view};

#[derive(Properties, PartialEq)]
pub struct GalleryProps {
    pub onclose: Callback<()>,
}

/// A search field, a choice of groups, and the runs that they leave.
#[component]
pub fn GalleryDialog(props: &GalleryProps) -> Html {
    let view = use_view();
    let dispatch = use_dispatch();
    let query = use_latest(String::new);
    let group = use_latest(String::new);
    let all = use_memo((), |()| GALLERY.iter().map(Listed::new).collect::<Vec<_>>());
    let candidates = use_memo((), |()| all.iter().map(candidate).collect::<Vec<_>>());
    let found = search(&all, &candidates, &query.get(), &group.get());
    let onopen = {
        let onclose = props.onclose.clone();
        Callback::from(move |scenario: Scenario| {
            open_and_play(scenario).into_iter().for_each(|action| dispatch.emit(action));
            onclose.emit(());
        })
    };
    let onkeydown = {
        let (all, candidates, onopen) = (all.clone(), candidates.clone(), onopen.clone());
        let (query, group) = (query.clone(), group.clone());
        move |event: KeyboardEvent| {
            let query = query.get();
            if event.key() != "Enter" || query.trim().is_empty() {
                return;
            }
            if let Some(first) = search(&all, &candidates, &query, &group.get()).first() {
                event.prevent_default();
                onopen.emit(first.scenario.clone());
            }
        }
    };
    let one = |listed: &&Listed| card(listed, listed.scenario == **view.scenario(), &onopen);
    let oninput = query.oninput();
    let query = query.get();
    let sections = sections(&found, &query).into_iter().map(|(title, runs)| {
        html! {
            <section key={title}>
                <h3>{ title }</h3>
                <ul>{ for runs.iter().map(one) }</ul>
            </section>
        }
    });
    html! {
        <Dialog id="gallery-title" title="Gallery" onclose={props.onclose.clone()} lists_terms=false>
            <div class="body gallery">
                <input
                    class="input" type="search" aria-label="Search the gallery" placeholder="lost update, MySQL, figure 5-7"
                    autofocus=true {oninput} {onkeydown}
                />
                <SelectOne label="Subject" choices={groups()} chosen={group.get()} onchoose={Callback::from({ let group = group.clone(); move |chosen| group.set(chosen) })} />
                <p class="hint" role="status">{ match_count(found.len()) }</p>
                // A new list starts scrolled to the top.
                <div key={format!("{}/{}", group.get(), query.trim())} class="sections" tabindex="0" role="region" aria-label="Runs">{ for sections }</div>
            </div>
        </Dialog>
    }
}

/// The runs of a group, or of all if it is empty, that match the query; the best match first.
fn search<'a>(all: &'a [Listed], candidates: &[Candidate], query: &str, group: &str) -> Vec<&'a Listed> {
    rank_matches(query, candidates)
        .into_iter()
        .filter_map(|number| all.get(number))
        .filter(|listed| group.is_empty() || listed.example.group == group)
        .collect()
}

/// The search text of a run.
fn candidate(listed: &Listed) -> Candidate {
    Candidate::new(
        &listed.scenario.title,
        &format!("{} {}", listed.example.search_words(), listed.scenario.about),
    )
}

/// All subjects as options.
fn groups() -> Choices {
    let all = (String::new(), "All subjects".to_owned(), String::new());
    let each = gallery_groups().map(|(group, _)| (group.to_owned(), group.to_owned(), String::new()));
    std::iter::once(all).chain(each).collect()
}

/// The runs by subject; those of a search in one list, the best match first.
fn sections<'a>(found: &[&'a Listed], query: &str) -> Vec<(&'static str, Vec<&'a Listed>)> {
    if found.is_empty() {
        return Vec::new();
    }
    if !query.trim().is_empty() {
        return vec![("Best matches first", found.to_vec())];
    }
    let groups = found.chunk_by(|one, next| one.example.group == next.example.group);
    groups.filter_map(|runs| Some((runs.first()?.example.group, runs.to_vec()))).collect()
}

fn match_count(count: usize) -> String {
    match count {
        0 => "No matches".into(),
        1 => "1 run".into(),
        count => format!("{count} runs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str) -> Vec<&'static str> {
        let all: Vec<Listed> = GALLERY.iter().map(Listed::new).collect();
        let candidates: Vec<Candidate> = all.iter().map(candidate).collect();
        rank_matches(query, &candidates).into_iter().map(|number| all[number].example.id).collect()
    }

    #[test]
    fn runs_are_found_by_synonym_figure_database_and_subject() {
        for (query, id) in [
            ("figure 5-7", "two-titles"),
            ("DDIA 5-13", "shopping-cart"),
            ("lost update", "lost-write"),
            ("gc_grace", "tombstone"),
            ("MySQL 1062", "duplicate-key"),
            ("sibling explosion", "sibling-explosion"),
            ("Sao Paulo leaves", "leaving-leader"),
            ("local-first", "calendar"),
            ("comic", "comic-book"),
            ("vector clock", "comic-book"),
            ("overdraft", "below-zero"),
        ] {
            assert!(found(query).contains(&id), "{query}: {:?}", found(query));
        }
        assert_eq!(found(""), GALLERY.iter().map(|example| example.id).collect::<Vec<_>>());
        assert_eq!(found("no such run at all"), Vec::<&str>::new());
    }

    #[test]
    fn a_search_has_one_list_and_otherwise_each_subject_has_one() {
        let all: Vec<Listed> = GALLERY.iter().map(Listed::new).collect();
        let listed: Vec<&Listed> = all.iter().collect();
        assert_eq!(sections(&listed, " ").len(), gallery_groups().count());
        assert_eq!(sections(&listed, "clock").len(), 1);
        assert_eq!(sections(&[], "clock").len(), 0);
    }
}
