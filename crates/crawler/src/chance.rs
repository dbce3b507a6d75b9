//! Chance as a parameter: the only place of the program that takes randomness from the machine.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A seeded generator of fractions (SplitMix64, Steele and others 2014). Equal seeds give equal numbers.
/// Cheap to clone; all clones draw from one row of numbers.
#[derive(Debug, Clone)]
pub struct Chance(Arc<AtomicU64>);

/// The step of SplitMix64: the golden ratio in 64 bits.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Chance {
    /// The generator of that seed.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(AtomicU64::new(seed)))
    }

    /// A generator with a seed of the machine: two processes that start together do not retry together.
    pub fn of_machine() -> Self {
        // The standard library seeds each of these from the system's source of randomness.
        Self::seeded(RandomState::new().hash_one(STEP))
    }

    /// The next number, from 0 up to but not including 1.
    pub fn draw(&self) -> f64 {
        let mut z = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        // The upper 53 bits are what a fraction can hold.
        (z >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_seeds_give_equal_numbers_and_all_are_fractions() {
        let row = |seed| {
            let chance = Chance::seeded(seed);
            (0..1000).map(|_| chance.draw()).collect::<Vec<_>>()
        };
        assert_eq!(row(7), row(7));
        assert_ne!(row(7), row(8));
        let numbers = row(7);
        assert!(numbers.iter().all(|number| (0.0..1.0).contains(number)));
        let mean = numbers.iter().sum::<f64>() / 1000.0;
        assert!((0.45..0.55).contains(&mean), "{mean}");
    }
}
