//! The estimates of several policies side by side.

use crate::dossier::Dossier;
use crate::policy::Policy;
use crate::reckon::estimate::Estimate;
use crate::reckon::question::Question;
use crate::record::fields::getters;
#[cfg(feature = "serde")]
use crate::record::id::{EventId, GroupId};
#[cfg(feature = "serde")]
use crate::record::outcome::Outcome;
use crate::record::quantity::Quantity;

/// The same dossier under several policies: one row per quantity, one estimate per policy. Where
/// the policies differ, each has a sentence that says why.
///
/// ```
/// use corroborate::{LeastDissent, Prudent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let comparison = dossier.compare(&Question::new(), &[&LeastDissent::new(), &Prudent::new()]);
/// assert_eq!(comparison.policies(), ["least-dissent", "prudent"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Comparison {
    policies: Vec<String>,
    rows: Vec<Row>,
}

/// One quantity under every policy compared.
///
/// ```
/// use corroborate::{Envelope, LeastDissent, Question};
///
/// let dossier = corroborate::docs::raid()?;
/// let comparison = dossier.compare(&Question::new(), &[&LeastDissent::new(), &Envelope::new()]);
/// let row = comparison.row(&"raid/guards/killed".parse()?).ok_or("in play")?;
/// let highs: Vec<_> = row.estimates().iter().map(|estimate| estimate.high()).collect();
/// assert_eq!(highs, [Some(25), Some(25)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Row {
    #[cfg_attr(feature = "serde", serde(flatten, with = "QuantityFields"))]
    quantity: Quantity,
    estimates: Vec<Estimate>,
    because: Vec<String>,
}

impl Dossier {
    /// Compares the estimates of every quantity in play under these policies.
    ///
    /// ```
    /// use corroborate::{Envelope, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let comparison = dossier.compare(&Question::new(), &[&LeastDissent::new(), &Envelope::new()]);
    /// assert_eq!(comparison.rows().len(), 5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compare(&self, question: &Question, policies: &[&dyn Policy]) -> Comparison {
        let answers: Vec<_> = policies.iter().map(|policy| self.reconcile(question, *policy)).collect();
        let quantities = answers.first().map_or(&[][..], |answer| answer.estimates());
        let row = |(at, first): (usize, &Estimate)| {
            let estimates: Vec<Estimate> = answers.iter().map(|answer| answer.estimates()[at].clone()).collect();
            let because = if parted(&estimates) {
                let explained = answers.iter().filter_map(|answer| answer.explain(first.quantity()));
                explained.map(|derivation| derivation.words().by_rule()).collect()
            } else {
                Vec::new()
            };
            Row { quantity: first.quantity().clone(), estimates, because }
        };
        Comparison {
            policies: policies.iter().map(|policy| policy.name().to_owned()).collect(),
            // The claims alone decide which quantities are in play, so every answer has the same
            // rows.
            rows: quantities.iter().enumerate().map(row).collect(),
        }
    }
}

/// Whether the policies give different answers.
fn parted(estimates: &[Estimate]) -> bool {
    let answer = |estimate: &Estimate| (estimate.status(), estimate.range(), estimate.best());
    estimates.windows(2).any(|pair| answer(&pair[0]) != answer(&pair[1]))
}

impl Comparison {
    getters! {
        /// The policies' names, in the order of the arguments.
        ///
        /// ```
        /// use corroborate::{Envelope, LeastDissent, Question};
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let comparison = dossier.compare(&Question::new(), &[&LeastDissent::new(), &Envelope::new()]);
        /// assert_eq!(comparison.policies(), ["least-dissent", "envelope"]);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        policies() -> &[String];

        /// The rows, in the order of their quantities.
        ///
        /// ```
        /// use corroborate::{Envelope, LeastDissent, Question};
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let comparison = dossier.compare(&Question::new(), &[&LeastDissent::new(), &Envelope::new()]);
        /// assert_eq!(comparison.rows()[0].quantity().to_string(), "raid/all/killed");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        rows() -> &[Row];
    }

    /// The row of that quantity.
    ///
    /// ```
    /// use corroborate::{Envelope, LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let comparison = dossier.compare(&Question::new(), &[&LeastDissent::new(), &Envelope::new()]);
    /// assert!(comparison.row(&"raid/guards/missing".parse()?).is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn row(&self, quantity: &Quantity) -> Option<&Row> {
        self.rows.iter().find(|row| row.quantity == *quantity)
    }
}

impl Row {
    getters! {
        /// The quantity.
        ///
        /// ```
        /// use corroborate::{Envelope, LeastDissent, Question};
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let comparison = dossier.compare(&Question::new(), &[&LeastDissent::new(), &Envelope::new()]);
        /// let row = comparison.row(&"raid/guards/killed".parse()?).ok_or("in play")?;
        /// assert_eq!(row.quantity().group().as_str(), "guards");
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        quantity() -> &Quantity;

        /// Its estimate under each policy, in the order of the policies.
        ///
        /// ```
        /// use corroborate::{Envelope, LeastDissent, Question};
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let comparison = dossier.compare(&Question::new(), &[&LeastDissent::new(), &Envelope::new()]);
        /// let row = comparison.row(&"raid/guards/killed".parse()?).ok_or("in play")?;
        /// let ranges: Vec<_> = row.estimates().iter().map(|estimate| estimate.range().to_string()).collect();
        /// assert_eq!(ranges, ["24 to 25", "18 to 25"]);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        estimates() -> &[Estimate];

        /// For each policy, the rule and the claims that decided its answer; empty where all policies
        /// give the same answer.
        ///
        /// ```
        /// use corroborate::{Envelope, LeastDissent, Question};
        ///
        /// let dossier = corroborate::docs::raid()?;
        /// let comparison = dossier.compare(&Question::new(), &[&LeastDissent::new(), &Envelope::new()]);
        /// let row = comparison.row(&"raid/guards/killed".parse()?).ok_or("in play")?;
        /// assert!(row.because()[1].starts_with("By envelope"));
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        because() -> &[String];
    }
}

/// The fields of a quantity, for serde.
#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(remote = "Quantity")]
struct QuantityFields {
    #[serde(getter = "Quantity::event")]
    event: EventId,
    #[serde(getter = "Quantity::group")]
    group: GroupId,
    #[serde(getter = "Quantity::outcome")]
    outcome: Outcome,
}

#[cfg(feature = "serde")]
impl From<QuantityFields> for Quantity {
    fn from(QuantityFields { event, group, outcome }: QuantityFields) -> Quantity {
        Quantity::new(event, group, outcome)
    }
}
