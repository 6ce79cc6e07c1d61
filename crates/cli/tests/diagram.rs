//! `polyleader diagram` as a user sees it: pictures of files, standard input and links, and its errors.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use scenario::Permalink;

/// A file of the gallery, or another one beside it.
fn gallery(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenario/gallery");
    folder.join(name).to_str().expect("the path is UTF-8").to_owned()
}

/// A file to write, which is removed first.
fn output_file(name: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&file);
    file
}

fn diagram(input: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_polyleader"));
    command
        .arg("diagram")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    // The command may stop reading before the end.
    let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

#[track_caller]
fn picture_of(output: &Output) -> String {
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let picture = String::from_utf8(output.stdout.clone()).expect("it is text");
    assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n"), "{picture}");
    picture
}

#[track_caller]
fn error_of(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).expect("it is text");
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    text
}

#[test]
fn picture_of_a_file_standard_input_and_a_link_is_the_same() {
    let file = gallery("lost-write.json");
    let picture = picture_of(&diagram("", &[&file]));
    assert!(picture.contains("<title>A lost write</title>") && picture.contains(">Frankfurt</text>"));
    let text = std::fs::read_to_string(&file).expect("it is there");
    assert_eq!(picture_of(&diagram(&text, &["-"])), picture);
    let scenario = scenario::Scenario::from_json(&text).expect("it is valid");
    let link = format!("https://example.org/#{}", Permalink::of(scenario).encode());
    assert_eq!(picture_of(&diagram("", &[&link])), picture);
}

#[test]
fn options_choose_the_instant_the_stage_the_colours_and_the_file() {
    let file = gallery("partition.json");
    let whole = picture_of(&diagram("", &[&file]));
    let then = picture_of(&diagram("", &[&file, "--at", "300"]));
    assert!(!whole.contains(">300 ms<") && then.contains(">300 ms<"));
    let stage = picture_of(&diagram("", &[&file, "--at", "300", "--stage"]));
    assert!(stage.contains(">2 queued<") && stage.contains("Policy: Siblings"), "{stage}");
    let dark = picture_of(&diagram("", &[&file, "--dark"]));
    assert!(whole.contains("#ffffff") && dark.contains("#161a21"));
    let out = output_file("partition.svg");
    let written = diagram("", &[&file, "-o", out.to_str().expect("the path is UTF-8")]);
    assert!(written.status.success() && written.stdout.is_empty(), "{written:?}");
    assert_eq!(std::fs::read_to_string(&out).expect("it is written"), whole);
}

#[test]
fn instant_after_the_end_is_drawn_too() {
    let picture = picture_of(&diagram("", &[&gallery("lost-write.json"), "--at", "5000"]));
    assert!(picture.contains(">5000 ms<") || picture.contains(">5 s<"), "{picture}");
}

#[test]
fn errors_are_one_sentence() {
    let file = gallery("lost-write.json");
    for (arguments, part) in [
        (&["nowhere.json"][..], "nowhere.json cannot be read: no such file"),
        (&[&*file, "-o", "/nowhere/at/all.svg"], "cannot be written: no such folder"),
        (&[&*file, "--at", "noon"], "--at takes milliseconds"),
        (&[&*file, "--until", "5"], "--until is an option of “run”"),
        (&[&*file, &*file], "“diagram” takes one FILE or LINK"),
        (&[], "“diagram” takes one FILE or LINK"),
    ] {
        let error = error_of(&diagram("", arguments));
        assert!(error.contains(part), "{error}");
    }
}
