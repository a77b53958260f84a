//! Shares in whole per cent.

/// A share of a number, in whole per cent from 0 to 100.
///
/// ```
/// use corroborate::lexicon::PerCent;
///
/// assert_eq!(PerCent::new(10)?.get(), 10);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PerCent(u8);

impl PerCent {
    /// A tenth.
    pub(crate) const TEN: Self = Self(10);

    /// `n` per cent.
    ///
    /// # Errors
    ///
    /// [`BeyondWhole`] if `n` is more than 100.
    ///
    /// ```
    /// use corroborate::lexicon::PerCent;
    ///
    /// assert_eq!(PerCent::new(10)?.get(), 10);
    /// assert!(PerCent::new(101).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn new(n: u8) -> Result<Self, BeyondWhole> {
        if n <= 100 { Ok(Self(n)) } else { Err(BeyondWhole { per_cent: n }) }
    }

    /// The share in per cent.
    ///
    /// ```
    /// use corroborate::lexicon::PerCent;
    ///
    /// assert_eq!(PerCent::new(5)?.get(), 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub const fn get(self) -> u8 {
        self.0
    }

    /// That share of `n`, rounded up, and at least 1 unless the share is 0 per cent.
    pub(crate) fn of(self, n: u64) -> u64 {
        let share = u64::from(self.0);
        // This is ⌈n · share / 100⌉; n · share could overflow.
        let part = n / 100 * share + (n % 100 * share).div_ceil(100);
        part.max(u64::from(share > 0))
    }
}

/// The error for a share of more than 100 per cent.
///
/// ```
/// use corroborate::lexicon::{BeyondWhole, PerCent};
///
/// let error: BeyondWhole = PerCent::new(101).unwrap_err();
/// assert_eq!(error.to_string(), "101 per cent is more than the whole");
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{per_cent} per cent is more than the whole")]
#[non_exhaustive]
pub struct BeyondWhole {
    /// The share that was given.
    pub per_cent: u8,
}

#[cfg(test)]
mod tests {
    use super::PerCent;

    #[test]
    fn a_share_is_rounded_up_and_at_least_one() {
        let of = |share, n| PerCent::new(share).map(|share| share.of(n));
        assert_eq!(of(10, 0), Ok(1));
        assert_eq!(of(10, 10), Ok(1));
        assert_eq!(of(10, 11), Ok(2));
        assert_eq!(of(0, 1_000), Ok(0));
        assert_eq!(of(100, u64::MAX), Ok(u64::MAX));
        assert_eq!(of(101, 1).map_err(|error| error.to_string()), Err("101 per cent is more than the whole".into()));
    }
}
