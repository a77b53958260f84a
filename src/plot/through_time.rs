//! The picture of an estimate through time: as known then, beside as known now.

use super::beside::{self, CurvePoint};
use super::dates;
use super::format::{BAND, EDGE, Format, Measure, PAPER, QUIET, RULE, Setting, TYPE};
use super::frame::Frame;
use super::keys;
use super::legend::Legend;
use super::mark::{Direction, Form, Held, Pen, ink};
use super::metrics::{Face, clean};
use super::picture::{Anchor, Area, Picture, Point, Sheet, Text};
use super::scale::{Scale, Steps, ends, tick_label};
use super::timeline::{Mark, Step, Timeline, View};
use crate::record::moment::Moment;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;

impl Picture {
    /// The picture of an estimate through time.
    ///
    /// | item | drawing |
    /// |---|---|
    /// | a view | a panel; all panels have one scale. They are stacked in a column, side by side on a slide |
    /// | the estimate | a stepped band; without a high it runs to the upper edge, with arrows |
    /// | its best | a stepped line |
    /// | a claim | a mark with its arrow or bar, shaped and coloured by interest as in [`of_quantity`](Picture::of_quantity) |
    /// | an interval of the toll itself | upright lines between its ends, in a panel and a colour of its own; its median a line |
    /// | a voice | a letter at its newest mark, and at others if there is room; a thin line joins its marks in time |
    ///
    /// Claims before the first step or after the last are not drawn.
    ///
    /// ```
    /// use corroborate::LeastDissent;
    /// use corroborate::plot::{Format, Picture, Timeline, View};
    /// use corroborate::timeline::{self, Pace};
    /// use corroborate::Question;
    ///
    /// let dossier = corroborate::docs::raid()?;
    /// let quantity = "raid/guards/killed".parse()?;
    /// let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    /// let guards = answer.explain(&quantity).ok_or("in play")?;
    /// let course = dossier.timeline(&quantity, LeastDissent::new(), timeline::View::KnownThen, Pace::Changes);
    /// let view = View::of(&course.ok_or("in play")?, &guards, &dossier);
    /// let picture = Picture::of_timeline(&Timeline::of(&guards, vec![view]), Format::Column);
    /// assert!(picture.texts().any(|text| text.words() == "As known then"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_timeline(timeline: &Timeline, format: Format) -> Picture {
        let setting = if format.is_narrow() { Setting::TIGHTEST } else { Setting { text: 16, columns: 1 } };
        PanelLayout::new(timeline, format, Measure::close(setting.text)).picture()
    }
}

/// The minimum height of a panel, in rows.
const PANEL: i32 = 16;

struct PanelLayout<'a> {
    timeline: &'a Timeline,
    frame: Frame,
    height: i32,
    /// The voices; the position gives the letter.
    voices: Vec<&'a str>,
    span: Option<(Moment, Moment)>,
    steps: (Steps, u64),
    panels: Vec<Area>,
}

impl<'a> PanelLayout<'a> {
    fn new(timeline: &'a Timeline, format: Format, measure: Measure) -> PanelLayout<'a> {
        let (width, least) = format.pixels();
        let span = span(timeline);
        let voices = voices(timeline, span);
        let steps = steps(timeline, span);
        let legend = legend(timeline, span, &voices, measure, steps.0);
        let titles = (timeline.title.as_str(), timeline.subtitle.as_str());
        let frame = Frame::new(width, titles, legend, &source_line(timeline, span));
        let (margin, top, foot) = (measure.margin(), frame.top(), measure.row / 2 + frame.keys());
        let count = i32::try_from(timeline.views.len()).unwrap_or(i32::MAX).max(1);
        let across = if format.is_narrow() { 1 } else { count.min(3) };
        let down = (count + across - 1) / across;
        let gap = measure.row / 2;
        let height = (top + down * (PANEL * measure.row + gap) + foot).max(least);
        let panel = ((frame.room() - (across - 1) * 2 * gap) / across, (height - top - foot) / down - gap);
        let place = |at: i32| {
            let (column, row) = (at % across, at / across);
            let (left, top) = (margin + column * (panel.0 + 2 * gap), top + row * (panel.1 + gap));
            Area { left, top, right: left + panel.0, bottom: top + panel.1 }
        };
        let panels = (0..count).map(place).collect();
        PanelLayout { timeline, frame, height, voices, span, steps, panels }
    }

    fn picture(&self) -> Picture {
        let mut sheet = self.frame.sheet(self.height);
        for (view, &area) in self.timeline.views.iter().zip(&self.panels) {
            self.panel(&mut sheet, view, area);
        }
        self.frame.picture(sheet, self.height, &self.description())
    }

    fn description(&self) -> String {
        let last = |view: &View| last_in_words(view).map(|words| format!("{}: {words}.", view.title));
        let mut said: Vec<String> = self.timeline.views.iter().filter_map(last).collect();
        said.extend(meanings(self.timeline).into_iter().map(|meaning| format!("{meaning}.")));
        said.join(" ")
    }

    fn panel(&self, sheet: &mut Sheet, view: &View, area: Area) {
        let (measure, face) = (self.frame.measure, self.frame.measure.small());
        let below = self.heading(sheet, view, area);
        let Some(span) = self.span else { return };
        let pen = Pen::new(Direction::Upwards, measure);
        let (top, bottom) = (below + measure.row / 2 + 2, area.bottom - measure.row);
        let (from, to) = (bottom - pen.radius - 1, top + pen.arrow + pen.radius + 2);
        let counts = Scale { steps: self.steps.0, top: self.steps.1, from, to };
        let ticks = counts.ticks(|_| face.size * 2);
        let labels = ticks.iter().map(|&tick| face.width(&tick_label(tick))).max().unwrap_or(0);
        let plot = Area { left: area.left + labels + face.size / 2, top, right: area.right, bottom };
        let (from, to) = (plot.left + pen.radius + 2, plot.right - measure.text);
        let side = CountPanel { plot, counts, pen, span, from, to };
        side.bands(sheet, &view.steps);
        for tick in ticks {
            let y = counts.at(tick);
            sheet.line([(plot.left, y), (plot.right, y)], 1, RULE.at(70));
            sheet.text(&tick_label(tick), (plot.left - face.size / 2, y), Anchor::End, face, QUIET);
        }
        side.days(sheet, face, area);
        sheet.line([(plot.left, plot.bottom), (plot.right, plot.bottom)], 1, QUIET);
        side.best(sheet, &view.steps);
        side.curve(sheet, view.curve.iter().flat_map(|curve| &curve.points));
        side.gap(sheet);
        self.marks(sheet, view, &side);
    }

    /// Draws the title, the unit and the last estimate in words. Returns the middle of the last line.
    fn heading(&self, sheet: &mut Sheet, view: &View, area: Area) -> i32 {
        let measure = self.frame.measure;
        let (bold, plain, small) = (measure.bold(), measure.plain(), measure.small());
        let (width, middle) = (area.right - area.left, area.top + measure.row / 2);
        let title = bold.shortened(&clean(&view.title), width);
        let named = sheet.text(&title, (area.left, middle), Anchor::Start, bold, TYPE);
        let mut below = middle;
        for line in last_in_words(view).iter().flat_map(|words| plain.wrapped(words, width, 3)) {
            below += measure.row;
            sheet.text(&line, (area.left, below), Anchor::Start, plain, TYPE);
        }
        let unit = small.shortened(&clean(&self.timeline.unit), area.right - named.right - measure.text);
        sheet.text(&unit, (area.right, middle), Anchor::End, small, QUIET);
        below
    }

    /// Draws the claims and their voices' letters.
    fn marks(&self, sheet: &mut Sheet, view: &View, side: &CountPanel) {
        let mut marks: Vec<(usize, Point, &Mark)> = Vec::new();
        for mark in view.marks.iter().filter(|mark| is_within(mark, self.span)) {
            let voice = self.voices.iter().position(|&voice| voice == mark.voice).unwrap_or(0);
            let y = side.counts.at(Form::stands_on(mark.meaning, mark.figure));
            marks.push((voice, (side.x(mark.at), y), mark));
        }
        marks.sort_by_key(|&(voice, (x, y), mark)| {
            (voice, x, -y, mark.meaning.low(), mark.meaning.high(), mark.interest)
        });
        marks.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1 && a.2.interest == b.2.interest && a.2.meaning == b.2.meaning);
        for two in marks.windows(2) {
            if let [(one, from, mark), (other, to, _)] = two
                && one == other
            {
                sheet.line([*from, *to], 1, ink(mark.interest).at(45));
            }
        }
        for (_, at, mark) in &marks {
            let low = (side.counts.at(mark.meaning.low()) - at.1).max(0);
            let high = mark.meaning.high().get().map_or(0, |high| (at.1 - side.counts.at(high)).max(0));
            let form = Form::of(mark.meaning, mark.figure);
            side.pen.claim(sheet, *at, form, (low, high), mark.interest, Held::Stands);
        }
        self.letters(sheet, &marks, &side.best_line(&view.steps), side);
    }

    /// Draws a letter and a count at every voice's newest mark, then at others where they fit and
    /// help the reader.
    fn letters(&self, sheet: &mut Sheet, marks: &[(usize, Point, &Mark)], best: &[Area], side: &CountPanel) {
        let face = Face::bold(self.frame.measure.small().size);
        let radius = side.pen.radius + 1;
        let discs: Vec<Area> = marks.iter().map(|&(_, at, _)| Area::around(at, radius)).collect();
        let mut placed: Vec<(usize, Area)> = Vec::new();
        let is_newest = |at: usize| marks.get(at + 1).is_none_or(|next| next.0 != marks[at].0);
        let newest = (0..marks.len()).filter(|&at| is_newest(at));
        let others = (0..marks.len()).rev().filter(|&at| !is_newest(at));
        for at in newest.chain(others) {
            let (voice, (x, y), mark) = marks[at];
            let (wide, high) = (5 * face.size, 3 * face.size);
            let reach = Area { left: x - wide, top: y - high, right: x + wide, bottom: y + high };
            if !is_newest(at) && placed.iter().any(|&(by, area)| by == voice && area.overlaps(reach)) {
                continue;
            }
            let texts = candidates(voice, mark, (x, y), radius + 2, face);
            let fits = |text: &Text| {
                side.plot.contains(text.area()) && !placed.iter().any(|(_, other)| other.overlaps(text.area()))
            };
            let texts: Vec<Text> = texts.into_iter().filter(fits).collect();
            let is_clear = |text: &&Text, of: &[Area]| !of.iter().any(|other| other.overlaps(text.area()));
            let clear = || texts.iter().filter(|text| is_clear(text, &discs));
            let found = clear().find(|text| is_clear(text, best)).or_else(|| clear().next());
            let found = found.or_else(|| texts.last().filter(|_| is_newest(at)));
            if let Some(text) = found {
                let area = text.area();
                placed.push((voice, area));
                sheet.fill(Area { left: area.left - 1, right: area.right + 1, ..area }, PAPER.at(65));
                sheet.text(&text.words, text.place, text.anchor, text.face, text.ink);
            }
        }
    }
}

/// The letter of a voice with the count of a mark, then the letter alone, at each place around the
/// mark.
fn candidates(voice: usize, mark: &Mark, (x, y): Point, away: i32, face: Face) -> Vec<Text> {
    let half = face.size / 2 + away;
    let spots = [
        ((x + away, y), Anchor::Start),
        ((x - away, y), Anchor::End),
        ((x, y - half), Anchor::Middle),
        ((x, y + half), Anchor::Middle),
        ((x + away, y - half), Anchor::Start),
        ((x - away, y - half), Anchor::End),
        ((x + away, y + half), Anchor::Start),
        ((x - away, y + half), Anchor::End),
    ];
    let figure = tick_label(Form::stands_on(mark.meaning, mark.figure));
    let words = [format!("{} {figure}", letter(voice)), letter(voice)];
    let at = |words: &String| {
        spots.map(|(place, anchor)| Text { words: words.clone(), place, anchor, face, ink: ink(mark.interest) })
    };
    words.iter().flat_map(at).collect()
}

/// The part of a panel where counts are drawn.
struct CountPanel {
    plot: Area,
    counts: Scale,
    pen: Pen,
    span: (Moment, Moment),
    /// The pixels of the first and the last moment.
    from: i32,
    to: i32,
}

impl CountPanel {
    fn x(&self, at: Moment) -> i32 {
        let (first, last) = self.span;
        let (passed, whole) = (i128::from(at.unix() - first.unix()), i128::from(last.unix() - first.unix()).max(1));
        let offset = i128::from(self.to - self.from) * passed / whole;
        (self.from + i32::try_from(offset).unwrap_or(0)).clamp(self.plot.left, self.plot.right)
    }

    /// The start and end of each step; the last ends a little after its moment.
    fn strips<'s>(&self, steps: &'s [Step]) -> impl Iterator<Item = (i32, i32, &'s Step)> {
        let starts: Vec<i32> = steps.iter().map(|step| self.x(step.at)).collect();
        let end = self.plot.right;
        steps.iter().enumerate().map(move |(at, step)| (starts[at], starts.get(at + 1).copied().unwrap_or(end), step))
    }

    fn bands(&self, sheet: &mut Sheet, steps: &[Step]) {
        let known = |step: &Step| step.range.filter(|range| *range != Interval::ANY);
        let mut last_arrow = i32::MIN / 2;
        for (left, right, step) in self.strips(steps) {
            let Some(range) = known(step) else { continue };
            let bottom = self.counts.at(range.low());
            let Some(high) = range.high().get() else {
                let rise = self.counts.to - self.plot.top;
                sheet.fill(Area { left, top: self.counts.to, right, bottom: bottom + 1 }, BAND);
                for (at, per_cent) in (0..).zip([80, 60, 40, 20]) {
                    let (top, bottom) = (self.counts.to - rise * (at + 1) / 4, self.counts.to - rise * at / 4);
                    sheet.fill(Area { left, top, right, bottom }, BAND.at(per_cent));
                }
                sheet.line([(left, bottom), (right, bottom)], 1, EDGE);
                let middle = left + (right - left) / 2;
                if middle - last_arrow > self.pen.arrow * 2 {
                    self.pen.arrow(sheet, (middle, self.counts.to), rise - 2, EDGE);
                    last_arrow = middle;
                }
                continue;
            };
            let top = self.counts.at(high);
            sheet.fill(Area { left, top: top - 1, right, bottom: bottom + 1 }, BAND);
            for y in [top - 1, bottom] {
                sheet.line([(left, y), (right, y)], 1, EDGE);
            }
        }
    }

    /// Draws a line through the bests, broken where there is none.
    fn best(&self, sheet: &mut Sheet, steps: &[Step]) {
        let mut line: Vec<Point> = Vec::new();
        for (left, right, step) in self.strips(steps) {
            if let Some(best) = step.best {
                let y = self.counts.at(best);
                line.extend([(left, y), (right, y)]);
            } else if !line.is_empty() {
                sheet.line(std::mem::take(&mut line), 3, EDGE);
            }
        }
        if !line.is_empty() {
            sheet.line(line, 3, EDGE);
        }
    }

    /// Draws an interval of the toll itself.
    fn curve<'p>(&self, sheet: &mut Sheet, points: impl Iterator<Item = &'p CurvePoint>) {
        let at =
            |point: &CurvePoint| (self.x(point.at), [point.low, point.median, point.high].map(|n| self.counts.at(n)));
        beside::curve(sheet, &points.map(at).collect::<Vec<_>>());
    }

    /// The pixels of that line.
    fn best_line(&self, steps: &[Step]) -> Vec<Area> {
        let at = |(left, right, step): (i32, i32, &Step)| {
            let y = self.counts.at(step.best?);
            Some(Area { left, top: y - 2, right, bottom: y + 2 })
        };
        self.strips(steps).filter_map(at).collect()
    }

    fn days(&self, sheet: &mut Sheet, face: Face, area: Area) {
        let (first, last) = self.span;
        let widest = face.width("30 May 2022") + face.size;
        let short = face.width("30 May") + face.size;
        let is_long = last.day() - first.day() > 120;
        let room = if is_long { widest } else { short };
        let most = usize::try_from((self.to - self.from) / room).unwrap_or(1);
        let y = self.plot.bottom + face.size;
        let mut taken = i32::MIN;
        for (moment, label) in dates::ticks(first, last, most) {
            let x = self.x(moment);
            let half = face.width(&label) / 2;
            let x_label = x.clamp(area.left + half, area.right - half - 1);
            sheet.line([(x, self.plot.bottom - 3), (x, self.plot.bottom + 3)], 1, QUIET);
            if x_label - half > taken {
                let area = sheet.text(&label, (x_label, y), Anchor::Middle, face, QUIET);
                taken = area.right;
            }
        }
    }

    fn gap(&self, sheet: &mut Sheet) {
        let Some((lower, upper)) = self.counts.gap() else { return };
        sheet.fill(Area { left: self.plot.left, top: upper, right: self.plot.right, bottom: lower }, PAPER);
        for y in [lower, upper] {
            let steps = (self.plot.right - self.plot.left) / 6;
            let zigzag: Vec<Point> =
                (0..=steps).map(|step| (self.plot.left + step * 6, y + step % 2 * 3 - 1)).collect();
            sheet.line(zigzag, 1, QUIET);
        }
    }
}

/// "on 15 February 2022: 346 to 374, best 346".
fn in_words(step: &Step) -> String {
    let range = step.range.map_or_else(|| "nothing known".to_owned(), Interval::in_words);
    let best = step.best.filter(|&best| step.range.and_then(Interval::only) != Some(best));
    let best = best.map_or_else(String::new, |best| format!(", best {}", Grouped(best)));
    format!("by {}: {range}{best}", dates::long(step.at))
}

/// The last of what a view shows.
fn last_in_words(view: &View) -> Option<String> {
    let point = view.curve.as_ref().and_then(|curve| curve.points.last());
    let curve = point.map(|point| {
        let CurvePoint { at, low, median, high } = *point;
        let range = Interval::new(low, high).unwrap_or(Interval::exactly(low));
        format!("by {}: {range}, median {}", dates::long(at), Grouped(median))
    });
    curve.or_else(|| view.steps.last().map(in_words))
}

/// What the curves stand on, each once.
fn meanings(timeline: &Timeline) -> Vec<&str> {
    distinct(timeline.views.iter().filter_map(|view| view.curve.as_ref()).map(|curve| curve.meaning.as_str()))
}

/// A, B, … Z, AA, …
fn letter(voice: usize) -> String {
    let last = char::from(b'A' + u8::try_from(voice % 26).unwrap_or(0));
    if voice < 26 { last.to_string() } else { format!("{}{last}", letter(voice / 26 - 1)) }
}

/// The first moment of all views, and the last.
fn span(timeline: &Timeline) -> Option<(Moment, Moment)> {
    let moments = || timeline.views.iter().flat_map(View::moments);
    moments().min().zip(moments().max())
}

/// The source line, with the number of claims outside the picture.
fn source_line(timeline: &Timeline, span: Option<(Moment, Moment)>) -> String {
    let marks = timeline.views.iter().map(|view| view.marks.iter().filter(|mark| !is_within(mark, span)).count());
    match marks.max() {
        None | Some(0) => clean(&timeline.source),
        Some(1) => clean(&format!("{} One claim lies outside the days shown.", timeline.source)),
        Some(outside) => clean(&format!("{} {outside} claims lie outside the days shown.", timeline.source)),
    }
}

fn is_within(mark: &Mark, span: Option<(Moment, Moment)>) -> bool {
    span.is_some_and(|(first, last)| first <= mark.at && mark.at <= last)
}

/// The voices, in order of appearance.
fn voices(timeline: &Timeline, span: Option<(Moment, Moment)>) -> Vec<&str> {
    distinct(marks(timeline, span).map(|mark| mark.voice.as_str()))
}

fn distinct<'t>(words: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    words.fold(Vec::new(), |mut distinct, word| {
        if !distinct.contains(&word) {
            distinct.push(word);
        }
        distinct
    })
}

/// The claims that are drawn.
fn marks(timeline: &Timeline, span: Option<(Moment, Moment)>) -> impl Iterator<Item = &Mark> {
    timeline.views.iter().flat_map(|view| &view.marks).filter(move |mark| is_within(mark, span))
}

fn steps(timeline: &Timeline, span: Option<(Moment, Moment)>) -> (Steps, u64) {
    let steps = || timeline.views.iter().flat_map(|view| &view.steps);
    // The axis may break below a high that did not last, but not below the last one.
    let highs = || steps().filter_map(|step| step.range?.high().get());
    let last = timeline.views.iter().filter_map(|view| view.steps.last()?.range?.high().get());
    let lows = steps().filter_map(|step| Some(step.range?.low()));
    let points = || timeline.views.iter().filter_map(|view| view.curve.as_ref()).flat_map(|curve| &curve.points);
    let tolls = points().flat_map(|point| [point.low, point.median, point.high]);
    let anchor = lows.chain(steps().filter_map(|step| step.best)).chain(last).chain(tolls).max().unwrap_or(0);
    Steps::of(
        marks(timeline, span).flat_map(|mark| ends(mark.meaning).chain(mark.figure)).chain(highs()).chain([anchor]),
        anchor,
    )
}

fn legend(
    timeline: &Timeline,
    span: Option<(Moment, Moment)>,
    voices: &[&str],
    measure: Measure,
    steps: Steps,
) -> Legend {
    let mut legend = Legend::new(measure);
    for (at, voice) in voices.iter().enumerate() {
        keys::sign(&mut legend, letter(at), clean(voice));
    }
    keys::interests(&mut legend, timeline.hearing, |interest| {
        marks(timeline, span).any(|mark| mark.interest == interest)
    });
    keys::forms(&mut legend, Direction::Upwards, |form| {
        marks(timeline, span).any(|mark| Form::of(mark.meaning, mark.figure) == form)
    });
    let all = || timeline.views.iter().flat_map(|view| &view.steps);
    let ranges = || all().filter_map(|step| step.range).filter(|&range| range != Interval::ANY);
    if ranges().next().is_some() {
        keys::estimate_in_time(&mut legend, all().any(|step| step.best.is_some()));
    }
    if ranges().any(|range| range.high().get().is_none()) {
        keys::open_above(&mut legend);
    }
    for meaning in meanings(timeline) {
        beside::curve_key(&mut legend, &clean(meaning));
    }
    keys::scale(&mut legend, Direction::Upwards, steps);
    legend
}
