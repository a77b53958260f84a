//! A finding as data.

use super::grounds::Grounds;
use super::rule::{Rule, Severity};
use super::says;
use crate::record::id::ClaimId;

/// Something that cannot be true, or looks wrong: the rule, the severity, the claims it rests on,
/// and the arithmetic.
///
/// ```
/// use corroborate::audit::{Severity, Thresholds};
/// use corroborate::{Claim, Draft, Quantity};
///
/// let quantity: Quantity = "raid/guards/killed".parse()?;
/// let mut draft = Draft::from(corroborate::docs::raid()?);
/// draft.add_claim(Claim::new("c8".parse()?, quantity, "12".parse()?, "monitor".parse()?, "2022-01-23".parse()?));
/// let findings = draft.check()?.audit(&Thresholds::new());
/// assert_eq!((findings[0].rule().as_str(), findings[0].severity()), ("toll-falls", Severity::Warning));
/// assert!(findings[0].says().contains("12"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    severity: Severity,
    claims: Vec<ClaimId>,
    grounds: Grounds,
}

impl Finding {
    pub(super) fn new(severity: Severity, grounds: Grounds) -> Finding {
        let mut claims = grounds.claims();
        claims.sort_unstable();
        claims.dedup();
        Finding { severity, claims, grounds }
    }

    /// The rule that found it.
    ///
    /// ```
    /// use corroborate::audit::{Row, Rule};
    ///
    /// let row = Row::new("row 7").low(30).best(20).high(40);
    /// let findings = row.findings();
    /// assert_eq!(findings.len(), 1);
    /// assert!(Rule::ALL.contains(&findings[0].rule()));
    /// ```
    pub fn rule(&self) -> Rule {
        self.grounds.rule()
    }

    /// Its severity.
    ///
    /// ```
    /// use corroborate::audit::{Row, Severity};
    ///
    /// let row = Row::new("row 7").low(30).best(20).high(40);
    /// let findings = row.findings();
    /// assert!(Severity::ALL.contains(&findings[0].severity()));
    /// ```
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The ids of the claims it rests on, sorted; for a published row, the row's id.
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// let row = Row::new("row 7").low(30).best(20).high(40);
    /// let findings = row.findings();
    /// assert_eq!(findings[0].claims()[0].as_str(), "row 7");
    /// ```
    pub fn claims(&self) -> &[ClaimId] {
        &self.claims
    }

    /// The claims as made, and the arithmetic.
    ///
    /// ```
    /// use corroborate::audit::{Grounds, Row};
    ///
    /// let row = Row::new("row 7").low(30).best(20).high(40);
    /// let findings = row.findings();
    /// assert!(matches!(findings[0].grounds(), Grounds::Order { .. }));
    /// ```
    pub fn grounds(&self) -> &Grounds {
        &self.grounds
    }

    /// The finding in one sentence.
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// let row = Row::new("row 7").low(30).best(20).high(40);
    /// let findings = row.findings();
    /// assert!(findings[0].says().contains("20"));
    /// ```
    pub fn says(&self) -> String {
        says::sentence(&self.grounds)
    }
}

#[cfg(feature = "serde")]
mod wire {
    use serde::de::{Deserialize, Deserializer};
    use serde::ser::{Serialize, SerializeStruct, Serializer};

    use super::{Finding, Grounds, Severity};

    /// Writes `{"rule", "severity", "claims", "says", "grounds"}`.
    impl Serialize for Finding {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut finding = serializer.serialize_struct("Finding", 5)?;
            finding.serialize_field("rule", &self.rule())?;
            finding.serialize_field("severity", &self.severity)?;
            finding.serialize_field("claims", &self.claims)?;
            finding.serialize_field("says", &self.says())?;
            finding.serialize_field("grounds", &self.grounds)?;
            finding.end()
        }
    }

    /// What has to be read; the rule, the claims and the sentence follow from it.
    #[derive(serde::Deserialize)]
    struct Written {
        severity: Severity,
        grounds: Grounds,
    }

    /// Reads `severity` and `grounds`, from which the rest follows. Other fields are skipped.
    impl<'de> Deserialize<'de> for Finding {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Finding, D::Error> {
            Written::deserialize(deserializer).map(|Written { severity, grounds }| Finding::new(severity, grounds))
        }
    }
}
