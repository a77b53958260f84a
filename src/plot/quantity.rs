//! Draws one quantity: each claim in a row under its voice, and the estimate as a band through all
//! rows.

use super::beside::{self, Beside};
use super::columns::{Heading, Placed, What, balanced, depth};
use super::format::{BAND, BESIDE, EDGE, Format, Measure, PAPER, QUIET, RULE, RUNGS, Setting, TYPE};
use super::frame::Frame;
use super::keys;
use super::legend::Legend;
use super::mark::{Direction, Form, Held, diamond};
use super::metrics::{Face, clean};
use super::picture::{Anchor, Area, Ink, Picture, Point, Sheet};
use super::rows::{self, ChartRow, ClaimRow, Look, Section, Shown};
use super::scale::{Steps, ends, tick_label, tick_room};
use super::side::CountColumn;
use crate::derivation::Derivation;
use crate::said::interval::Interval;

impl Picture {
    /// The picture of a quantity: who claimed which count, and the estimate that follows.
    ///
    /// | item | drawing |
    /// |---|---|
    /// | a voice | a heading; first those that count, then those that disagree with the estimate, then those that set no bound |
    /// | a claim | a row with its date and its count as said; a voice's claims in the same words are one row, with their number |
    /// | its count | a mark on the number named, with an arrow if it is open, a bar if it is a range, hollow if it is vague |
    /// | its interest | the mark's shape and colour: a disc for no stake, a triangle that points the way its speaker would rather err |
    /// | a claim that was set aside | struck out and pale |
    /// | the bounds of a voice | a thick line under its claims |
    /// | the estimate | a band through all rows, its best a line |
    /// | the ladder | paler bands with dashed edges, up to three rungs |
    ///
    /// The axis starts at 0 and is linear. It is broken where a boast is more than four times as
    /// large as the estimate and most other counts, and logarithmic where the estimate itself is
    /// that far above the others. The picture says which.
    ///
    /// ```
    /// use corroborate::plot::{Format, Picture};
    /// use corroborate::{LeastDissent, Question};
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.explain(&"raid/guards/killed".parse()?).ok_or("in play")?;
    /// let picture = Picture::of_quantity(&guards, Format::Column);
    /// assert!(picture.texts().any(|text| text.words().contains("The guard force")), "each voice has a heading");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_quantity(derivation: &Derivation, format: Format) -> Picture {
        Picture::planned(derivation, None, format)
    }

    /// The same picture with a calibrated interval of the toll. The interval is a hatched box in its own
    /// row, and a key names its assumptions.
    pub fn of_quantity_beside(derivation: &Derivation, beside: &Beside, format: Format) -> Picture {
        Picture::planned(derivation, Some(beside), format)
    }

    fn planned(derivation: &Derivation, beside: Option<&Beside>, format: Format) -> Picture {
        let groups = rows::groups(derivation, beside);
        let (_, least) = format.pixels();
        let subject = Subject { derivation, beside, groups };
        let plan = |setting: Setting, measure| ColumnLayout::new(&subject, format, setting.columns, measure);
        let mut setting = Setting::TIGHTEST;
        for next in format.settings() {
            setting = next;
            let mut measure = Measure::close(setting.text);
            let mut fitting = plan(setting, measure);
            if fitting.height > least || fitting.is_cut && setting.text > LEGIBLE {
                continue;
            }
            while !measure.is_airy() {
                measure = measure.airier();
                let airier = plan(setting, measure);
                if airier.height > least {
                    break;
                }
                fitting = airier;
            }
            return fitting.picture(least);
        }
        plan(setting, Measure::close(setting.text)).picture(least)
    }
}

/// The smallest size of type. Below it, words are cut instead.
const LEGIBLE: i32 = 14;

/// What is drawn.
struct Subject<'a> {
    derivation: &'a Derivation,
    beside: Option<&'a Beside>,
    groups: Vec<Section>,
}

impl Subject<'_> {
    fn rows(&self) -> impl Iterator<Item = &ChartRow> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}

/// The place of everything for one size of type and one number of columns.
struct ColumnLayout<'a> {
    subject: &'a Subject<'a>,
    frame: Frame,
    measure: Measure,
    columns: Vec<Vec<Placed>>,
    column: i32,
    steps: (Steps, u64),
    /// The width in a column for the words of its rows.
    gutter: i32,
    /// The width in a column for the dates.
    dates: i32,
    /// Whether some words have to be cut.
    is_cut: bool,
    /// The top of the rows.
    rows: i32,
    height: i32,
}

/// The space between two columns, in sizes of the type.
const BETWEEN: i32 = 2;

impl<'a> ColumnLayout<'a> {
    fn new(subject: &'a Subject<'a>, format: Format, most: i32, measure: Measure) -> ColumnLayout<'a> {
        let d = subject.derivation;
        let steps = steps(subject);
        let titles = (rows::title(d), d.event_name.as_str());
        let frame = Frame::new(
            format.pixels().0,
            (&titles.0, titles.1),
            legend(subject, measure, steps.0),
            &rows::source_line(d),
        );
        let column = (frame.room() - (most - 1) * BETWEEN * measure.text) / most;
        let dates = date_room(subject, measure);
        let wanted = words_room(subject, measure, dates);
        let gutter = wanted.clamp(column / 4, column / 2).max(number_room(subject, measure, dates).min(column * 3 / 4));
        let columns =
            balanced(&fitted(&subject.groups, measure, gutter - measure.text / 2, dates), most, column, measure);
        let rows = frame.top() + measure.row;
        let height = rows + depth(&columns, measure) + measure.row * 3 / 2 + measure.row / 2 + frame.keys();
        let is_cut = wanted > gutter;
        ColumnLayout { subject, frame, measure, columns, column, steps, gutter, dates, is_cut, rows, height }
    }

    /// The picture, at least `least` high; spare room goes between the rows and the keys.
    fn picture(&self, least: i32) -> Picture {
        let (height, margin) = (self.height.max(least), self.measure.margin());
        let mut sheet = self.frame.sheet(height);
        for at in 0..self.columns.len() {
            self.column(&mut sheet, at);
        }
        let rule = height - self.frame.keys() - self.measure.row / 4;
        sheet.line([(margin, rule), (self.frame.width - margin, rule)], 1, RULE);
        self.frame.picture(sheet, height, &self.description())
    }

    fn description(&self) -> String {
        let words = self.subject.derivation.words().to_string();
        let Some(beside) = self.subject.beside else { return words };
        let mut rows = self.subject.rows();
        let interval = rows.find(|row| row.look == Look::Beside).map_or("", |row| row.words.as_str());
        format!("{words} Beside it, {}: {interval} ({}).", beside.title, beside.meaning)
    }

    fn column(&self, sheet: &mut Sheet, at: usize) {
        let measure = self.measure;
        let left = measure.margin() + i32::try_from(at).unwrap_or(0) * (self.column + BETWEEN * measure.text);
        let placed = &self.columns[at];
        let bottom = self.rows + depth(std::slice::from_ref(placed), measure);
        let plot = Area { left: left + self.gutter, top: self.rows, right: left + self.column, bottom };
        let side = CountColumn::new(plot, self.steps, measure);
        self.bands(sheet, &side);
        self.axis(sheet, &side, left);
        for placed in placed {
            if let What::Row(row) = &placed.what {
                self.row(sheet, row, (left, self.rows + placed.top + measure.row / 2), &side);
            }
        }
        side.gap(sheet);
        for placed in placed {
            if let What::Heading(heading) = &placed.what {
                self.heading(sheet, heading, (left, self.rows + placed.top));
            }
        }
    }

    /// Draws the rungs, then the estimate over them, then its best.
    fn bands(&self, sheet: &mut Sheet, side: &CountColumn) {
        let d = self.subject.derivation;
        let rungs: Vec<(usize, Interval)> = rows::shown_rungs(d).collect();
        for ((_, range), ink) in rungs.iter().zip(RUNGS).rev() {
            side.band(sheet, *range, ink);
            side.edges(sheet, *range, |sheet, x| {
                sheet.dashes((x, side.plot.top), (x, side.plot.bottom), (2, 3), EDGE);
            });
        }
        if d.range != Interval::ANY {
            side.band(sheet, d.range, BAND);
            side.edges(sheet, d.range, |sheet, x| {
                sheet.line([(x, side.plot.top), (x, side.plot.bottom)], 1, EDGE);
            });
        }
        if let Some(best) = &d.best {
            let x = side.scale.at(best.count);
            sheet.line([(x, side.plot.top), (x, side.plot.bottom)], 2, EDGE);
        }
    }

    fn axis(&self, sheet: &mut Sheet, side: &CountColumn, left: i32) {
        let measure = self.measure;
        let face = measure.small();
        let above = side.plot.top - measure.row / 2;
        let below = side.plot.bottom + measure.row / 2 + 3;
        let ticks = side.scale.ticks(tick_room(face));
        for &tick in &ticks {
            let x = side.scale.at(tick);
            sheet.line([(x, side.plot.top), (x, side.plot.bottom)], 1, RULE.at(60));
            for (y, mark) in [(above, side.plot.top), (below, side.plot.bottom)] {
                sheet.line([(x, mark - 3), (x, mark + 3)], 1, QUIET);
                sheet.text(&tick_label(tick), (x, y), Anchor::Middle, face, QUIET);
            }
        }
        for y in [side.plot.top, side.plot.bottom] {
            sheet.line([(side.plot.left, y), (side.plot.right, y)], 1, QUIET);
        }
        let taken = face.width(&tick_label(0)) / 2 + face.size / 2;
        let unit = face.shortened(&rows::unit(self.subject.derivation), side.scale.at(0) - taken - left);
        sheet.text(&unit, (left, above), Anchor::Start, face, QUIET);
    }

    fn heading(&self, sheet: &mut Sheet, heading: &Heading, (left, top): Point) {
        let measure = self.measure;
        let mut middle = top + Heading::air(measure) + measure.row / 2;
        if top > self.rows {
            let rule = top + Heading::air(measure) / 2;
            sheet.line([(left, rule), (left + self.column, rule)], 1, RULE);
        }
        let first = middle;
        for line in &heading.lines {
            backed(sheet, line, (left, middle), measure.bold(), TYPE, measure);
            middle += measure.row;
        }
        if let Some((line, indent, note)) = &heading.note {
            backed(sheet, note, (left + indent, first + line * measure.row), measure.plain(), QUIET, measure);
        }
    }

    fn row(&self, sheet: &mut Sheet, row: &ChartRow, (left, middle): Point, side: &CountColumn) {
        let measure = self.measure;
        if let Some(date) = row.date() {
            sheet.text(date, (left, middle), Anchor::Start, measure.plain(), QUIET);
        }
        let indent = if row.claim().is_some_and(|claim| claim.date.is_none()) { self.dates } else { 0 };
        self.words(sheet, row, (left - indent, middle));
        match &row.shows {
            Shown::Estimate(range, best) => {
                side.span(sheet, *range, middle, (measure.mark().unsigned_abs() * 2, EDGE));
                if let Some(best) = best {
                    diamond(sheet, (side.scale.at(*best), middle), measure.mark() + 3);
                }
            }
            Shown::Beside(ends) => side.beside(sheet, *ends, middle),
            Shown::Rung(range) => side.span(sheet, *range, middle, (2, EDGE)),
            Shown::Bounds(range) => side.span(sheet, *range, middle, (3, TYPE)),
            Shown::Claim(claim) => {
                if let (Some(sight), Look::Said(held)) = (claim.sight, row.look) {
                    side.claim(sheet, sight, middle, held);
                }
            }
            Shown::Nothing => {}
        }
    }

    /// Draws words of a row, and a remark behind them.
    fn words(&self, sheet: &mut Sheet, row: &ChartRow, (left, middle): Point) {
        let face = face(row.look, self.measure);
        let (left, ink) = match row.look {
            Look::Plain | Look::Bold => (left, TYPE),
            Look::Beside => (left, BESIDE),
            Look::Said(Held::Stands) => (left + self.dates, TYPE),
            Look::Said(Held::SetAside) => (left + self.dates, QUIET),
        };
        let area = sheet.text(&row.words, (left, middle), Anchor::Start, face, ink);
        sheet.text(&row.remark, (area.right + face.size / 2, middle), Anchor::Start, face, QUIET);
        if row.look == Look::Said(Held::SetAside) {
            sheet.line([(area.left, middle), (area.right, middle)], 1, ink);
        }
    }
}

/// The most lines that the words of a row take.
const MOST_LINES: usize = 4;

/// The groups with the words of their rows in as many lines as they need in that room.
fn fitted(groups: &[Section], measure: Measure, room: i32, dates: i32) -> Vec<Section> {
    let fit = |row: &ChartRow| lines_of(row, measure, room - date_room_of(row, dates));
    let section = |group: &Section| Section { rows: group.rows.iter().flat_map(fit).collect(), ..group.clone() };
    groups.iter().map(section).collect()
}

/// The words of a row in lines; those of a claim with its remark behind the last. The words matter more
/// than the date of the last repetition.
fn lines_of(row: &ChartRow, measure: Measure, room: i32) -> Vec<ChartRow> {
    let face = face(row.look, measure);
    let lines = face.wrapped(&row.words, room, MOST_LINES);
    let last = lines.last().map_or(0, |line| face.width(line));
    let fits = |remark: &String| last + face.size / 2 + face.width(remark) <= room;
    let remarks = row.claim().map(|claim| [claim.remark(), claim.times()]);
    let remark = remarks.into_iter().flatten().find(fits).unwrap_or_default();
    let count = lines.len();
    let line = |(at, words): (usize, String)| ChartRow {
        words,
        remark: if at + 1 == count { remark.clone() } else { String::new() },
        look: row.look,
        shows: if at == 0 { row.shows.clone() } else { Shown::Nothing },
    };
    lines.into_iter().enumerate().map(line).collect()
}

fn face(look: Look, measure: Measure) -> Face {
    match look {
        Look::Bold | Look::Beside => measure.bold(),
        Look::Plain | Look::Said(_) => measure.plain(),
    }
}

/// Draws a text on a patch of paper, so that it is legible across a band.
fn backed(sheet: &mut Sheet, words: &str, place: Point, face: Face, ink: Ink, measure: Measure) {
    let at = sheet.shapes.len();
    let area = sheet.text(words, place, Anchor::Start, face, ink);
    let half = measure.row / 2 - 1;
    let patch = Area { left: area.left - 1, top: place.1 - half, right: area.right + 3, bottom: place.1 + half };
    sheet.fill(patch, PAPER);
    sheet.shapes[at..].reverse();
}

/// The width for the dates before the claims.
fn date_room(subject: &Subject<'_>, measure: Measure) -> i32 {
    let dates = subject.rows().filter_map(ChartRow::date);
    dates.map(|date| measure.plain().width(date) + measure.text * 2 / 3).max().unwrap_or(0)
}

/// The part of that width that one row needs.
fn date_room_of(row: &ChartRow, dates: i32) -> i32 {
    row.date().map_or(0, |_| dates)
}

/// The width that the words of the rows need in a column.
fn words_room(subject: &Subject<'_>, measure: Measure, dates: i32) -> i32 {
    let wide = |row: &ChartRow| {
        let remark = |claim: &ClaimRow| measure.plain().width(&claim.remark()) + measure.text / 2;
        let words = face(row.look, measure).width(&row.words);
        date_room_of(row, dates) + words + row.claim().map_or(0, remark)
    };
    subject.rows().map(wide).max().unwrap_or(0) + measure.text
}

/// The width that the longest word of the rows needs in a column. No column is narrower, so no number
/// is cut.
fn number_room(subject: &Subject<'_>, measure: Measure, dates: i32) -> i32 {
    let words = |row: &ChartRow| row.words.split(' ').map(|word| face(row.look, measure).width(word)).max();
    let of = |row: &ChartRow| date_room_of(row, dates) + words(row).unwrap_or(0);
    subject.rows().map(of).max().unwrap_or(0) + measure.text / 2 + 1
}

/// The axis that shows all counts.
fn steps(subject: &Subject<'_>) -> (Steps, u64) {
    let d = subject.derivation;
    let best = d.best.as_ref().map(|best| best.count);
    // Room to show that there is no high.
    let open = d.range.high().get().is_none().then(|| d.range.low().saturating_add(d.range.low().div_ceil(6)));
    let anchor = ends(d.range).chain(best).chain(open).max().unwrap_or(0);
    let of_row = |row: &ChartRow| -> Vec<u64> {
        match &row.shows {
            Shown::Estimate(range, _) | Shown::Rung(range) | Shown::Bounds(range) => ends(*range).collect(),
            Shown::Beside(three) => three.to_vec(),
            Shown::Claim(claim) => {
                claim.sight.iter().flat_map(|sight| ends(sight.meaning).chain(sight.figure)).collect()
            }
            Shown::Nothing => Vec::new(),
        }
    };
    Steps::of(subject.rows().flat_map(of_row), anchor)
}

/// The keys to the symbols that appear in the picture, and no others.
fn legend(subject: &Subject<'_>, measure: Measure, steps: Steps) -> Legend {
    let d = subject.derivation;
    let mut legend = Legend::new(measure);
    let is_held = |row: &ChartRow, held: Held| row.look == Look::Said(held);
    let sights = || subject.rows().filter_map(|row| Some((row, row.sight()?)));
    keys::interests(&mut legend, d.hearing, |interest| {
        sights().any(|(row, sight)| is_held(row, Held::Stands) && sight.interest == interest)
    });
    keys::forms(&mut legend, Direction::Rightwards, |form| {
        sights().any(|(_, sight)| Form::of(sight.meaning, sight.figure) == form)
    });
    if subject.rows().any(|row| is_held(row, Held::SetAside)) {
        keys::struck(&mut legend);
    }
    if subject.rows().filter_map(ChartRow::claim).any(|claim| claim.added) {
        keys::sign(&mut legend, "+".to_owned(), "only those added since an earlier count");
    }
    if subject.rows().any(|row| matches!(row.shows, Shown::Bounds(_))) {
        keys::bounds(&mut legend, d.quantity.outcome().course());
    }
    if d.range != Interval::ANY {
        keys::estimate(&mut legend, d.best.is_some());
    }
    if rows::shown_rungs(d).next().is_some() {
        keys::rungs(&mut legend);
    }
    if let Some(beside) = subject.beside {
        beside::key(&mut legend, &clean(&beside.meaning));
    }
    keys::scale(&mut legend, Direction::Rightwards, steps);
    legend
}
