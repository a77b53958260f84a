//! The size of a picture, and the sizes of its type and marks that follow from it.

use super::metrics::Face;
use super::picture::Ink;

/// The size of a picture.
///
/// The height is a minimum: a picture grows downwards with its content. A slide grows only when
/// smaller type and more columns do not help.
///
/// ```
/// use corroborate::plot::{Format, Picture};
/// use corroborate::{LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
/// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// assert_eq!(Picture::of_quantity(&guards, Format::Column).width(), 360);
/// assert_eq!(Picture::of_quantity(&guards, Format::Slide).width(), 1280);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A newspaper's column: 360 pixels wide, as high as it needs to be.
    Column,
    /// A slide: 1280 by 720 pixels.
    Slide,
    /// This number of pixels, limited to 240 to 10,000 across and at most 10,000 down. Laid out as
    /// a column up to 600 across, as a slide above.
    Custom {
        /// The width.
        width: u32,
        /// The minimum height.
        height: u32,
    },
}

impl Format {
    /// The width and the minimum height.
    pub(super) fn pixels(self) -> (i32, i32) {
        let held = |pixels: u32, least| i32::try_from(pixels).unwrap_or(i32::MAX).clamp(least, 10_000);
        match self {
            Format::Column => (360, 0),
            Format::Slide => (1280, 720),
            Format::Custom { width, height } => (held(width, 240), held(height, 0)),
        }
    }

    /// The possible settings, the most legible first: larger type, then fewer columns. Settings
    /// with columns too narrow to read are left out.
    pub(super) fn settings(self) -> Vec<Setting> {
        if self.is_narrow() {
            return vec![Setting { text: NARROW, columns: 1 }];
        }
        let (width, _) = self.pixels();
        let all = (13..=20).rev().flat_map(|text| (1..=3).map(move |columns| Setting { text, columns }));
        all.filter(|setting| setting.columns == 1 || width / setting.columns >= setting.text * 26).collect()
    }

    pub(super) fn is_narrow(self) -> bool {
        self.pixels().0 <= 600
    }
}

/// The size of type in a narrow column.
const NARROW: i32 = 11;

/// The size of the type, and the number of columns.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) text: i32,
    pub(super) columns: i32,
}

impl Setting {
    pub(super) const TIGHTEST: Setting = Setting { text: NARROW, columns: 1 };
}

/// The sizes that follow from that of the type.
#[derive(Copy, Clone, Debug)]
pub(super) struct Measure {
    pub(super) text: i32,
    /// The distance from one row to the next.
    pub(super) row: i32,
}

impl Measure {
    /// Rows as close as is still easy to read.
    pub(super) fn close(text: i32) -> Measure {
        Measure { text, row: text * 3 / 2 }
    }

    /// Whether the rows are as far apart as they can be and still read as one list.
    pub(super) fn is_airy(self) -> bool {
        self.row >= self.text * 9 / 4
    }

    pub(super) fn airier(self) -> Measure {
        Measure { row: self.row + 1, ..self }
    }

    pub(super) fn plain(self) -> Face {
        Face::plain(self.text)
    }

    pub(super) fn bold(self) -> Face {
        Face::bold(self.text)
    }

    pub(super) fn small(self) -> Face {
        Face::plain((self.text - 1).max(10))
    }

    pub(super) fn small_print(self) -> Face {
        Face::plain((self.text - 2).max(9))
    }

    pub(super) fn title(self) -> Face {
        Face::bold(self.text * 3 / 2)
    }

    /// The distance from the edge of the sheet.
    pub(super) fn margin(self) -> i32 {
        self.text
    }

    /// Half the width of a mark.
    pub(super) fn mark(self) -> i32 {
        self.text * 2 / 5
    }

    /// The length of the arrow of a claim that is open to one side.
    pub(super) fn arrow(self) -> i32 {
        self.text * 3 / 2
    }
}

pub(super) const PAPER: Ink = Ink::of(255, 255, 255);
pub(super) const TYPE: Ink = Ink::of(26, 26, 26);
pub(super) const QUIET: Ink = Ink::of(89, 89, 89);
pub(super) const PALE: Ink = Ink::of(140, 140, 140);
pub(super) const RULE: Ink = Ink::of(205, 205, 205);
/// The colour of the estimate's band, so pale in grey that every mark stands out on it.
pub(super) const BAND: Ink = Ink::of(244, 205, 112);
/// The colours of the ladder's bands, for the fewest wrong voices first: each one paler.
pub(super) const RUNGS: [Ink; 3] = [Ink::of(250, 228, 168), Ink::of(252, 239, 203), Ink::of(253, 246, 226)];
/// The colour of an interval beside the range, like that of no interest and no band.
pub(super) const BESIDE: Ink = Ink::of(112, 38, 132);
pub(super) const EDGE: Ink = Ink::of(122, 82, 0);
/// Vermilion, blue and near-black, darker than in Okabe and Ito's palette. They differ under every
/// kind of colour blindness; in grey the shapes of the marks differ.
pub(super) const ERRS_HIGH: Ink = Ink::of(184, 62, 0);
pub(super) const ERRS_LOW: Ink = Ink::of(0, 92, 168);
pub(super) const NEUTRAL: Ink = Ink::of(40, 40, 40);
