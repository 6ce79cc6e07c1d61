//! A picture that is put together of very many small discs, pixel by pixel: much faster than a canvas does it.

/// Red, green, blue and opacity; opacity is not multiplied in.
type Pixel = [u8; 4];

/// A picture of pixels, row by row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blitter {
    width: usize,
    height: usize,
    pixels: Vec<Pixel>,
}

/// A small square picture of the same kind: only what is painted of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PixelSprite {
    /// How many pixels each side has.
    pub side: usize,
    runs: Vec<Run>,
}

/// Painted pixels that lie side by side in one row of a grain.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    /// How far the first of them is from the grain's corner.
    x: i32,
    y: i32,
    /// Whether what lies below is not seen: then they are put all at once.
    is_opaque: bool,
    pixels: Vec<Pixel>,
}

const EMPTY: Pixel = [0; 4];
const OPAQUE: u8 = 255;

impl PixelSprite {
    /// A square of so many pixels each side, of four bytes each, row by row.
    pub fn new(side: usize, bytes: &[u8]) -> Self {
        let (pixels, _) = bytes.as_chunks();
        let rows = pixels.chunks(side.max(1)).zip(0..);
        Self { side, runs: rows.flat_map(|(row, down)| opaque_runs(row, down)).collect() }
    }
}

/// What is painted in one row, cut where opaque pixels begin and end.
fn opaque_runs(row: &[Pixel], down: i32) -> Vec<Run> {
    let mut right = 0;
    let strokes = row.chunk_by(blend_alike).map(|pixels| {
        let covers = pixels.first().is_some_and(|[.., opacity]| *opacity == OPAQUE);
        let stroke = Run { x: right, y: down, is_opaque: covers, pixels: pixels.to_vec() };
        right += pixels.len() as i32;
        stroke
    });
    strokes.filter(|stroke| stroke.pixels.iter().any(|[.., opacity]| *opacity > 0)).collect()
}

/// Whether two pixels are put in the same way: they are not seen, or they are seen through, or they cover.
fn blend_alike([.., one]: &Pixel, [.., other]: &Pixel) -> bool {
    (*one == 0, *one == OPAQUE) == (*other == 0, *other == OPAQUE)
}

impl Blitter {
    /// Makes it empty and as large as this, in pixels.
    pub fn clear(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.pixels.resize(width * height, EMPTY);
        self.pixels.fill(EMPTY);
    }

    /// Puts a grain with its corner at a pixel, over what is there. What is beyond the edge is left out.
    pub fn draw(&mut self, grain: &PixelSprite, left: i32, top: i32) {
        for stroke in &grain.runs {
            let Ok(row) = usize::try_from(top + stroke.y) else {
                continue;
            };
            let from = left + stroke.x;
            // What is left of the edge is left out, and what is right of it.
            let hidden = usize::try_from(-from).unwrap_or_default();
            let from = usize::try_from(from).unwrap_or_default();
            let here = stroke.pixels.get(hidden..).unwrap_or_default();
            let length = here.len().min(self.width.saturating_sub(from));
            let start = row * self.width + from;
            let (Some(there), Some(here)) = (self.pixels.get_mut(start..start + length), here.get(..length))
            else {
                continue;
            };
            if stroke.is_opaque {
                there.copy_from_slice(here);
            } else {
                there.iter_mut().zip(here).for_each(|(there, here)| *there = blend(*there, *here));
            }
        }
    }

    /// All of it, four bytes for each pixel.
    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }

    /// How many pixels each row has.
    pub fn width(&self) -> usize {
        self.width
    }
}

/// What is seen where one pixel lies over another.
fn blend(there: Pixel, here: Pixel) -> Pixel {
    let ([.., under], [red, green, blue, over]) = (there, here);
    if over == OPAQUE || under == 0 {
        return here;
    }
    let mix = |new: u8, old: u8| {
        let (over, rest) = (u32::from(over), u32::from(OPAQUE - over));
        ((u32::from(new) * over + u32::from(old) * rest) / u32::from(OPAQUE)) as u8
    };
    let opacity = over.saturating_add(mix(0, under));
    [mix(red, there[0]), mix(green, there[1]), mix(blue, there[2]), opacity]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn red(side: usize) -> PixelSprite {
        PixelSprite::new(side, &[255, 0, 0, 255].repeat(side * side))
    }

    /// Which pixels of a picture are painted.
    fn painted(grains: &Blitter) -> Vec<usize> {
        let opacity = grains.bytes().chunks(4).map(|pixel| pixel[3]);
        opacity.enumerate().filter(|(_, opacity)| *opacity > 0).map(|(place, _)| place).collect()
    }

    #[test]
    fn a_grain_is_where_it_was_put() {
        let mut grains = Blitter::default();
        grains.clear(5, 4);
        grains.draw(&red(2), 1, 2);
        assert_eq!(painted(&grains), [11, 12, 16, 17]);
    }

    #[test]
    fn what_is_beyond_the_edge_is_left_out() {
        let mut grains = Blitter::default();
        grains.clear(5, 4);
        grains.draw(&red(2), -1, -1);
        grains.draw(&red(2), 4, 3);
        grains.draw(&red(2), 5, 0);
        grains.draw(&red(2), 0, -2);
        assert_eq!(painted(&grains), [0, 19]);
    }

    #[test]
    fn a_half_transparent_grain_is_mixed_with_what_it_lies_on() {
        let mut grains = Blitter::default();
        grains.clear(1, 1);
        grains.draw(&red(1), 0, 0);
        grains.draw(&PixelSprite::new(1, &[0, 0, 255, 128]), 0, 0);
        assert_eq!(grains.bytes(), [127, 0, 128, 255]);
    }

    #[test]
    fn what_is_transparent_leaves_what_it_lies_on() {
        let mut grains = Blitter::default();
        grains.clear(2, 1);
        grains.draw(&red(2), 0, 0);
        grains.draw(&PixelSprite::new(2, &[9, 9, 9, 0, 0, 0, 255, 255]), 0, 0);
        assert_eq!(grains.bytes(), [255, 0, 0, 255, 0, 0, 255, 255]);
    }

    #[test]
    fn a_cleared_picture_is_empty() {
        let mut grains = Blitter::default();
        grains.clear(3, 3);
        grains.draw(&red(3), 0, 0);
        grains.clear(4, 2);
        assert_eq!((painted(&grains), grains.bytes().len()), (vec![], 32));
    }
}
