//! The sources that make claims.

use crate::record::fields::{builders, getters};
use crate::record::id::{PartyId, SourceId};
use crate::record::vocabulary::words;

/// A source of claims: an observatory, a press office, a hospital, an officer who did not want to
/// be named.
///
/// ```
/// use corroborate::{Source, SourceKind};
///
/// let press = Source::new("press".parse()?, "Press office", SourceKind::Belligerent).with_party("guard".parse()?);
/// assert_eq!(press.party(), Some(&"guard".parse()?), "it speaks with the voice of the guard");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    pub(crate) id: SourceId,
    pub(crate) name: Box<str>,
    pub(crate) kind: SourceKind,
    pub(crate) party: Option<PartyId>,
    pub(crate) basis: Option<Basis>,
    pub(crate) reliability: Option<Reliability>,
}

impl Source {
    /// A source without a party and without a grade, whose claims are reported, not documented.
    ///
    /// ```
    /// use corroborate::{Source, SourceKind};
    ///
    /// let monitor = Source::new("osdh".parse()?, "An observatory", SourceKind::Monitor);
    /// assert_eq!((monitor.party(), monitor.reliability()), (None, None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(id: SourceId, name: &str, kind: SourceKind) -> Source {
        Source { id, name: name.into(), kind, party: None, basis: None, reliability: None }
    }

    builders! {
        /// The same source, speaking with the voice of this party.
        ///
        /// ```
        /// use corroborate::{Source, SourceKind};
        ///
        /// let press = Source::new("press".parse()?, "Press office", SourceKind::Belligerent).with_party("guard".parse()?);
        /// assert_eq!(press.party(), Some(&"guard".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_party(party: PartyId) sets party = Some(party);

        /// The same source, with this basis for all its claims that state none.
        ///
        /// ```
        /// use corroborate::{Basis, Source, SourceKind};
        ///
        /// let morgue = Source::new("morgue".parse()?, "The morgue", SourceKind::Medical).with_basis(Basis::Documented);
        /// assert_eq!(morgue.basis(), Some(Basis::Documented));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_basis(basis: Basis) sets basis = Some(basis);

        /// The same source, with a reliability grade.
        ///
        /// ```
        /// use corroborate::{Reliability, Source, SourceKind};
        ///
        /// let rumour = Source::new("forum".parse()?, "A forum", SourceKind::Other).with_reliability(Reliability::E);
        /// assert_eq!(rumour.reliability(), Some(Reliability::E), "its claims are set aside");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_reliability(reliability: Reliability) sets reliability = Some(reliability);
    }

    getters! {
        /// Its id.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let agency = dossier.source(&"agency".parse()?).ok_or("declared")?;
        /// assert_eq!(agency.id().as_str(), "agency");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        id() -> &SourceId;

        /// Its name for people.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let agency = dossier.source(&"agency".parse()?).ok_or("declared")?;
        /// assert_eq!(agency.name(), "An agency");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        name() -> &str;

        /// The kind of source that it is.
        ///
        /// ```
        /// use corroborate::SourceKind;
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let agency = dossier.source(&"agency".parse()?).ok_or("declared")?;
        /// assert_eq!(agency.kind(), SourceKind::Media);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        kind() -> SourceKind;

        /// The party that it speaks for.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let command = dossier.source(&"command".parse()?).ok_or("declared")?;
        /// assert_eq!(command.party(), Some(&"guard".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        party() -> Option<&PartyId>;

        /// The basis of its claims, if stated.
        ///
        /// ```
        /// use corroborate::Basis;
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let bases: Vec<_> = dossier.sources().iter().filter_map(|source| source.basis()).collect();
        /// assert_eq!(bases, [Basis::Documented], "only the hospital states one");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        basis() -> Option<Basis>;

        /// Its reliability grade, if it has one.
        ///
        /// ```
        /// use corroborate::{Reliability, Source, SourceKind};
        ///
        /// let officer = Source::new("officer".parse()?, "An officer", SourceKind::Official).with_reliability(Reliability::D);
        /// assert!(officer.reliability().is_some_and(Reliability::is_weak));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        reliability() -> Option<Reliability>;
    }
}

words! {
    /// The kind of a source. It is descriptive and affects no estimate.
    ///
    /// ```
    /// use corroborate::SourceKind;
    ///
    /// assert_eq!(SourceKind::Medical.to_string(), "medical");
    /// ```
    #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum SourceKind {
        /// A casualty recorder or observatory.
        Monitor => "monitor",
        /// A fighting party.
        Belligerent => "belligerent",
        /// A state or local authority.
        Official => "official",
        /// A military coalition.
        Coalition => "coalition",
        /// The United Nations or a similar organisation.
        Intergovernmental => "intergovernmental",
        /// For example a hospital or a Red Crescent branch.
        Medical => "medical",
        /// A newsroom.
        Media => "media",
        /// A person who was there.
        Witness => "witness",
        /// None of these.
        Other => "other",
    }
}

/// How a count was obtained.
///
/// ```
/// use corroborate::Basis;
///
/// assert_eq!(Basis::default(), Basis::Reported);
/// ```
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// It was counted body by body. For an outcome that adds up over time, this gives a floor.
    Documented,
    /// It was reported (the default).
    #[default]
    Reported,
    /// It was estimated.
    Estimated,
}

words!(Basis { Documented => "documented", Reported => "reported", Estimated => "estimated" });

/// The reliability of a source, A to F (NATO STANAG 2511).
///
/// | grade | in the standard | here |
/// |---|---|---|
/// | A, B, C | completely, usually, fairly reliable | counts in full |
/// | D | not usually reliable | no precedence over interested voices, no firm floor, corroborates nothing |
/// | E | unreliable | discounted |
/// | F | cannot be judged | as D |
///
/// ```
/// use corroborate::Reliability;
///
/// assert_eq!("F".parse(), Ok(Reliability::F));
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Reliability cannot be judged.
    F,
}

words!(Reliability { A => "A", B => "B", C => "C", D => "D", E => "E", F => "F" });

impl Reliability {
    /// Whether it is D or F: the source counts, but without precedence over interested voices.
    ///
    /// ```
    /// use corroborate::Reliability;
    ///
    /// let weak: Vec<_> = Reliability::ALL.iter().filter(|grade| grade.is_weak()).collect();
    /// assert_eq!(weak, [&Reliability::D, &Reliability::F]);
    /// ```
    pub const fn is_weak(self) -> bool {
        matches!(self, Reliability::D | Reliability::F)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        assert!(SourceKind::ALL.iter().all(|&kind| kind.as_str().parse() == Ok(kind)));
        assert!(Basis::ALL.iter().all(|&basis| basis.as_str().parse() == Ok(basis)));
        assert!(Reliability::ALL.iter().all(|&grade| grade.as_str().parse() == Ok(grade)));
        assert_eq!(Basis::default(), Basis::Reported);
    }

    #[test]
    fn the_weak_grades_are_d_and_f() {
        let weak: Vec<_> = Reliability::ALL.iter().filter(|grade| grade.is_weak()).collect();
        assert_eq!(weak, [&Reliability::D, &Reliability::F]);
    }
}
