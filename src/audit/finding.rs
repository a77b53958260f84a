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
///
/// let fewer = ("raid/guards/killed", "12", "monitor", "2022-01-23");
/// let findings = corroborate::docs::raid_with(&[fewer])?.audit(&Thresholds::new());
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
    /// let findings = Row::new("7").low(30).best(20).high(40).findings();
    /// assert_eq!(findings[0].rule(), Rule::LowBestHigh);
    /// ```
    pub fn rule(&self) -> Rule {
        self.grounds.rule()
    }

    /// Its severity.
    ///
    /// ```
    /// use corroborate::audit::{Row, Severity};
    ///
    /// let findings = Row::new("7").low(30).best(20).high(40).findings();
    /// assert_eq!(findings[0].severity(), Severity::Error);
    /// ```
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The ids of the claims it rests on, sorted; for a published row, the row's id.
    ///
    /// ```
    /// use corroborate::audit::Row;
    ///
    /// let findings = Row::new("7").low(30).best(20).high(40).findings();
    /// assert_eq!(findings[0].claims()[0].as_str(), "7");
    /// ```
    pub fn claims(&self) -> &[ClaimId] {
        &self.claims
    }

    /// The claims as made, and the arithmetic.
    ///
    /// ```
    /// use corroborate::audit::{Grounds, Row};
    ///
    /// let findings = Row::new("7").low(30).best(20).high(40).findings();
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
    /// let findings = Row::new("7").low(30).best(20).high(40).findings();
    /// assert_eq!(findings[0].says(), "row 7: low 30, best 20, high 40: low is above best.");
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
