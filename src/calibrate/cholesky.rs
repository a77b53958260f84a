//! Solves dense symmetric systems of a few dozen unknowns.

/// A symmetric positive definite matrix. The lower half is stored row by row.
#[derive(Clone, Debug)]
pub(super) struct Symmetric {
    size: usize,
    lower: Vec<f64>,
}

impl Symmetric {
    /// The zero matrix.
    pub(super) fn zero(size: usize) -> Symmetric {
        Symmetric { size, lower: vec![0.0; size * (size + 1) / 2] }
    }

    fn at(row: usize, column: usize) -> usize {
        let (row, column) = if row < column { (column, row) } else { (row, column) };
        row * (row + 1) / 2 + column
    }

    pub(super) fn add(&mut self, row: usize, column: usize, value: f64) {
        self.lower[Symmetric::at(row, column)] += value;
    }

    pub(super) fn get(&self, row: usize, column: usize) -> f64 {
        self.lower[Symmetric::at(row, column)]
    }

    /// Adds the matrix of the quadratic form `weight` · (Σ coefficient · unknown)².
    pub(super) fn add_square(&mut self, terms: &[(usize, f64)], weight: f64) {
        for (at, &(one, a)) in terms.iter().enumerate() {
            for &(other, b) in &terms[..=at] {
                self.add(one, other, weight * a * b);
            }
        }
    }

    /// The inverse, and the solution for this right-hand side. Pivots below 10⁻¹² are replaced by
    /// 10⁻¹².
    pub(super) fn solve(mut self, right: &[f64]) -> (Symmetric, Vec<f64>) {
        self.factor();
        let inverse = self.inverse();
        let solution = (0..inverse.size)
            .map(|row| right.iter().enumerate().map(|(column, right)| inverse.get(row, column) * right).sum())
            .collect();
        (inverse, solution)
    }

    /// Replaces A by the factor L of A = L Lᵀ.
    fn factor(&mut self) {
        const TINY: f64 = 1e-12;
        for row in 0..self.size {
            let start = row * (row + 1) / 2;
            for column in 0..=row {
                let other = column * (column + 1) / 2;
                let dot: f64 = (0..column).map(|k| self.lower[start + k] * self.lower[other + k]).sum();
                let rest = self.lower[start + column] - dot;
                self.lower[start + column] =
                    if row == column { rest.max(TINY).sqrt() } else { rest / self.lower[other + column] };
            }
        }
    }

    /// A⁻¹ = L⁻ᵀ L⁻¹, where `self` is L.
    fn inverse(&self) -> Symmetric {
        let mut low = Symmetric::zero(self.size);
        for column in 0..self.size {
            for row in column..self.size {
                let own = if row == column { 1.0 } else { 0.0 };
                let dot: f64 = (column..row).map(|k| self.get(row, k) * low.get(k, column)).sum();
                low.lower[Symmetric::at(row, column)] = (own - dot) / self.get(row, row);
            }
        }
        let mut inverse = Symmetric::zero(self.size);
        for row in 0..self.size {
            for column in 0..=row {
                let dot: f64 = (row..self.size).map(|k| low.get(k, row) * low.get(k, column)).sum();
                inverse.lower[Symmetric::at(row, column)] = dot;
            }
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_and_its_inverse() {
        // 4a² + 2ab + 3b² halves: 4 1; 1 3.
        let mut matrix = Symmetric::zero(2);
        matrix.add_square(&[(0, 1.0), (1, 1.0)], 1.0);
        matrix.add(0, 0, 3.0);
        matrix.add(1, 1, 2.0);
        let (inverse, solution) = matrix.solve(&[1.0, 2.0]);
        let close = |a: f64, b: f64| (a - b).abs() < 1e-15;
        assert!(close(inverse.get(0, 0), 3.0 / 11.0) && close(inverse.get(0, 1), -1.0 / 11.0));
        assert!(close(inverse.get(1, 1), 4.0 / 11.0));
        assert!(close(solution[0], 1.0 / 11.0) && close(solution[1], 7.0 / 11.0));
    }
}
