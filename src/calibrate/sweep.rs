//! The sweeps: they estimate tolls, biases and noise in turn. All sums run in the order of the rows.

use super::posterior::lower_median;
use super::rows::Rows;
use super::stake::Stake;
use super::table::{BiasTable, Cell, SourceBias, WordingEffect};
use super::wording::{Lag, Wording};
use super::{prior, student};

/// The largest number of sweeps.
pub(super) const MOST_SWEEPS: usize = 100;
/// The sweeps end when no bias moves by this much.
const STILL: f64 = 1e-4;

const STAKES: usize = Stake::ALL.len();
const WORDINGS: usize = Wording::ALL.len();
const LAGS: usize = Lag::ALL.len();

/// The weights of the priors, as numbers of statements of a source, a cell and a wording, of sources
/// with a stake, and of statements that have an earlier one.
const SOURCE_WEIGHT: f64 = 6.0;
const CELL_WEIGHT: f64 = 10.0;
const WORDING_WEIGHT: f64 = 10.0;
const SPREAD_WEIGHT: f64 = 4.0;
const COPY_WEIGHT: f64 = 10.0;
/// The precision of the prior of each toll; it only keeps the tolls finite.
const TOLL_PRECISION: f64 = 1e-6;

/// All estimates, and for each row the intermediate results of one sweep.
#[derive(Clone, Debug)]
pub(super) struct Sweeps<'r> {
    rows: &'r Rows,
    /// For each event with a reference: the reference as an observation of x, and its precision.
    pins: &'r [Option<(f64, f64)>],
    has_pins: bool,
    done: usize,
    /// ln(toll + ½) − the anchor's level.
    x: Vec<f64>,
    x_var: Vec<f64>,
    bias: Vec<f64>,
    bias_var: Vec<f64>,
    source_s2: Vec<f64>,
    mu: Vec<f64>,
    mu_var: Vec<f64>,
    cell_s2: Vec<f64>,
    copy: Vec<f64>,
    spread: [f64; STAKES],
    offset: [f64; WORDINGS],
    wording_var: [f64; WORDINGS],
    lag: [f64; LAGS],
    /// For each row: w = 1 − P(copied); the t weight u; S²; w·u/S².
    own: Vec<f64>,
    pull: Vec<f64>,
    scale2: Vec<f64>,
    weight: Vec<f64>,
}

impl<'r> Sweeps<'r> {
    /// Sweeps until no bias moves, at most `most` times.
    pub(super) fn over(rows: &'r Rows, pins: &'r [Option<(f64, f64)>], most: usize) -> Sweeps<'r> {
        let mut all = Sweeps::before(rows, pins);
        while all.done < most {
            if all.sweep() < STILL {
                break;
            }
        }
        all
    }

    /// The starting values: the priors, and for each toll the lower median of its readings.
    pub(super) fn before(rows: &'r Rows, pins: &'r [Option<(f64, f64)>]) -> Sweeps<'r> {
        let cell = |source: usize| &rows.cells[rows.sources[source].cell];
        let of = |source: usize| prior::cell(cell(source).kind, cell(source).stake);
        let sources = 0..rows.sources.len();
        let cells = || rows.cells.iter().map(|cell| prior::cell(cell.kind, cell.stake));
        let wording = |at: usize| Wording::ALL.get(at).map_or((0.0, 0.0, 0.0), |&wording| prior::wording(wording));
        let lag = |at: usize| Lag::ALL.get(at).map_or(0.0, |&lag| prior::lag(lag).0);
        let spread: [f64; STAKES] = std::array::from_fn(|at| Stake::ALL.get(at).map_or(0.0, |&s| prior::spread(s)));
        let mut all = Sweeps {
            rows,
            pins,
            has_pins: pins.iter().any(Option::is_some),
            done: 0,
            x: Vec::new(),
            x_var: vec![0.1; rows.events.len().saturating_sub(1)],
            bias: sources.clone().map(|source| of(source).mean).collect(),
            bias_var: sources.clone().map(|source| spread[cell(source).stake.place()]).collect(),
            source_s2: sources.map(|source| of(source).s2).collect(),
            mu: cells().map(|prior| prior.mean).collect(),
            mu_var: cells().map(|prior| prior.variance).collect(),
            cell_s2: cells().map(|prior| prior.s2).collect(),
            copy: cells().map(|prior| prior.copy).collect(),
            spread,
            offset: std::array::from_fn(|at| wording(at).0),
            wording_var: std::array::from_fn(|at| wording(at).2),
            lag: std::array::from_fn(lag),
            own: vec![1.0; rows.all.len()],
            pull: vec![1.0; rows.all.len()],
            scale2: vec![1.0; rows.all.len()],
            weight: vec![0.0; rows.all.len()],
        };
        all.x =
            rows.by_event().map(|own| lower_median(own.map(|at| all.reading(at)).collect()).unwrap_or(0.0)).collect();
        all
    }

    /// One sweep. Returns the largest change of a bias, or of the level if that is larger.
    pub(super) fn sweep(&mut self) -> f64 {
        self.done += 1;
        self.weigh();
        self.place_tolls();
        let before = self.bias.clone();
        self.place_biases();
        let level = self.hold_level();
        let moved = self.bias.iter().zip(&before).map(|(now, before)| (now - before).abs()).fold(0.0, f64::max);
        self.place_cells();
        self.place_wordings();
        self.place_noise();
        self.place_copying();
        moved.max(level.abs())
    }

    /// y − m − g − b.
    fn reading(&self, at: usize) -> f64 {
        let row = &self.rows.all[at];
        row.y - self.offset[row.wording] - self.lag[row.lag] - self.bias[row.source]
    }

    fn cell_of(&self, at: usize) -> usize {
        self.rows.sources[self.rows.all[at].source].cell
    }

    /// 0. The weight of each row.
    fn weigh(&mut self) {
        for (event, own) in self.rows.by_event().enumerate() {
            for at in own {
                let row = &self.rows.all[at];
                let off = self.reading(at) - self.x[event];
                let scale2 = self.source_s2[row.source] + self.wording_var[row.wording] + row.width;
                let unsure = self.bias_var[row.source] + self.x_var[event];
                let rate = self.copy[self.cell_of(at)];
                self.own[at] = row.kin.independent(rate, off, (scale2 + unsure).sqrt());
                self.pull[at] = student::pull((off * off + unsure) / scale2);
                self.scale2[at] = scale2;
                self.weight[at] = self.own[at] * self.pull[at] / scale2;
            }
        }
    }

    /// 1. The toll of each event.
    fn place_tolls(&mut self) {
        for (event, own) in self.rows.by_event().enumerate() {
            let (mut sum, mut precision) = (0.0, TOLL_PRECISION);
            for at in own {
                sum += self.weight[at] * self.reading(at);
                precision += self.weight[at];
            }
            if let Some((at, firmness)) = self.pins.get(event).copied().flatten() {
                sum += at * firmness;
                precision += firmness;
            }
            self.x[event] = sum / precision;
            self.x_var[event] = 1.0 / precision;
        }
    }

    /// 2. The bias of each source.
    fn place_biases(&mut self) {
        let mut sums = vec![0.0; self.bias.len()];
        let mut precisions = vec![0.0; self.bias.len()];
        for (event, own) in self.rows.by_event().enumerate() {
            for at in own {
                let row = &self.rows.all[at];
                let said = row.y - self.offset[row.wording] - self.lag[row.lag] - self.x[event];
                sums[row.source] += self.weight[at] * said;
                precisions[row.source] += self.weight[at];
            }
        }
        for (source, (sum, precision)) in sums.into_iter().zip(precisions).enumerate() {
            let cell = self.rows.sources[source].cell;
            let spread = self.spread[self.rows.cells[cell].stake.place()];
            let precision = precision + 1.0 / spread;
            self.bias[source] = (sum + self.mu[cell] / spread) / precision;
            self.bias_var[source] = 1.0 / precision;
        }
    }

    /// 2b. Shifts all biases and all tolls to the level that the priors of the cells imply; the
    /// claims do not identify that level. Without this step the sweeps converge very slowly.
    fn hold_level(&mut self) -> f64 {
        if self.has_pins {
            return 0.0;
        }
        let level = self.off_level();
        self.bias.iter_mut().for_each(|bias| *bias += level);
        self.x.iter_mut().for_each(|x| *x -= level);
        level
    }

    /// The shift of all biases that brings them to the level that the priors of the cells imply.
    fn off_level(&self) -> f64 {
        let by_cell = self.by_cell();
        let (mut pulled, mut precision) = (0.0, 0.0);
        for (cell, &(sources, sum)) in self.rows.cells.iter().zip(&by_cell) {
            if sources > 0.0 {
                let prior = prior::cell(cell.kind, cell.stake);
                let firmness = 1.0 / (prior.variance + self.spread[cell.stake.place()] / sources);
                pulled += firmness * (sum / sources - prior.mean);
                precision += firmness;
            }
        }
        if precision > 0.0 { -pulled / precision } else { 0.0 }
    }

    /// Takes out of the biases what the references found that all sources miss. It belongs in the
    /// level of the anchor that is then fitted, which also holds for sources without an entry.
    pub(super) fn relative_to_monitors(mut self) -> Sweeps<'r> {
        let level = self.off_level();
        self.bias.iter_mut().for_each(|bias| *bias += level);
        self.place_cells();
        self
    }

    /// For each cell, the number of its sources and the sum of their biases.
    fn by_cell(&self) -> Vec<(f64, f64)> {
        let mut by_cell = vec![(0.0, 0.0); self.rows.cells.len()];
        for (source, bias) in self.rows.sources.iter().zip(&self.bias) {
            by_cell[source.cell].0 += 1.0;
            by_cell[source.cell].1 += bias;
        }
        by_cell
    }

    /// 3. The mean of each cell, and the spread of sources around it.
    fn place_cells(&mut self) {
        for (cell, (sources, sum)) in self.by_cell().into_iter().enumerate() {
            let of = self.rows.cells[cell];
            let prior = prior::cell(of.kind, of.stake);
            if prior::is_anchored(of.kind, of.stake) {
                continue;
            }
            let spread = self.spread[of.stake.place()];
            let precision = sources / spread + 1.0 / prior.variance;
            self.mu[cell] = (sum / spread + prior.mean / prior.variance) / precision;
            self.mu_var[cell] = 1.0 / precision;
        }
        let mut sums = [(0.0, 0.0); STAKES];
        for (source, (bias, variance)) in self.rows.sources.iter().zip(self.bias.iter().zip(&self.bias_var)) {
            let off = bias - self.mu[source.cell];
            let sum = &mut sums[self.rows.cells[source.cell].stake.place()];
            sum.0 += 1.0;
            sum.1 += off * off + variance + self.mu_var[source.cell];
        }
        for ((stake, spread), (sources, sum)) in Stake::ALL.iter().zip(&mut self.spread).zip(sums) {
            *spread = (sum + SPREAD_WEIGHT * prior::spread(*stake)) / (sources + SPREAD_WEIGHT);
        }
    }

    /// 4. The offsets of the wordings, then of the lags.
    fn place_wordings(&mut self) {
        let mut sums = [(0.0, 0.0); WORDINGS];
        for (event, own) in self.rows.by_event().enumerate() {
            for at in own {
                let row = &self.rows.all[at];
                let sum = &mut sums[row.wording];
                sum.0 += self.weight[at] * (row.y - self.bias[row.source] - self.x[event] - self.lag[row.lag]);
                sum.1 += self.weight[at];
            }
        }
        for ((&wording, offset), (sum, weight)) in Wording::ALL.iter().zip(&mut self.offset).zip(sums) {
            let (mean, sd, _) = prior::wording(wording);
            if sd > 0.0 {
                *offset = (sum + mean / (sd * sd)) / (weight + 1.0 / (sd * sd));
            }
        }
        let mut sums = [(0.0, 0.0); LAGS];
        for (event, own) in self.rows.by_event().enumerate() {
            for at in own {
                let row = &self.rows.all[at];
                let sum = &mut sums[row.lag];
                sum.0 += self.weight[at] * (row.y - self.bias[row.source] - self.x[event] - self.offset[row.wording]);
                sum.1 += self.weight[at];
            }
        }
        for ((&lag, offset), (sum, weight)) in Lag::ALL.iter().zip(&mut self.lag).zip(sums) {
            let (mean, sd) = prior::lag(lag);
            if sd > 0.0 {
                *offset = (sum + mean / (sd * sd)) / (weight + 1.0 / (sd * sd));
            }
        }
    }

    /// 5. The noise of cells, then of sources, then of wordings.
    fn place_noise(&mut self) {
        let mut cells: Vec<(f64, f64)> = vec![(0.0, 0.0); self.rows.cells.len()];
        let mut sources = vec![(0.0, 0.0); self.rows.sources.len()];
        let mut wordings = [(0.0, 0.0); WORDINGS];
        for (event, own) in self.rows.by_event().enumerate() {
            for at in own {
                let row = &self.rows.all[at];
                let off = self.reading(at) - self.x[event];
                let unsure = self.bias_var[row.source] + self.x_var[event];
                let squared = self.pull[at] * (off * off + unsure);
                let part_of = |s2: f64| {
                    let share = s2 / self.scale2[at];
                    share * share * squared + share * (self.scale2[at] - s2)
                };
                let (own, part) = (self.own[at], part_of(self.source_s2[row.source]));
                for sum in [&mut cells[self.rows.sources[row.source].cell], &mut sources[row.source]] {
                    sum.0 += own * part;
                    sum.1 += own;
                }
                let sum = &mut wordings[row.wording];
                sum.0 += own * part_of(self.wording_var[row.wording]);
                sum.1 += own;
            }
        }
        for (cell, (sum, weight)) in cells.into_iter().enumerate() {
            let of = self.rows.cells[cell];
            let prior = prior::cell(of.kind, of.stake).s2;
            self.cell_s2[cell] = (sum + CELL_WEIGHT * prior) / (weight + CELL_WEIGHT);
        }
        for (source, (sum, weight)) in sources.into_iter().enumerate() {
            let cell = self.cell_s2[self.rows.sources[source].cell];
            self.source_s2[source] = (sum + SOURCE_WEIGHT * cell) / (weight + SOURCE_WEIGHT);
        }
        for ((&wording, variance), (sum, weight)) in Wording::ALL.iter().zip(&mut self.wording_var).zip(wordings) {
            let (_, _, prior) = prior::wording(wording);
            if prior > 0.0 {
                *variance = (sum + WORDING_WEIGHT * prior) / (weight + WORDING_WEIGHT);
            }
        }
    }

    /// 6. The copy rate of each cell.
    fn place_copying(&mut self) {
        let mut sums = vec![(0.0, 0.0); self.rows.cells.len()];
        for at in (0..self.rows.all.len()).filter(|&at| self.rows.all[at].kin.has_earlier) {
            let sum: &mut (f64, f64) = &mut sums[self.cell_of(at)];
            sum.0 += 1.0 - self.own[at];
            sum.1 += 1.0;
        }
        for ((cell, copy), (copied, rows)) in self.rows.cells.iter().zip(&mut self.copy).zip(sums) {
            *copy = (copied + COPY_WEIGHT * prior::copy(cell.kind)) / (rows + COPY_WEIGHT);
        }
    }

    /// The parts of a table. The variance of a source's bias accounts for the tolls, which are
    /// estimated too.
    pub(super) fn parts(&self) -> BiasTable {
        let mut precision = vec![0.0; self.rows.sources.len()];
        let mut statements = vec![0.0; self.rows.sources.len()];
        for own in self.rows.by_event() {
            let sum: f64 = own.clone().map(|at| self.weight[at]).sum();
            for at in own {
                let source = self.rows.all[at].source;
                let weight = self.weight[at];
                if sum > 0.0 {
                    precision[source] += weight * (1.0 - weight / sum);
                }
                statements[source] += self.own[at];
            }
        }
        let source = |(at, source): (usize, &super::rows::SourceRow)| {
            let stake = self.rows.cells[source.cell].stake;
            SourceBias {
                source: source.name.clone(),
                stake,
                bias: self.bias[at],
                variance: 1.0 / (precision[at] + 1.0 / self.spread[stake.place()]),
                s2: self.source_s2[at],
                statements: statements[at],
            }
        };
        let cell = |(at, cell): (usize, &super::rows::CellRow)| Cell {
            kind: cell.kind,
            stake: cell.stake,
            mean: self.mu[at],
            variance: self.mu_var[at],
            s2: self.cell_s2[at],
            copy: self.copy[at],
        };
        let wording = |at: usize| WordingEffect { offset: self.offset[at], variance: self.wording_var[at] };
        BiasTable {
            cells: self.rows.cells.iter().enumerate().map(cell).collect(),
            sources: self.rows.sources.iter().enumerate().map(source).collect(),
            spread: self.spread,
            wording: std::array::from_fn(wording),
            lag: self.lag,
            ..BiasTable::default()
        }
    }
}
