//! The picture of one quantity: every claim under its voice, and the estimate across all of them.

use super::beside::{self, Beside};
use super::columns::{Heading, Placed, What, balanced, depth};
use super::format::{BAND, BESIDE, EDGE, Format, Measure, PAPER, QUIET, RULE, RUNGS, Setting, TYPE};
use super::keys;
use super::legend::{Legend, small_print};
use super::mark::{Direction, Form, Held, Pen};
use super::metrics::{Face, clean};
use super::picture::{Anchor, Area, Ink, Picture, Point, Sheet};
use super::rows::{self, ChartRow, ClaimRow, Look, Section};
use super::scale::{Steps, tick_label, tick_room};
use super::side::CountColumn;
use crate::derivation::Derivation;
use crate::record::interest::Interest;
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

    /// The same, with an interval of the toll itself beside the range: a hatched box in a row of its
    /// own, with a key that says what it stands on.
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

/// The smallest type that is preferred to cut words.
const LEGIBLE: i32 = 14;

/// What is drawn.
struct Subject<'a> {
    derivation: &'a Derivation,
    beside: Option<&'a Beside>,
    groups: Vec<Section>,
}

/// The place of everything for one size of type and one number of columns.
struct ColumnLayout<'a> {
    subject: &'a Subject<'a>,
    measure: Measure,
    width: i32,
    columns: Vec<Vec<Placed>>,
    column: i32,
    title: Vec<String>,
    subtitle: Vec<String>,
    legend: Legend,
    source: String,
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
        let (d, groups) = (subject.derivation, subject.groups.as_slice());
        let (width, _) = format.pixels();
        let room = width - 2 * measure.margin();
        let column = (room - (most - 1) * BETWEEN * measure.text) / most;
        let steps = steps(d, groups);
        let title = measure.title().wrapped(&rows::title(d), room, 3);
        let subtitle = measure.plain().wrapped(&clean(&d.event_name), room, 2);
        let legend = legend(subject, measure, steps.0);
        let source = rows::source_line(d);
        let dates = date_room(groups, measure);
        let wanted = words_room(groups, measure, dates);
        let gutter = wanted.clamp(column / 4, column / 2).max(number_room(groups, measure, dates).min(column * 3 / 4));
        let fitted = fitted(groups, measure, gutter - measure.text / 2, dates);
        let columns = balanced(&fitted, most, column, measure);
        let lines = |lines: &[String]| i32::try_from(lines.len()).unwrap_or(0);
        let header = lines(&title) * title_pitch(measure) + lines(&subtitle) * measure.row;
        let rows = measure.margin() + header + measure.row / 2 + measure.row;
        let print = small_print(&mut Sheet::default(), &source, (0, 0), room, measure);
        let foot = measure.row * 3 / 2 + measure.row / 2 + legend.height(room) + measure.row / 2 + print;
        let height = rows + depth(&columns, measure) + foot + measure.margin();
        ColumnLayout {
            subject,
            measure,
            width,
            columns,
            column,
            title,
            subtitle,
            legend,
            source,
            steps,
            dates,
            gutter,
            is_cut: wanted > gutter,
            rows,
            height,
        }
    }

    fn room(&self) -> i32 {
        self.width - 2 * self.measure.margin()
    }

    /// The picture, at least `least` high; spare room goes between the rows and the keys.
    fn picture(mut self, least: i32) -> Picture {
        self.height = self.height.max(least);
        let mut sheet = Sheet::default();
        sheet.fill(Area { left: 0, top: 0, right: self.width, bottom: self.height }, PAPER);
        self.header(&mut sheet);
        for at in 0..self.columns.len() {
            self.column(&mut sheet, at);
        }
        self.foot(&mut sheet);
        Picture {
            width: self.width,
            height: self.height,
            title: clean(&format!("{} ({})", rows::title(self.subject.derivation), self.subject.derivation.event_name)),
            description: clean(&self.description()),
            shapes: sheet.shapes,
        }
    }

    fn description(&self) -> String {
        let words = self.subject.derivation.words().to_string();
        let Some(beside) = self.subject.beside else { return words };
        let of = |section: &Section| match section.rows.first() {
            Some(ChartRow::Beside { words, .. }) => Some(words.clone()),
            _ => None,
        };
        let interval = self.subject.groups.iter().find_map(of).unwrap_or_default();
        format!("{words} Beside it, {}: {interval} ({}).", beside.title, beside.meaning)
    }

    fn header(&self, sheet: &mut Sheet) {
        let measure = self.measure;
        let mut top = measure.margin();
        let sets = [
            (&self.title, measure.title(), title_pitch(measure), TYPE),
            (&self.subtitle, measure.plain(), measure.row, QUIET),
        ];
        for (lines, face, pitch, ink) in sets {
            for line in lines {
                sheet.text(line, (measure.margin(), top + pitch / 2), Anchor::Start, face, ink);
                top += pitch;
            }
        }
    }

    fn foot(&self, sheet: &mut Sheet) {
        let measure = self.measure;
        let print = small_print(&mut Sheet::default(), &self.source, (0, 0), self.room(), measure);
        let source = self.height - measure.margin() - print;
        let legend = source - measure.row / 2 - self.legend.height(self.room());
        let rule = legend - measure.row / 4;
        sheet.line([(measure.margin(), rule), (self.width - measure.margin(), rule)], 1, RULE);
        self.legend.draw(sheet, (measure.margin(), legend), self.room());
        small_print(sheet, &self.source, (measure.margin(), source), self.room(), measure);
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
        match row {
            ChartRow::Estimate { words, range, best } => {
                self.words(sheet, words, "", (left, middle), Look::Bold);
                side.span(sheet, *range, middle, (measure.mark().unsigned_abs() * 2, EDGE));
                if let Some(best) = best {
                    let (x, half) = (side.scale.at(*best), measure.mark() + 3);
                    sheet.polygon(
                        [(x - half, middle), (x, middle - half), (x + half, middle), (x, middle + half)],
                        TYPE,
                    );
                }
            }
            ChartRow::Beside { words, low, median, high } => {
                self.words(sheet, words, "", (left, middle), Look::Beside);
                side.beside(sheet, [*low, *median, *high], middle);
            }
            ChartRow::Rung { words, range } => {
                self.words(sheet, words, "", (left, middle), Look::Plain);
                side.span(sheet, *range, middle, (2, EDGE));
            }
            ChartRow::Bounds { words, range } => {
                self.words(sheet, words, "", (left, middle), Look::Plain);
                side.span(sheet, *range, middle, (3, TYPE));
            }
            ChartRow::Said(said) => self.said(sheet, said, (left, middle), side),
            ChartRow::More { words, remark, look } => {
                self.words(sheet, words, remark, (left, middle), *look);
            }
        }
    }

    fn said(&self, sheet: &mut Sheet, said: &ClaimRow, (left, middle): Point, side: &CountColumn) {
        if let Some(date) = &said.date {
            sheet.text(date, (left, middle), Anchor::Start, self.measure.plain(), QUIET);
        }
        let indent = if said.date.is_some() { 0 } else { self.dates };
        let words = claim_words(said);
        self.words(sheet, &words, &said.remark, (left - indent, middle), Look::Said(said.held));
        if let Some(sight) = said.sight {
            side.claim(sheet, sight, middle, said.held);
        }
    }

    /// Draws words of a row, and a remark behind them.
    fn words(&self, sheet: &mut Sheet, words: &str, remark: &str, (left, middle): Point, look: Look) {
        let measure = self.measure;
        let (left, face, ink) = match look {
            Look::Plain => (left, measure.plain(), TYPE),
            Look::Bold => (left, measure.bold(), TYPE),
            Look::Beside => (left, measure.bold(), BESIDE),
            Look::Said(Held::Stands) => (left + self.dates, measure.plain(), TYPE),
            Look::Said(Held::SetAside) => (left + self.dates, measure.plain(), QUIET),
        };
        let area = sheet.text(words, (left, middle), Anchor::Start, face, ink);
        sheet.text(remark, (area.right + face.size / 2, middle), Anchor::Start, face, QUIET);
        if look == Look::Said(Held::SetAside) {
            sheet.line([(area.left, middle), (area.right, middle)], 1, ink);
        }
    }
}

/// The most lines that the words of a row take.
const MOST_LINES: usize = 4;

/// The groups with the words of their rows in as many lines as they need in that room.
fn fitted(groups: &[Section], measure: Measure, room: i32, dates: i32) -> Vec<Section> {
    let fit = |row: &ChartRow| match row {
        ChartRow::Said(said) => claim_lines(said, measure, room - said.date.as_ref().map_or(0, |_| dates)),
        row => lines_of(row, measure, room),
    };
    let section = |group: &Section| Section { rows: group.rows.iter().flat_map(fit).collect(), ..group.clone() };
    groups.iter().map(section).collect()
}

fn lines_of(row: &ChartRow, measure: Measure, room: i32) -> Vec<ChartRow> {
    let mut row = row.clone();
    let (words, look) = match &mut row {
        ChartRow::Estimate { words, .. } => (words, Look::Bold),
        ChartRow::Beside { words, .. } => (words, Look::Beside),
        ChartRow::Rung { words, .. } | ChartRow::Bounds { words, .. } => (words, Look::Plain),
        ChartRow::Said(_) | ChartRow::More { .. } => return vec![row],
    };
    let face = if look == Look::Plain { measure.plain() } else { measure.bold() };
    let mut lines = face.wrapped(words, room, MOST_LINES).into_iter();
    *words = lines.next().unwrap_or_default();
    let more = lines.map(|words| ChartRow::More { words, remark: String::new(), look });
    std::iter::once(row).chain(more.collect::<Vec<_>>()).collect()
}

/// The words of a claim in lines, its remark behind the last; the words matter more than the date
/// of the last repetition.
fn claim_lines(said: &ClaimRow, measure: Measure, room: i32) -> Vec<ChartRow> {
    let face = measure.plain();
    let lines = face.wrapped(&claim_words(said), room, MOST_LINES);
    let last = lines.last().map_or(0, |line| face.width(line));
    let fits = |remark: &String| last + face.size / 2 + face.width(remark) <= room;
    let remark = [remark(said), how_often(said)].into_iter().find(fits).unwrap_or_default();
    let count = lines.len();
    let at_end = |at: usize| if at + 1 == count { remark.clone() } else { String::new() };
    let line = |(at, words): (usize, String)| match at {
        0 => ChartRow::Said(ClaimRow { words, added: false, remark: at_end(0), ..said.clone() }),
        _ => ChartRow::More { words, remark: at_end(at), look: Look::Said(said.held) },
    };
    lines.into_iter().enumerate().map(line).collect()
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

fn title_pitch(measure: Measure) -> i32 {
    measure.title().size * 5 / 4
}

/// The width for the dates before the claims.
fn date_room(groups: &[Section], measure: Measure) -> i32 {
    let rows = groups.iter().flat_map(|group| &group.rows);
    let dates = rows.filter_map(|row| if let ChartRow::Said(said) = row { said.date.as_ref() } else { None });
    dates.map(|date| measure.plain().width(date) + measure.text * 2 / 3).max().unwrap_or(0)
}

/// The words of a claim; an increment has a plus sign.
fn claim_words(said: &ClaimRow) -> String {
    if said.added { format!("+ {}", said.words) } else { said.words.clone() }
}

fn how_often(said: &ClaimRow) -> String {
    if said.times > 1 { format!("×{}", said.times) } else { String::new() }
}

/// The remark after a claim's words: the claim that replaced it, or how often it was said and until
/// when.
fn remark(said: &ClaimRow) -> String {
    match (&said.now, &said.last) {
        (Some(now), _) => format!("now {now}"),
        (None, Some(last)) if said.date.as_ref() != Some(last) => format!("{} to {last}", how_often(said)),
        (None, _) => how_often(said),
    }
}

/// The width in a column that its rows' words would take.
fn words_room(groups: &[Section], measure: Measure, dates: i32) -> i32 {
    let wide = |row: &ChartRow| match row {
        ChartRow::Estimate { words, .. } | ChartRow::Beside { words, .. } => measure.bold().width(words),
        ChartRow::More { .. } => 0,
        ChartRow::Rung { words, .. } | ChartRow::Bounds { words, .. } => measure.plain().width(words),
        ChartRow::Said(said) => {
            let date = said.date.as_ref().map_or(0, |_| dates);
            let remark = measure.plain().width(&remark(said)) + measure.text / 2;
            date + measure.plain().width(&claim_words(said)) + remark
        }
    };
    groups.iter().flat_map(|group| &group.rows).map(wide).max().unwrap_or(0) + measure.text
}

/// The width in a column that its longest number would take: a number is never cut.
fn number_room(groups: &[Section], measure: Measure, dates: i32) -> i32 {
    let of = |row: &ChartRow| match row {
        ChartRow::Estimate { words, .. } | ChartRow::Beside { words, .. } => longest_word(words, measure.bold()),
        ChartRow::Rung { words, .. } | ChartRow::Bounds { words, .. } => longest_word(words, measure.plain()),
        ChartRow::Said(said) => {
            said.date.as_ref().map_or(0, |_| dates) + longest_word(&claim_words(said), measure.plain())
        }
        ChartRow::More { .. } => 0,
    };
    groups.iter().flat_map(|group| &group.rows).map(of).max().unwrap_or(0) + measure.text / 2 + 1
}

fn longest_word(words: &str, face: Face) -> i32 {
    words.split(' ').map(|word| face.width(word)).max().unwrap_or(0)
}

/// The axis that shows all counts.
fn steps(d: &Derivation, groups: &[Section]) -> (Steps, u64) {
    let ends = |range: Interval| [Some(range.low()), range.high().get()].into_iter().flatten();
    let best = d.best.as_ref().map(|best| best.count);
    // Room to show that there is no high.
    let open = d.range.high().get().is_none().then(|| d.range.low().saturating_add(d.range.low().div_ceil(6)));
    let anchor = ends(d.range).chain(best).chain(open).max().unwrap_or(0);
    let of_row = |row: &ChartRow| -> Vec<u64> {
        match row {
            ChartRow::Estimate { range, .. } | ChartRow::Rung { range, .. } | ChartRow::Bounds { range, .. } => {
                ends(*range).collect()
            }
            ChartRow::Beside { low, median, high, .. } => vec![*low, *median, *high],
            ChartRow::More { .. } => Vec::new(),
            ChartRow::Said(said) => {
                let sight = said.sight.iter();
                sight.flat_map(|sight| ends(sight.meaning).chain(sight.figure)).collect()
            }
        }
    };
    Steps::of(groups.iter().flat_map(|group| &group.rows).flat_map(of_row), anchor)
}

/// The keys to the symbols that appear in the picture, and no others.
fn legend(subject: &Subject<'_>, measure: Measure, steps: Steps) -> Legend {
    let (d, groups) = (subject.derivation, subject.groups.as_slice());
    let mut legend = Legend::new(measure);
    let said: Vec<&ClaimRow> = groups
        .iter()
        .flat_map(|group| &group.rows)
        .filter_map(|row| if let ChartRow::Said(said) = row { Some(said) } else { None })
        .collect();
    keys::interests(&mut legend, d.hearing, measure, |interest| {
        said.iter().any(|said| said.held == Held::Stands && said.sight.is_some_and(|sight| sight.interest == interest))
    });
    let pen = Pen { direction: Direction::Rightwards, radius: measure.mark(), arrow: measure.arrow() };
    let half = measure.text;
    keys::forms(&mut legend, Direction::Rightwards, measure, |form| {
        said.iter().any(|said| said.sight.is_some_and(|sight| Form::of(sight.meaning, sight.figure) == form))
    });
    if said.iter().any(|said| said.held == Held::SetAside) {
        legend.key("struck out: no longer held to by who said it", move |sheet, at| {
            pen.claim(sheet, at, Form::Point, (0, 0), Interest::Neutral, Held::SetAside);
        });
    }
    if said.iter().any(|said| said.added) {
        legend.key("only those added since an earlier count", move |sheet, (x, y)| {
            sheet.text("+", (x, y), Anchor::Middle, measure.bold(), TYPE);
        });
    }
    let bounds = |row: &ChartRow| matches!(row, ChartRow::Bounds { .. });
    if groups.iter().flat_map(|group| &group.rows).any(bounds) {
        let meaning = match d.quantity.outcome().course() {
            crate::record::outcome::Course::Flow => "what the voice’s words amount to (a toll only grows)",
            crate::record::outcome::Course::Stock => "what the voice’s words amount to",
        };
        legend.key(meaning, move |sheet, (x, y)| {
            sheet.line([(x - half, y), (x + half, y)], 3, TYPE);
            sheet.line([(x - half, y - half / 2), (x - half, y + half / 2)], 2, TYPE);
        });
    }
    if d.range != Interval::ANY {
        let meaning = if d.best.is_some() { "the estimate, and its best" } else { "the estimate" };
        let best = d.best.is_some();
        legend.key(meaning, move |sheet, at| {
            sheet.fill(Area::around(at, half / 2 + 1), BAND);
            for x in [at.0 - half / 2 - 1, at.0 + half / 2 + 1] {
                sheet.line([(x, at.1 - half / 2 - 1), (x, at.1 + half / 2 + 1)], 1, EDGE);
            }
            if best {
                sheet.line([(at.0, at.1 - half / 2 - 1), (at.0, at.1 + half / 2 + 1)], 2, EDGE);
                let (x, y, mark) = (at.0, at.1, half / 3);
                sheet.polygon([(x - mark, y), (x, y - mark), (x + mark, y), (x, y + mark)], TYPE);
            }
        });
    }
    if rows::shown_rungs(d).next().is_some() {
        legend.key("what is left of it if voices are wrong", move |sheet, at| {
            sheet.fill(Area::around(at, half / 2 + 1), RUNGS[0]);
            let left = at.0 - half / 2 - 1;
            sheet.dashes((left, at.1 - half / 2 - 1), (left, at.1 + half / 2 + 1), (2, 3), EDGE);
        });
    }
    if let Some(beside) = subject.beside {
        beside::key(&mut legend, measure, &clean(&beside.meaning));
    }
    keys::scale(&mut legend, Direction::Rightwards, measure, steps);
    legend
}
