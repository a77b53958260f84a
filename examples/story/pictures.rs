//! Timelines drawn, each to a file of its own.

use std::path::Path;

#[cfg(feature = "plot")]
use corroborate::plot::{Format, Picture, Timeline as Drawn, View as Seen};
use corroborate::{Dossier, Moment, Policy, Quantity, Timeline};

/// One picture a quantity, known then beside known now, into that folder.
#[cfg(feature = "plot")]
pub(crate) fn draw<'t>(
    folder: &Path,
    dossier: &Dossier,
    policy: &dyn Policy,
    to: Moment,
    stories: impl Iterator<Item = (&'t Quantity, [&'t Timeline; 2])>,
) -> Result<(), Vec<String>> {
    let fault = |path: &Path, error: std::io::Error| vec![format!("{}: {error}", path.display())];
    std::fs::create_dir_all(folder).map_err(|error| fault(folder, error))?;
    let last = dossier.reconcile(&corroborate::Question::new().as_of(to), policy);
    for (quantity, timelines) in stories {
        let Some(last) = last.explain(quantity) else { continue };
        let views = timelines.map(|timeline| Seen::of(timeline, &last)).to_vec();
        let svg = Picture::of_timeline(&Drawn::of(&last, views), Format::Column).svg();
        let path = folder.join(quantity.to_string().replace(['/', '\\'], "-") + ".svg");
        std::fs::write(&path, svg).map_err(|error| fault(&path, error))?;
    }
    Ok(())
}

/// Nothing can be drawn without the feature.
#[cfg(not(feature = "plot"))]
pub(crate) fn draw<'t>(
    _: &Path,
    _: &Dossier,
    _: &dyn Policy,
    _: Moment,
    _: impl Iterator<Item = (&'t Quantity, [&'t Timeline; 2])>,
) -> Result<(), Vec<String>> {
    Err(vec!["--pictures: build with --features plot to draw".to_owned()])
}
