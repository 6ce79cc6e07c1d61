//! Other words for commands, as the field and its databases use them.

/// Words in a command's name, in lower case, and the words by which it is found too.
const SYNONYMS: &[(&str, &str)] = &[
    ("last write wins", "LWW timestamp latest newest clock"),
    ("siblings", "multi-value register MVR concurrent versions vector dotted"),
    ("merge", "resolve reconcile conflict combine laws commutative associative idempotent"),
    ("merge on write", "custom resolver handler trigger"),
    ("crdt", "conflict-free replicated data type counter set register OR-set PN-counter convergent"),
    ("avoidance", "home leader primary owner route sticky"),
    ("none", "no handling arrival order"),
    ("crash", "fail kill stop outage power off down"),
    ("restart", "recover boot start up"),
    ("cut", "partition disconnect sever split network fault isolate"),
    ("heal", "repair reconnect fix partition"),
    ("topology", "graph links network"),
    ("circular", "ring"),
    ("star", "hub"),
    ("all-to-all", "full mesh"),
    ("redraw randomness", "random chance dice reroll redraw seed later future prefix"),
    ("another seed", "random chance dice reroll next draw"),
    ("share", "export link permalink URL copy"),
    ("embed", "iframe frame slide blog site web page publish HTML Markdown share"),
    ("print", "paper PDF pages handout export"),
    ("save as file", "export download JSON backup"),
    ("save diagram", "export image picture figure space-time timeline vector graphics screenshot"),
    ("save stage", "export image picture figure map leaders vector graphics screenshot"),
    ("edit as json", "import export text source scenario open paste"),
    ("questions", "checks verdicts invariants guarantees consistency anomalies constraint condition"),
    ("lesson", "course tutorial learn teach author write"),
    ("gallery", "examples samples demos scenarios lessons learn teach"),
    ("recent runs", "open documents history files my work"),
    ("new run", "empty blank start over create document file"),
    ("keyboard shortcuts", "help keys hotkeys manual"),
    ("glossary", "help terms definitions dictionary explain"),
    (
        "measure over many seeds",
        "metrics statistics median quartile distribution random chance Monte Carlo compare topologies lost probability benchmark CSV chart",
    ),
    (
        "when is the outcome certain",
        "probability chance odds redraw random seed point of no return inevitable Monte Carlo lost forecast",
    ),
    ("service time", "queue capacity busy throughput utilisation load"),
    ("requests", "timeout retry idempotency key nearest leader latency client failover"),
    ("timeout", "retry idempotency key deadline give up unanswered"),
    ("single leader", "baseline primary master replica follower failover latency throughput availability"),
    ("compare policies", "table versus lost kept"),
    ("switch theme", "dark light mode colours colors appearance"),
    ("fork", "branch what if copy variant"),
    ("speed", "faster slower playback rate velocity"),
    ("go to start", "rewind beginning reset first"),
    ("go to end", "last finish result"),
    ("play", "run animate resume"),
    ("pause", "stop halt freeze"),
    ("lasso", "select several partition isolate cut off group"),
    ("canvas", "background blank map equal latency"),
    ("map", "background world globe canvas"),
    ("zoom", "scale magnify closer"),
    ("fit", "zoom reset whole"),
    ("latency", "delay lag RTT ping distance"),
    ("jitter", "delay variance random latency"),
    ("lost messages", "packet loss drop unreliable"),
    ("duplicated messages", "at least once copies"),
    ("delivery", "causal FIFO order dependencies"),
    ("bandwidth", "throughput queue"),
    ("workload", "random traffic load generator zipf benchmark"),
    ("clock", "time skew drift offset NTP"),
    ("home", "primary owner failover"),
    ("add leader", "join node replica datacenter region"),
    ("remove", "leave decommission delete erase"),
    ("drain", "leave gracefully decommission"),
    ("write", "put set insert update delete increment"),
    ("read", "get query fetch"),
    ("conflict", "concurrent siblings"),
    ("lost write", "lost update dropped discarded"),
    ("convergence", "agree consistent eventual"),
    ("undo", "revert back"),
    ("tombstone", "delete garbage collection"),
    ("clients", "users sessions lanes"),
];

/// Other words for a command.
pub fn synonyms_of(name: &str) -> String {
    let name = name.to_lowercase();
    let fitting = SYNONYMS.iter().filter(|(words, _)| name.contains(words));
    fitting.map(|(_, synonyms)| *synonyms).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_of_the_field_lead_to_the_commands() {
        assert!(synonyms_of("Conflict policy: Last write wins").contains("LWW"));
        assert!(synonyms_of("Share this run").contains("export"));
        assert!(synonyms_of("Embed this run").contains("iframe"));
        assert!(synonyms_of("Conflict policy: Merge on write").contains("laws"));
        assert!(synonyms_of("Keyboard shortcuts").contains("help"));
        assert_eq!(synonyms_of("Tokyo"), "");
    }
}
