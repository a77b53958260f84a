//! Every number of the audit that is a judgement.

/// The limits from which, and within which, a rule reports something.
///
/// | threshold | default | because |
/// |---|---|---|
/// | [`telling`](Self::telling): from here, three voices no longer share a number by chance | 10 | below ten, people are counted without slack, and truthful counts agree |
/// | [`telling_of_two`](Self::telling_of_two): the same for two voices | 50 | at 50, a recount is off by a few ([`slack`](crate::interval::slack) 3) |
/// | [`copied_within`](Self::copied_within) hours | 24 | a day's news |
/// | [`retold_within`](Self::retold_within) days | 2 | an evening bulletin is relayed until the next day |
/// | [`shared_from`](Self::shared_from): from here, part and whole no longer share a number by chance | 100 | where only one group was hit, equal small numbers are right |
/// | [`shared_within`](Self::shared_within) days | 7 | counts further apart were counted again |
/// | [`precise_from`](Self::precise_from): from here, "about" with a number that is not round is odd | 50 | a witness may well see about 23 |
/// | [`summed_parts`](Self::summed_parts): the largest number of parts in a sum that somebody added up | 12 | nobody adds up more in a lead paragraph |
/// | [`anew_after`](Self::anew_after) days: a count that fell to half since then may have begun anew | 30 | corrections of a half come within days, new phases after months; what falls to a tenth is asked about at once |
/// | [`far_off`](Self::far_off) years: a claim of another time than its event's | 20 | decades are a typing error more often than a late inquiry |
/// | [`late_by`](Self::late_by) days: a claim of a moment so long after the newest publication | 366 | a year that was typed wrong is off by one at least |
///
/// A number that ends in 0 is never reported by these rules, because people round alike. All values
/// are ours.
///
/// ```
/// use corroborate::audit::Thresholds;
/// use corroborate::{Claim, Draft, Quantity};
///
/// let quantity: Quantity = "raid/guards/killed".parse()?;
/// let mut draft = Draft::from(corroborate::docs::raid()?);
/// let relay = Claim::new("c8".parse()?, quantity, "25".parse()?, "hospital".parse()?, "2022-01-21".parse()?);
/// draft.add_claim(relay);
/// let dossier = draft.check()?;
/// assert!(dossier.audit(&Thresholds::new()).is_empty(), "two voices may share a small number");
/// let strict = dossier.audit(&Thresholds::new().telling_of_two(20));
/// assert_eq!(strict[0].rule().as_str(), "same-figure");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Thresholds {
    pub(super) telling: u64,
    pub(super) telling_of_two: u64,
    pub(super) copied_within: u32,
    pub(super) retold_within: u32,
    pub(super) shared_from: u64,
    pub(super) shared_within: u32,
    pub(super) precise_from: u64,
    pub(super) summed_parts: u32,
    pub(super) anew_after: u32,
    pub(super) far_off: u32,
    pub(super) late_by: u32,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds {
            telling: 10,
            telling_of_two: 50,
            copied_within: 24,
            retold_within: 2,
            shared_from: 100,
            shared_within: 7,
            precise_from: 50,
            summed_parts: 12,
            anew_after: 30,
            far_off: 20,
            late_by: 366,
        }
    }
}

impl Thresholds {
    /// The defaults of the table.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// assert!(dossier.audit(&Thresholds::new()).iter().all(|finding| !finding.says().is_empty()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new() -> Thresholds {
        Thresholds::default()
    }

    /// The same limits, with another smallest number to report from three voices, or in a sum.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().telling(50);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn telling(mut self, number: u64) -> Thresholds {
        self.telling = number;
        self
    }

    /// The same limits, with another smallest number to report from two voices.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().telling_of_two(30);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn telling_of_two(mut self, number: u64) -> Thresholds {
        self.telling_of_two = number;
        self
    }

    /// The same limits, with another number of hours within which a copy is made.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().copied_within(6);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn copied_within(mut self, hours: u32) -> Thresholds {
        self.copied_within = hours;
        self
    }

    /// The same limits, with another number of days within which one statement is retold.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().retold_within(5);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn retold_within(mut self, days: u32) -> Thresholds {
        self.retold_within = days;
        self
    }

    /// The same limits, with another smallest number to report for part and whole.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().shared_from(200);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn shared_from(mut self, number: u64) -> Thresholds {
        self.shared_from = number;
        self
    }

    /// The same limits, with another number of days within which part and whole are compared.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().shared_within(5);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn shared_within(mut self, days: u32) -> Thresholds {
        self.shared_within = days;
        self
    }

    /// The same limits, with another smallest number to report if it is hedged but not round.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().precise_from(10000);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn precise_from(mut self, number: u64) -> Thresholds {
        self.precise_from = number;
        self
    }

    /// The same limits, with another largest number of parts in a sum.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().summed_parts(4);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn summed_parts(mut self, parts: u32) -> Thresholds {
        self.summed_parts = parts;
        self
    }

    /// The same; a count that fell to half may have begun anew after so many days.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().anew_after(60);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn anew_after(mut self, days: u32) -> Thresholds {
        self.anew_after = days;
        self
    }

    /// The same; a claim is of another time than its event's others from so many years on.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().far_off(10);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn far_off(mut self, years: u32) -> Thresholds {
        self.far_off = years;
        self
    }

    /// The same; a claim speaks of a moment that had not come if it is so many days after the
    /// newest publication.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let thresholds = Thresholds::new().late_by(365);
    /// assert_ne!(thresholds, Thresholds::new());
    /// ```
    pub fn late_by(mut self, days: u32) -> Thresholds {
        self.late_by = days;
        self
    }
}
