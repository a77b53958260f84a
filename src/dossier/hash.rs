//! A quick hash for short texts.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Hashes ids and counts in a fraction of the time that the hasher of the standard library takes. As with that
/// one, each map has random keys of its own: nobody can choose ids whose hashes are all the same.
#[derive(Clone, Debug)]
pub(crate) struct Quick {
    start: u64,
    factor: u64,
}

impl Default for Quick {
    fn default() -> Quick {
        let random = RandomState::new();
        Quick { start: random.hash_one(0), factor: random.hash_one(1) | 1 }
    }
}

impl BuildHasher for Quick {
    type Hasher = QuickHasher;

    fn build_hasher(&self) -> QuickHasher {
        QuickHasher { state: self.start, factor: self.factor }
    }
}

pub(crate) struct QuickHasher {
    state: u64,
    factor: u64,
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        self.write_u64(rest.iter().fold(bytes.len() as u64, |word, byte| word << 8 | u64::from(*byte)));
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    /// Multiplies, and adds the upper half of the product to the lower one.
    fn write_u64(&mut self, word: u64) {
        let mixed = self.state ^ word;
        let upper = (u128::from(mixed) * u128::from(self.factor)) >> 64;
        self.state = mixed.wrapping_mul(self.factor) ^ u64::try_from(upper).unwrap_or_default();
    }

    fn finish(&self) -> u64 {
        self.state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_equal_hashes_and_others_have_others() {
        let quick = Quick::default();
        let texts: Vec<String> = (0..20_000).map(|n| format!("claim-of-a-source-{n}")).collect();
        let hashes: std::collections::BTreeSet<u64> = texts.iter().map(|text| quick.hash_one(text)).collect();
        assert_eq!(hashes.len(), texts.len());
        assert_eq!(quick.hash_one("a longer text"), quick.hash_one(String::from("a longer text")));
        assert_ne!(quick.hash_one(""), quick.hash_one("\0"));
        assert_ne!(quick.hash_one("a"), Quick::default().hash_one("a"), "each map has keys of its own");
    }
}
