//! The events in which people were harmed.

use crate::record::fields::{builders, getters};
use crate::record::id::{EventId, PartyId};
use crate::record::moment::Moment;

/// An event: what happened, where, and from when to when. Events form a tree.
///
/// ```
/// use corroborate::Event;
///
/// let quake = Event::new("quake".parse()?, "The quake")
///     .with_start("2023-02-06".parse()?)
///     .with_end("2023-02-06".parse()?)
///     .with_settled("2023-04-20".parse()?);
/// assert_eq!(quake.settled(), Some("2023-04-20".parse()?), "until then the toll was still growing");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event {
    pub(crate) id: EventId,
    pub(crate) name: Box<str>,
    pub(crate) place: Option<Box<str>>,
    pub(crate) start: Option<Moment>,
    pub(crate) end: Option<Moment>,
    pub(crate) settled: Option<Moment>,
    pub(crate) part_of: Option<EventId>,
    pub(crate) perpetrator: Option<PartyId>,
    pub(crate) exhaustive: bool,
}

impl Event {
    /// An event of which only the name is known.
    ///
    /// ```
    /// use corroborate::Event;
    ///
    /// let strike = Event::new("strike".parse()?, "A strike");
    /// assert_eq!((strike.start(), strike.end()), (None, None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(id: EventId, name: &str) -> Event {
        Event {
            id,
            name: name.into(),
            place: None,
            start: None,
            end: None,
            settled: None,
            part_of: None,
            perpetrator: None,
            exhaustive: false,
        }
    }

    builders! {
        /// The same event, at this place.
        ///
        /// ```
        /// use corroborate::Event;
        ///
        /// let strike = Event::new("strike".parse()?, "A strike").with_place("Hasakah");
        /// assert_eq!(strike.place(), Some("Hasakah"));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_place(place: &str) sets place = Some(place.into());

        /// The same event, with its start. A date means the first second of that day.
        ///
        /// ```
        /// use corroborate::Event;
        ///
        /// let strike = Event::new("strike".parse()?, "A strike").with_start("2022-01-20".parse()?);
        /// assert_eq!(strike.start(), Some("2022-01-20".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_start(start: Moment) sets start = Some(start);

        /// The same event, with its end. A date means the last second of that day.
        ///
        /// ```
        /// use corroborate::Event;
        ///
        /// let strike = Event::new("strike".parse()?, "A strike").with_end("2022-01-20".parse()?);
        /// assert_eq!(strike.end().map(|end| end.plus_days(7)), Some("2022-01-27".parse()?), "then its toll is settled");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_end(end: Moment) sets end = Some(end);

        /// The same event, with the moment at which its toll is settled. Without one, this is seven
        /// days after its end.
        ///
        /// ```
        /// use corroborate::Event;
        ///
        /// // All who would be found dead were found that night.
        /// let blast = Event::new("blast".parse()?, "A blast").with_end("2022-01-20".parse()?).with_settled("2022-01-20".parse()?);
        /// assert_eq!(blast.settled(), blast.end());
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_settled(settled: Moment) sets settled = Some(settled);

        /// The same event, as a part of `whole`.
        ///
        /// ```
        /// use corroborate::Event;
        ///
        /// let blast = Event::new("blast".parse()?, "A blast").with_part_of("siege".parse()?);
        /// assert_eq!(blast.part_of(), Some(&"siege".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_part_of(whole: EventId) sets part_of = Some(whole);

        /// The same event, with this party as the perpetrator.
        ///
        /// ```
        /// use corroborate::Event;
        ///
        /// let blast = Event::new("blast".parse()?, "A blast").with_perpetrator("raiders".parse()?);
        /// assert_eq!(blast.perpetrator(), Some(&"raiders".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_perpetrator(perpetrator: PartyId) sets perpetrator = Some(perpetrator);

        /// The same event, covered entirely by its declared parts.
        ///
        /// ```
        /// use corroborate::Event;
        ///
        /// let war = Event::new("war".parse()?, "The war").with_exhaustive();
        /// assert!(war.is_exhaustive(), "nobody was harmed outside its declared parts");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        with_exhaustive() sets exhaustive = true;
    }

    getters! {
        /// Its id.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let raid = dossier.event(&"raid".parse()?).ok_or("declared")?;
        /// assert_eq!(raid.id().as_str(), "raid");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        id() -> &EventId;

        /// Its name for people.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let raid = dossier.event(&"raid".parse()?).ok_or("declared")?;
        /// assert_eq!(raid.name(), "Raid on a prison");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        name() -> &str;

        /// Where it happened.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let raid = dossier.event(&"raid".parse()?).ok_or("declared")?;
        /// assert_eq!(raid.place(), Some("Hill prison"));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        place() -> Option<&str>;

        /// When it began. If not stated, the start of its nearest ancestor applies.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let raid = dossier.event(&"raid".parse()?).ok_or("declared")?;
        /// assert_eq!(raid.start(), Some("2022-01-20".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        start() -> Option<Moment>;

        /// When it ended.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let raid = dossier.event(&"raid".parse()?).ok_or("declared")?;
        /// assert_eq!(raid.end(), Some("2022-01-21".parse()?));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        end() -> Option<Moment>;

        /// The moment after which statements speak of the final toll, if declared.
        ///
        /// ```
        /// let dossier = corroborate::docs::raid()?;
        /// let raid = dossier.event(&"raid".parse()?).ok_or("declared")?;
        /// assert_eq!(raid.settled(), None, "so seven days after its end");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        settled() -> Option<Moment>;

        /// The event it is part of.
        ///
        /// ```
        /// use corroborate::Event;
        ///
        /// let day = Event::new("day-2".parse()?, "The second day").with_part_of("raid".parse()?);
        /// assert_eq!(day.part_of().map(|whole| whole.as_str()), Some("raid"));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        part_of() -> Option<&EventId>;

        /// The party that did the harm. If not stated, that of its nearest ancestor applies.
        ///
        /// ```
        /// use corroborate::Event;
        ///
        /// let raid = Event::new("raid".parse()?, "A raid");
        /// assert_eq!(raid.perpetrator(), None, "so nobody is accused by default");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        perpetrator() -> Option<&PartyId>;
    }

    /// Whether its declared parts cover it entirely.
    ///
    /// ```
    /// let dossier = corroborate::docs::raid()?;
    /// let raid = dossier.event(&"raid".parse()?).ok_or("declared")?;
    /// assert!(!raid.is_exhaustive());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_exhaustive(&self) -> bool {
        self.exhaustive
    }
}
