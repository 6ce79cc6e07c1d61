//! A package: its manifest, its page, and the zip file around them.

use std::io::Read as _;

use miniz_oxide::inflate::decompress_to_vec;
use rawzip::ZipArchive;
use scorm::{FILES, Package};

const PACKAGE: Package<'_> = Package {
    title: "The ring: \"<n−1> & {address}\"",
    purpose: "Who no longer hears of whom.",
    address: "https://example.org/polyleader/?embed&lesson=ring",
};

/// The files of the zip, by name, each checked against its checksum.
fn unzipped(bytes: &[u8]) -> Vec<(String, String)> {
    let zip = ZipArchive::from_slice(bytes).unwrap();
    let mut entries = zip.entries();
    let mut files = Vec::new();
    while let Some(entry) = entries.next_entry().unwrap() {
        let name = entry.file_path().try_normalize().unwrap().as_ref().to_owned();
        let file = zip.get_entry(entry.wayfinder()).unwrap();
        let text = decompress_to_vec(file.data()).unwrap();
        let mut verified = Vec::new();
        file.verifying_reader(text.as_slice()).read_to_end(&mut verified).unwrap();
        files.push((name, String::from_utf8(verified).unwrap()));
    }
    files
}

#[test]
fn zip_has_all_files_at_its_root() {
    let files = unzipped(&PACKAGE.zip().unwrap());
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, FILES);
    let contents = PACKAGE.contents();
    assert!(files.iter().map(|(_, text)| text).eq(&contents));
    assert_eq!(PACKAGE.zip().unwrap(), PACKAGE.zip().unwrap());
}

#[test]
fn manifest_has_what_scorm_requires() {
    let [manifest, ..] = PACKAGE.contents();
    let document = roxmltree::Document::parse(&manifest).unwrap();
    let find = |name: &str| document.descendants().find(|node| node.tag_name().name() == name).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "manifest");
    assert_eq!(root.tag_name().namespace(), Some("http://www.imsproject.org/xsd/imscp_rootv1p1p2"));
    assert_eq!(root.attribute("identifier"), Some("polyleader-the-ring-n-1-address"));
    assert_eq!(find("schema").text(), Some("ADL SCORM"));
    assert_eq!(find("schemaversion").text(), Some("1.2"));
    assert_eq!(find("organizations").attribute("default"), find("organization").attribute("identifier"));
    assert_eq!(find("item").attribute("identifierref"), find("resource").attribute("identifier"));
    let titles = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "title")));
    let titles: Vec<_> = titles.filter_map(|node| node.text()).collect();
    assert_eq!(titles, [PACKAGE.title; 2]);
    let resource = find("resource");
    let adl = "http://www.adlnet.org/xsd/adlcp_rootv1p2";
    assert_eq!(resource.attribute((adl, "scormtype")), Some("sco"));
    assert_eq!(
        (resource.attribute("type"), resource.attribute("href")),
        (Some("webcontent"), Some("index.html"))
    );
    let files = resource.children().filter_map(|file| file.attribute("href"));
    assert!(files.eq(FILES.into_iter().skip(1)), "every other file of the package is listed");
}

#[test]
fn page_frames_the_lesson_and_nothing_of_its_title_is_markup() {
    let [_, page, script] = PACKAGE.contents();
    let address = "data-address=\"https://example.org/polyleader/?embed&amp;lesson=ring\"";
    assert!(page.contains(address), "{page}");
    assert!(page.contains("<title>The ring: &quot;&lt;n−1&gt; &amp; {address}&quot;</title>"), "{page}");
    assert!(page.contains("<script src=\"scorm.js\">"));
    assert!(script.contains("LMSFinish") && !script.contains("example.org"));
}
