//! Timelines drawn, each to a file of its own.

use std::path::Path;

use crate::{Asked, Story};

/// One picture a quantity into that folder: known then, known now and, where there is one, the
/// interval of the toll.
#[cfg(feature = "plot")]
pub(crate) fn draw(folder: &Path, asked: &Asked<'_>, stories: &[Story]) -> Result<(), String> {
    use crate::common::{distinct, slug};
    use corroborate::plot::{Curve, CurvePoint, Format, Picture, Timeline, View};

    let fault = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::create_dir_all(folder).map_err(|error| fault(folder, error))?;
    let last = asked.dossier.reconcile(&corroborate::Question::new().as_of(asked.to), asked.policy);
    let names = stories.iter().map(|story| slug(&story.quantity.to_string()));
    for (story, name) in stories.iter().zip(distinct(names)) {
        let Some(last) = last.explain(&story.quantity) else { continue };
        let mut views = vec![View::of(&story.then, &last, asked.dossier), View::of(&story.now, &last, asked.dossier)];
        if let (Some(lens), Some(Ok(points))) = (&asked.lens, &story.course) {
            let point = |point: &crate::beside::Point| CurvePoint {
                at: point.at,
                low: point.low,
                median: point.median,
                high: point.high,
            };
            let curve = Curve { points: points.iter().map(point).collect(), meaning: lens.meaning() };
            views.push(View::of_curve(&lens.title(), curve, &last, asked.dossier));
        }
        let svg = Picture::of_timeline(&Timeline::of(&last, views), Format::Column).svg();
        let path = folder.join(name + ".svg");
        std::fs::write(&path, svg).map_err(|error| fault(&path, error))?;
    }
    Ok(())
}

/// Nothing can be drawn without the feature.
#[cfg(not(feature = "plot"))]
pub(crate) fn draw(_: &Path, _: &Asked<'_>, _: &[Story]) -> Result<(), String> {
    Err("--pictures: build with --features plot to draw".to_owned())
}
