//! The records of a dossier that its claims name.

use corroborate::{Dossier, Draft};

/// Everything of a dossier but its claims.
pub(crate) fn declarations(dossier: &Dossier) -> Draft {
    let mut draft: Draft = dossier.parties().iter().cloned().collect();
    draft.extend(dossier.sources().iter().cloned());
    draft.extend(dossier.groups().iter().cloned());
    draft.extend(dossier.events().iter().cloned());
    draft
}
