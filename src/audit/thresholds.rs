//! Every number of the audit that is a judgement.

/// One list for the limits, what sets them, and what they are if nobody does.
macro_rules! thresholds {
    ($(#[$all:meta])* pub struct $of:ident { $($(#[$doc:meta])* $name:ident($unit:ident: $number:ty) = $default:literal,)+ }) => {
        $(#[$all])*
        #[derive(Copy, Clone, Debug, PartialEq, Eq)]
        pub struct $of {
            $(pub(super) $name: $number,)+
        }

        impl Default for $of {
            fn default() -> $of {
                $of { $($name: $default,)+ }
            }
        }

        impl $of {
            $($(#[$doc])* pub fn $name(self, $unit: $number) -> $of {
                $of { $name: $unit, ..self }
            })+
        }
    };
}

thresholds! {
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
    ///
    /// let dossier = corroborate::docs::raid_with(&[("raid/guards/killed", "25", "hospital", "2022-01-21")])?;
    /// assert!(dossier.audit(&Thresholds::new()).is_empty(), "two voices may share a small number");
    /// let strict = dossier.audit(&Thresholds::new().telling_of_two(20));
    /// assert_eq!(strict[0].rule().as_str(), "same-figure");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Thresholds {
        /// The same limits, with another smallest number to report from three voices, or in a sum.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let told = |source| ("raid/guards/detained", "8", source, "2022-01-21");
        /// let dossier = corroborate::docs::raid_with(&[told("agency"), told("monitor"), told("hospital")])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::SameFigure);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().telling(5)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        telling(number: u64) = 10,

        /// The same limits, with another smallest number to report from two voices.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let relay = ("raid/guards/killed", "25", "hospital", "2022-01-21");
        /// let dossier = corroborate::docs::raid_with(&[relay])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::SameFigure);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().telling_of_two(20)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        telling_of_two(number: u64) = 50,

        /// The same limits, with another number of hours within which a copy is made.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let told = |source, day| ("raid/guards/detained", "78", source, day);
        /// let dossier = corroborate::docs::raid_with(&[told("agency", "2022-01-21"), told("monitor", "2022-01-23")])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::SameFigure);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().copied_within(72)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        copied_within(hours: u32) = 24,

        /// The same limits, with another number of days within which one statement is retold.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let told = |count, day| ("raid/guards/detained", count, "agency", day);
        /// let dossier = corroborate::docs::raid_with(&[told("at least 48", "2022-01-21"), told("at most 48", "2022-01-25")])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::ToldSeveralWays);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().retold_within(5)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        retold_within(days: u32) = 2,

        /// The same limits, with another smallest number to report for part and whole.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let told = |quantity| (quantity, "47", "agency", "2022-01-21");
        /// let dossier = corroborate::docs::raid_with(&[told("raid/all/detained"), told("raid/guards/detained")])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::SameForPartAndWhole);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().shared_from(40)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        shared_from(number: u64) = 100,

        /// The same limits, with another number of days within which part and whole are compared.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let told = |quantity, day| (quantity, "347", "agency", day);
        /// let later = told("raid/guards/detained", "2022-02-02");
        /// let dossier = corroborate::docs::raid_with(&[told("raid/all/detained", "2022-01-21"), later])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::SameForPartAndWhole);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().shared_within(14)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        shared_within(days: u32) = 7,

        /// The same limits, with another smallest number to report if it is hedged but not round.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let dossier = corroborate::docs::raid_with(&[("raid/guards/detained", "about 23", "agency", "2022-01-21")])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::PreciseAbout);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().precise_from(20)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        precise_from(number: u64) = 50,

        /// The same limits, with another largest number of parts in a sum.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let told = |quantity, count, source| (quantity, count, source, "2022-01-22");
        /// let dossier = corroborate::docs::raid_with(&[
        ///     told("raid/guards/detained", "41", "agency"),
        ///     told("raid/visitors/detained", "22", "hospital"),
        ///     told("raid/all/detained", "63", "monitor"),
        /// ])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::SumOfOthers);
        /// assert!(finds(Thresholds::new()), "41 and 22");
        /// assert!(!finds(Thresholds::new().summed_parts(1)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        summed_parts(parts: u32) = 12,

        /// The same limits, with another number of days after which a count that fell to half may have begun anew.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let told = |count, day| ("raid/guards/detained", count, "agency", day);
        /// let dossier = corroborate::docs::raid_with(&[told("94", "2022-01-21"), told("31", "2022-02-04")])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::BegunAnew);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().anew_after(10)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        anew_after(days: u32) = 30,

        /// The same limits, with another number of years from which a claim is of another time than the other
        /// claims of its event.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        ///
        /// let dossier = corroborate::docs::raid_with(&[("raid/guards/detained", "at least 3", "agency", "2033-01-21")])?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::MomentFarOff);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().far_off(10)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        far_off(years: u32) = 20,

        /// The same limits, with another number of days after the newest publication: a claim that speaks of a
        /// later moment is reported.
        ///
        /// ```
        /// use corroborate::audit::{Rule, Thresholds};
        /// use corroborate::{Claim, Draft, Quantity};
        ///
        /// let late = ("raid/guards/detained", "at least 3", "agency", "2022-09-21");
        /// let mut draft = Draft::from(corroborate::docs::raid_with(&[late])?);
        /// let quantity: Quantity = "raid/guards/missing".parse()?;
        /// let (count, source, day) = ("at least 3".parse()?, "agency".parse()?, "2022-01-21".parse()?);
        /// let dated = Claim::new("c8".parse()?, quantity, count, source, day);
        /// draft.add_claim(dated.with_published("2022-01-22".parse()?));
        /// let dossier = draft.check()?;
        /// let finds = |thresholds| dossier.audit(&thresholds).iter().any(|it| it.rule() == Rule::MomentFarOff);
        /// assert!(!finds(Thresholds::new()) && finds(Thresholds::new().late_by(100)));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        late_by(days: u32) = 366,
    }
}

impl Thresholds {
    /// The defaults of the table.
    ///
    /// ```
    /// use corroborate::audit::Thresholds;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// assert_eq!(dossier.audit(&Thresholds::new()), [], "nothing looks wrong in the raid");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new() -> Thresholds {
        Thresholds::default()
    }
}
