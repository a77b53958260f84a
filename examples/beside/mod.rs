//! Intervals of the toll beside what was reported, where a bias table is given.

use std::collections::BTreeMap;

use corroborate::{Quantity, Reconciliation};

/// Of each quantity, what its interval says in words, or why there is none; nothing without a table.
#[cfg(feature = "calibrate")]
pub(crate) fn intervals(
    table: Option<&str>,
    answer: &Reconciliation<'_>,
) -> Result<BTreeMap<Quantity, String>, Vec<String>> {
    use corroborate::calibrate::{BiasTable, Calibrated, Level};

    let Some(path) = table else { return Ok(BTreeMap::new()) };
    let fault = |error: &dyn std::fmt::Display| vec![format!("{path}: {error}")];
    let table: BiasTable = if path == "default" {
        BiasTable::default()
    } else {
        let text = std::fs::read_to_string(path).map_err(|error| fault(&error))?;
        serde_json::from_str(&text).map_err(|error| fault(&error))?
    };
    let words = |answer: &Calibrated| {
        let disagrees = answer.disagrees().map_or_else(String::new, |why| format!(" Disagrees: {why}."));
        format!(
            "{} ({}; {}). {}{disagrees}",
            answer.side_by_side(Level::NINETY),
            answer.origin(),
            answer.anchor().assumption(),
            answer.sentence(Level::NINETY),
        )
    };
    let calibration = answer.calibrate(&table, &table.anchor());
    let told = calibration.all().iter().map(|(quantity, answer)| {
        let text = match answer {
            Ok(answer) => words(answer),
            Err(refusal) => format!("Not told: {refusal}."),
        };
        (quantity.clone(), text)
    });
    Ok(told.collect())
}

/// Without the feature, a table is refused.
#[cfg(not(feature = "calibrate"))]
pub(crate) fn intervals(
    table: Option<&str>,
    _answer: &Reconciliation<'_>,
) -> Result<BTreeMap<Quantity, String>, Vec<String>> {
    match table {
        None => Ok(BTreeMap::new()),
        Some(_) => Err(vec!["--table needs --features calibrate".to_owned()]),
    }
}
