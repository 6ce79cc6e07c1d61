//! The page without its module: what trunk builds for the split page, and the tags that load the module.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::profile::Profile;
use crate::tools::Toolbox;
use crate::{shell, workspace};

/// The link in `index.html` that makes trunk build the module.
const MODULE_LINK: &str = r#"rel="rust" href="web/Cargo.toml""#;
/// The line in `Trunk.toml` with the tag that loads the module.
const TAG_SETTING: &str = "pattern_script = '";

/// Lets trunk build everything but the module.
pub fn build(tools: &Toolbox, folder: &Path) -> Result<()> {
    let page = workspace::root().join("target/page/index.html");
    write(&page, &without_module(&read(&workspace::root().join("index.html"))?)?)?;
    let mut trunk = tools.trunk()?;
    trunk.arg("build").arg(&page).arg("--dist").arg(folder).arg("--release");
    shell::run(&mut trunk, &format!("building {}/ without its module", Profile::Release.folder_name()))
}

/// Adds the tags that load the module of this name to the page in the folder.
pub fn load_module(folder: &Path, name: &str) -> Result<()> {
    let page = folder.join("index.html");
    let code = folder.join(format!("{name}_bg.wasm"));
    let bytes =
        fs::metadata(&code).map_err(Error::because(format!("{} cannot be read", code.display())))?.len();
    let tags = loading_tags(&read(&workspace::root().join("Trunk.toml"))?, name, bytes)?;
    let html = read(&page)?;
    let (head, body) =
        html.split_once("</head>").ok_or_else(|| Error::new(format!("{} has no </head>", page.display())))?;
    write(&page, &format!("{head}{tags}</head>{body}"))
}

/// The page's source without the module, for a file two folders further down.
fn without_module(html: &str) -> Result<String> {
    let lines: Vec<&str> = html.lines().filter(|line| !line.contains(MODULE_LINK)).collect();
    if lines.len() + 1 != html.lines().count() {
        return Err(Error::new(format!("index.html must have one line with {MODULE_LINK}")));
    }
    let deeper = |line: &str| match line.contains("<link data-trunk") {
        true => line.replace(r#"href=""#, r#"href="../../"#),
        false => line.to_owned(),
    };
    Ok(lines.into_iter().map(deeper).collect::<Vec<_>>().join("\n"))
}

/// The tags that load the module of this many bytes, and make the browser fetch it before they run.
fn loading_tags(settings: &str, name: &str, bytes: u64) -> Result<String> {
    let pattern = settings.lines().find_map(|line| line.strip_prefix(TAG_SETTING)?.strip_suffix('\''));
    let pattern = pattern.ok_or_else(|| Error::new(format!("Trunk.toml has no line {TAG_SETTING}…'")))?;
    let (js, wasm) = (format!("{name}.js"), format!("{name}_bg.wasm"));
    let tag = pattern.replace("{base}", "./").replace("{js}", &js).replace("{wasm}", &wasm);
    let tag = tag.replace("<script ", &format!(r#"<script data-bytes="{bytes}" "#));
    let scripts = [js.as_str(), &format!("{name}-chunks.js"), "failure.js"];
    let scripts = scripts
        .map(|file| format!(r#"<link rel="modulepreload" href="./{file}" crossorigin="anonymous" />"#));
    let scripts = scripts.concat();
    Ok(format!(
        r#"{scripts}<link rel="preload" href="./{wasm}" crossorigin="anonymous" as="fetch" type="application/wasm" />{tag}"#
    ))
}

fn read(file: &PathBuf) -> Result<String> {
    fs::read_to_string(file).map_err(Error::because(format!("{} cannot be read", file.display())))
}

fn write(file: &Path, text: &str) -> Result<()> {
    let not_written = || Error::because(format!("{} cannot be written", file.display()));
    fs::create_dir_all(file.parent().unwrap_or(file)).map_err(not_written())?;
    fs::write(file, text).map_err(not_written())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projects_page_has_one_module_to_leave_out_and_a_tag_to_load_it() {
        let html = without_module(&read(&workspace::root().join("index.html")).unwrap()).unwrap();
        assert!(!html.contains("web/Cargo.toml"));
        assert!(html.contains(r#"href="../../web/style/base.css""#));
        assert!(html.contains(r#"href="../../web/first-paint.html""#));
        assert!(html.contains(r#"href="../../crates/merge-script-wasm/Cargo.toml""#));
        let tags = loading_tags(&read(&workspace::root().join("Trunk.toml")).unwrap(), "web-1", 5).unwrap();
        assert!(tags.contains(r#"data-js="./web-1.js" data-wasm="./web-1_bg.wasm""#), "{tags}");
        assert!(tags.contains(r#"<script data-bytes="5" "#), "{tags}");
    }

    #[test]
    fn page_without_a_module_is_rejected() {
        assert!(without_module("<html></html>").is_err());
    }
}
