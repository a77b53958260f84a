//! Readings: what a count can mean.

use crate::said::interval::Interval;

/// The reading of a count: an interval and, if the count names one number, a figure.
///
/// A vague word names no figure. "At most 20" names a limit and no figure either. The figure, if
/// there is one, is in the interval.
///
/// ```
/// use corroborate::{Interval, Lexicon};
///
/// let reading = Lexicon::logical().read_count(&"around 300".parse()?);
/// assert_eq!((reading.interval(), reading.figure()), (Interval::new(270, 330)?, Some(300)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    interval: Interval,
    figure: Option<u64>,
}

impl Reading {
    /// The reading of one exact number.
    ///
    /// ```
    /// use corroborate::{Interval, Reading};
    ///
    /// assert_eq!(Reading::single(12).interval(), Interval::exactly(12));
    /// ```
    #[must_use]
    pub const fn single(n: u64) -> Self {
        Self { interval: Interval::exactly(n), figure: Some(n) }
    }

    /// A reading with an interval and no figure.
    ///
    /// ```
    /// use corroborate::{Interval, Reading};
    ///
    /// assert_eq!(Reading::vague(Interval::at_least(2)).figure(), None);
    /// ```
    #[must_use]
    pub const fn vague(interval: Interval) -> Self {
        Self { interval, figure: None }
    }

    /// A reading with an interval and a figure.
    ///
    /// # Errors
    ///
    /// [`FigureOutside`] if the figure is not in the interval.
    ///
    /// ```
    /// use corroborate::{Interval, Reading};
    ///
    /// assert_eq!(Reading::naming(Interval::at_least(20), 20)?.figure(), Some(20));
    /// assert!(Reading::naming(Interval::at_least(20), 5).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn naming(interval: Interval, figure: u64) -> Result<Self, FigureOutside> {
        if interval.contains(figure) {
            Ok(Self { interval, figure: Some(figure) })
        } else {
            Err(FigureOutside { interval, figure })
        }
    }

    /// The counts that it can mean.
    ///
    /// ```
    /// use corroborate::{Interval, Lexicon};
    ///
    /// assert_eq!(Lexicon::logical().read_count(&"hundreds".parse()?).interval(), Interval::at_least(200));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn interval(self) -> Interval {
        self.interval
    }

    /// The figure, if the count names one.
    ///
    /// ```
    /// use corroborate::Lexicon;
    ///
    /// assert_eq!(Lexicon::logical().read_count(&"at least 20".parse()?).figure(), Some(20));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn figure(self) -> Option<u64> {
        self.figure
    }
}

/// The error for a figure outside its interval.
///
/// ```
/// use corroborate::lexicon::FigureOutside;
/// use corroborate::{Interval, Reading};
///
/// let error: FigureOutside = Reading::naming(Interval::at_least(3), 2).unwrap_err();
/// assert_eq!(error.figure, 2);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the figure {figure} is not in the interval {interval}")]
#[non_exhaustive]
pub struct FigureOutside {
    /// The interval.
    pub interval: Interval,
    /// The figure that is outside.
    pub figure: u64,
}

#[cfg(test)]
mod tests {
    use super::Reading;
    use crate::said::interval::Interval;

    #[test]
    fn a_figure_is_in_its_interval() {
        let three = Interval::at_least(3);
        assert_eq!(Reading::naming(three, 3).map(Reading::figure), Ok(Some(3)));
        assert_eq!(
            Reading::naming(three, 2).map_err(|error| error.to_string()),
            Err("the figure 2 is not in the interval 3 or more".into())
        );
        assert_eq!(Reading::naming(Interval::exactly(3), 3), Ok(Reading::single(3)));
        assert_ne!(Reading::vague(Interval::exactly(3)), Reading::single(3));
    }
}
