//! A link as a QR code: an SVG picture of black modules on white.

use figure::Picture;
use qrcodegen::{QrCode, QrCodeEcc};

/// The most characters of an address that a QR code can hold.
pub const MAX_QR_CHARS: usize = 2_953;
/// The white margin that readers need, in modules.
const MARGIN: i32 = 4;
/// The pixels of a module, and the least pixels of a picture, so that a phone can read it from a screen.
const MODULE_PX: u32 = 4;

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrPicture {
    /// The modules along a side, with the margin.
    pub modules: u32,
    /// The black modules, as the path of an SVG picture: a rectangle for each run of them in a row.
    pub path: String,
}

impl QrPicture {
    /// The code of an address; none if it is too long.
    pub fn of(address: &str) -> Option<Self> {
        // The level is raised as far as the size allows.
        let code = QrCode::encode_text(address, QrCodeEcc::Low).ok()?;
        let modules = u32::try_from(code.size() + 2 * MARGIN).ok()?;
        let path = (0..code.size()).flat_map(|row| runs(&code, row)).collect();
        Some(Self { modules, path })
    }

    /// Its width and height, in pixels.
    pub fn pixels(&self) -> u32 {
        self.modules * MODULE_PX
    }

    /// The picture as a file. `title` is its text alternative.
    pub fn picture(&self, title: &str) -> Picture {
        let (pixels, modules, path) = (self.pixels(), self.modules, &self.path);
        let title = title.replace('&', "&amp;").replace('<', "&lt;");
        let svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{pixels}" height="{pixels}" viewBox="0 0 {modules} {modules}" role="img" shape-rendering="crispEdges"><title>{title}</title><path fill="#fff" d="M0 0h{modules}v{modules}H0z"/><path d="{path}"/></svg>"##
        );
        Picture { svg, width: pixels, height: pixels }
    }
}

/// The black runs of a row.
fn runs(code: &QrCode, row: i32) -> Vec<String> {
    let mut runs = Vec::new();
    let mut column = 0;
    while column < code.size() {
        let length = (column..code.size()).take_while(|at| code.get_module(*at, row)).count();
        let length = i32::try_from(length).unwrap_or_default();
        if length > 0 {
            runs.push(format!("M{} {}h{length}v1h-{length}z", column + MARGIN, row + MARGIN));
        }
        column += length.max(1);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader of QR codes finds in the picture.
    fn read(picture: &QrPicture) -> String {
        let side = picture.modules as usize;
        let mut black = vec![false; side * side];
        for run in picture.path.split('M').skip(1) {
            let numbers: Vec<usize> =
                run.split(|letter: char| !letter.is_ascii_digit()).filter_map(|it| it.parse().ok()).collect();
            let [column, row, length, ..] = numbers[..] else { panic!("{run}") };
            black[row * side + column..][..length].fill(true);
        }
        let scale = 4;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * scale, side * scale, |x, y| {
            if black[y / scale * side + x / scale] { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        grids[0].decode().unwrap_or_else(|error| panic!("{error}")).1
    }

    #[test]
    fn reader_finds_the_address() {
        let long = format!("https://example.org/#s1.{}", "aB3-_".repeat(120));
        for address in ["https://example.org/polyleader/?lesson=ring", &long] {
            assert_eq!(read(&QrPicture::of(address).unwrap()), address);
        }
    }

    #[test]
    fn address_that_is_too_long_has_no_code() {
        assert!(QrPicture::of(&"a".repeat(MAX_QR_CHARS)).is_some());
        assert_eq!(QrPicture::of(&"a".repeat(MAX_QR_CHARS + 1)), None);
    }

    #[test]
    fn file_has_the_title_as_text() {
        let picture = QrPicture::of("https://example.org/").unwrap().picture("Carts & <more>");
        assert!(picture.svg.contains("<title>Carts &amp; &lt;more></title>"), "{}", picture.svg);
        assert_eq!(picture.width, picture.height);
    }
}
