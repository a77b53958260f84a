//! A finding as data.

use super::grounds::Grounds;
use super::rule::{Rule, Severity};
use super::says;
use crate::record::id::ClaimId;

/// Something that cannot be true, or looks wrong: the rule, the severity, the claims it rests on,
/// and the arithmetic.
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
    pub fn rule(&self) -> Rule {
        self.grounds.rule()
    }

    /// Its severity.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The ids of the claims it rests on, sorted; for a published row, the row's id.
    pub fn claims(&self) -> &[ClaimId] {
        &self.claims
    }

    /// The claims as made, and the arithmetic.
    pub fn grounds(&self) -> &Grounds {
        &self.grounds
    }

    /// The finding in one sentence.
    pub fn says(&self) -> String {
        says::sentence(&self.grounds)
    }
}

#[cfg(feature = "serde")]
mod wire {
    //! A finding as it is written: `{"rule", "severity", "claims", "says"}`.

    use serde::ser::{Serialize, SerializeStruct, Serializer};

    use super::Finding;

    impl Serialize for Finding {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut finding = serializer.serialize_struct("Finding", 4)?;
            finding.serialize_field("rule", self.rule().as_str())?;
            finding.serialize_field("severity", self.severity.as_str())?;
            finding.serialize_field("claims", &self.claims)?;
            finding.serialize_field("says", &self.says())?;
            finding.end()
        }
    }
}
