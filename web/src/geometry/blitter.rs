//! A blitter: composes thousands of small sprites into one image, much faster than canvas draw calls.

/// Red, green, blue and alpha, not premultiplied.
type Pixel = [u8; 4];

/// An RGBA image, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blitter {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
}

/// A small square image, stored as runs of visible pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PixelSprite {
    /// The side in pixels.
    pub side: usize,
    runs: Vec<Run>,
}

/// A run of adjacent visible pixels in one row of a sprite.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    /// The offset of the first pixel from the sprite's corner.
    x: i32,
    y: i32,
    /// Whether all pixels are opaque, so that the run can be copied without blending.
    is_opaque: bool,
    pixels: Vec<Pixel>,
}

const EMPTY: Pixel = [0; 4];
const OPAQUE: u8 = 255;

impl PixelSprite {
    /// A square sprite from RGBA bytes, row by row.
    pub fn new(side: usize, bytes: &[u8]) -> Self {
        let (pixels, _) = bytes.as_chunks();
        let rows = pixels.chunks(side.max(1)).zip(0..);
        Self { side, runs: rows.flat_map(|(row, y)| opaque_runs(row, y)).collect() }
    }
}

/// The visible runs of one row, split where opaque pixels start and end.
fn opaque_runs(row: &[Pixel], y: i32) -> Vec<Run> {
    let mut x = 0;
    let runs = row.chunk_by(blend_alike).map(|pixels| {
        let is_opaque = pixels.first().is_some_and(|[.., opacity]| *opacity == OPAQUE);
        let run = Run { x, y, is_opaque, pixels: pixels.to_vec() };
        x += pixels.len() as i32;
        run
    });
    runs.filter(|run| run.pixels.iter().any(|[.., opacity]| *opacity > 0)).collect()
}

/// Whether two pixels are drawn the same way: both transparent, both translucent, or both opaque.
fn blend_alike([.., one]: &Pixel, [.., other]: &Pixel) -> bool {
    (*one == 0, *one == OPAQUE) == (*other == 0, *other == OPAQUE)
}

impl Blitter {
    /// Resizes the image, in pixels, and makes it transparent.
    pub fn clear(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.pixels.resize(width * height, EMPTY);
        self.pixels.fill(EMPTY);
    }

    /// Draws a sprite with its corner at a pixel, over the existing image, clipped at the edges.
    pub fn draw(&mut self, sprite: &PixelSprite, left: i32, top: i32) {
        for run in &sprite.runs {
            let Ok(row) = usize::try_from(top + run.y) else {
                continue;
            };
            let from = left + run.x;
            // Clip at the left edge, then at the right one.
            let hidden = usize::try_from(-from).unwrap_or_default();
            let from = usize::try_from(from).unwrap_or_default();
            let source = run.pixels.get(hidden..).unwrap_or_default();
            let length = source.len().min(self.width.saturating_sub(from));
            let start = row * self.width + from;
            let (Some(target), Some(source)) =
                (self.pixels.get_mut(start..start + length), source.get(..length))
            else {
                continue;
            };
            if run.is_opaque {
                target.copy_from_slice(source);
            } else {
                target.iter_mut().zip(source).for_each(|(target, source)| *target = blend(*target, *source));
            }
        }
    }

    /// The image as RGBA bytes.
    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }

    /// The width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }
}

/// Blends one pixel over another.
fn blend(target: Pixel, source: Pixel) -> Pixel {
    let ([.., under], [red, green, blue, over]) = (target, source);
    if over == OPAQUE || under == 0 {
        return source;
    }
    let mix = |new: u8, old: u8| {
        let (over, rest) = (u32::from(over), u32::from(OPAQUE - over));
        ((u32::from(new) * over + u32::from(old) * rest) / u32::from(OPAQUE)) as u8
    };
    let opacity = over.saturating_add(mix(0, under));
    [mix(red, target[0]), mix(green, target[1]), mix(blue, target[2]), opacity]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn red(side: usize) -> PixelSprite {
        PixelSprite::new(side, &[255, 0, 0, 255].repeat(side * side))
    }

    /// The indices of the visible pixels.
    fn painted(blitter: &Blitter) -> Vec<usize> {
        let opacity = blitter.bytes().chunks(4).map(|pixel| pixel[3]);
        opacity.enumerate().filter(|(_, opacity)| *opacity > 0).map(|(place, _)| place).collect()
    }

    #[test]
    fn a_sprite_is_drawn_at_its_corner() {
        let mut blitter = Blitter::default();
        blitter.clear(5, 4);
        blitter.draw(&red(2), 1, 2);
        assert_eq!(painted(&blitter), [11, 12, 16, 17]);
    }

    #[test]
    fn sprites_are_clipped_at_the_edges() {
        let mut blitter = Blitter::default();
        blitter.clear(5, 4);
        blitter.draw(&red(2), -1, -1);
        blitter.draw(&red(2), 4, 3);
        blitter.draw(&red(2), 5, 0);
        blitter.draw(&red(2), 0, -2);
        assert_eq!(painted(&blitter), [0, 19]);
    }

    #[test]
    fn a_translucent_sprite_blends_with_the_image_below() {
        let mut blitter = Blitter::default();
        blitter.clear(1, 1);
        blitter.draw(&red(1), 0, 0);
        blitter.draw(&PixelSprite::new(1, &[0, 0, 255, 128]), 0, 0);
        assert_eq!(blitter.bytes(), [127, 0, 128, 255]);
    }

    #[test]
    fn transparent_pixels_leave_the_image_unchanged() {
        let mut blitter = Blitter::default();
        blitter.clear(2, 1);
        blitter.draw(&red(2), 0, 0);
        blitter.draw(&PixelSprite::new(2, &[9, 9, 9, 0, 0, 0, 255, 255]), 0, 0);
        assert_eq!(blitter.bytes(), [255, 0, 0, 255, 0, 0, 255, 255]);
    }

    #[test]
    fn a_cleared_image_is_transparent() {
        let mut blitter = Blitter::default();
        blitter.clear(3, 3);
        blitter.draw(&red(3), 0, 0);
        blitter.clear(4, 2);
        assert_eq!((painted(&blitter), blitter.bytes().len()), (vec![], 32));
    }
}
