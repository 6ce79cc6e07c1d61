//! A picture that is put together of very many small discs, pixel by pixel: much faster than a canvas does it.

/// A picture of red, green, blue and opacity, a byte each, row by row; opacity is not multiplied in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grains {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// A small square picture of the same kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grain {
    /// How many pixels each side has.
    pub side: usize,
    /// Four bytes for each pixel.
    pub pixels: Vec<u8>,
}

const BYTES: usize = 4;
const OPAQUE: u8 = 255;

impl Grains {
    /// Makes it empty and as large as this, in pixels.
    pub fn clear(&mut self, width: usize, height: usize) {
        (self.width, self.height) = (width, height);
        self.pixels.resize(width * height * BYTES, 0);
        self.pixels.fill(0);
    }

    /// Puts a grain with its corner at a pixel, over what is there. What is beyond the edge is left out.
    pub fn put(&mut self, grain: &Grain, left: i32, top: i32) {
        let (Some(columns), Some(rows)) =
            (within(left, grain.side, self.width), within(top, grain.side, self.height))
        else {
            return;
        };
        for row in rows.from..rows.to {
            let start = ((rows.at + row - rows.from) * self.width + columns.at) * BYTES;
            let length = (columns.to - columns.from) * BYTES;
            let source = (row * grain.side + columns.from) * BYTES;
            let (Some(there), Some(here)) =
                (self.pixels.get_mut(start..start + length), grain.pixels.get(source..source + length))
            else {
                return;
            };
            for (there, here) in there.chunks_exact_mut(BYTES).zip(here.chunks_exact(BYTES)) {
                lay_over(there, here);
            }
        }
    }

    /// All of it.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// How many pixels each row has.
    pub fn width(&self) -> usize {
        self.width
    }
}

/// The part of a grain that is within the picture, along one side.
struct Part {
    /// Where it begins in the picture.
    at: usize,
    /// Which of the grain's own pixels these are.
    from: usize,
    to: usize,
}

fn within(at: i32, side: usize, length: usize) -> Option<Part> {
    let from = usize::try_from(-at).unwrap_or(0);
    let begin = usize::try_from(at).unwrap_or(0);
    let to = side.min(from + length.checked_sub(begin)?);
    (from < to).then_some(Part { at: begin, from, to })
}

fn lay_over(there: &mut [u8], here: &[u8]) {
    let (Some(&over), Some(&under)) = (here.last(), there.last()) else {
        return;
    };
    match (over, under) {
        (0, _) => {}
        (OPAQUE, _) | (_, 0) => there.copy_from_slice(here),
        _ => {
            let mix = |new: u8, old: u8| {
                let (over, rest) = (u32::from(over), u32::from(OPAQUE - over));
                ((u32::from(new) * over + u32::from(old) * rest) / u32::from(OPAQUE)) as u8
            };
            for (old, new) in there.iter_mut().zip(here) {
                *old = mix(*new, *old);
            }
            if let Some(opacity) = there.last_mut() {
                *opacity = over.saturating_add(mix(0, under));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn red(side: usize) -> Grain {
        Grain { side, pixels: [255, 0, 0, 255].repeat(side * side) }
    }

    /// Which pixels of a picture are painted.
    fn painted(grains: &Grains) -> Vec<usize> {
        let opacity = grains.pixels().chunks(BYTES).map(|pixel| pixel[3]);
        opacity.enumerate().filter(|(_, opacity)| *opacity > 0).map(|(place, _)| place).collect()
    }

    #[test]
    fn a_grain_is_where_it_was_put() {
        let mut grains = Grains::default();
        grains.clear(5, 4);
        grains.put(&red(2), 1, 2);
        assert_eq!(painted(&grains), [11, 12, 16, 17]);
    }

    #[test]
    fn what_is_beyond_the_edge_is_left_out() {
        let mut grains = Grains::default();
        grains.clear(5, 4);
        grains.put(&red(2), -1, -1);
        grains.put(&red(2), 4, 3);
        grains.put(&red(2), 5, 0);
        grains.put(&red(2), 0, -2);
        assert_eq!(painted(&grains), [0, 19]);
    }

    #[test]
    fn a_half_transparent_grain_is_mixed_with_what_it_lies_on() {
        let mut grains = Grains::default();
        grains.clear(1, 1);
        grains.put(&red(1), 0, 0);
        grains.put(&Grain { side: 1, pixels: vec![0, 0, 255, 128] }, 0, 0);
        assert_eq!(grains.pixels(), [127, 0, 128, 255]);
    }

    #[test]
    fn a_cleared_picture_is_empty() {
        let mut grains = Grains::default();
        grains.clear(3, 3);
        grains.put(&red(3), 0, 0);
        grains.clear(4, 2);
        assert_eq!((painted(&grains), grains.pixels().len()), (vec![], 32));
    }
}
