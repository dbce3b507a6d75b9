//! How far coders agree, on a nominal scale.
//!
//! All three measures leave out what is missing. They are undefined (`None`) where there is nothing to compare;
//! the two that correct for chance also where only one value was ever used, since then nothing could be told from
//! chance.

use std::collections::BTreeMap;

/// The share of pairs of which both values are equal.
pub fn observed<V: Ord>(pairs: &[(V, V)]) -> Option<f64> {
    let equal = pairs.iter().filter(|(one, other)| one == other).count();
    (!pairs.is_empty()).then(|| equal as f64 / pairs.len() as f64)
}

/// Cohen's κ of two coders: (p₀ − pₑ) / (1 − pₑ), with p₀ the observed agreement and pₑ the agreement that the
/// two would reach if each kept to the own share of every value and chose by chance (J. Cohen, A coefficient of
/// agreement for nominal scales, 1960).
pub fn kappa<V: Ord>(pairs: &[(V, V)]) -> Option<f64> {
    let mut shares: BTreeMap<&V, (f64, f64)> = BTreeMap::new();
    for (one, other) in pairs {
        shares.entry(one).or_default().0 += 1.0;
        shares.entry(other).or_default().1 += 1.0;
    }
    let number = pairs.len() as f64;
    let by_chance = shares.values().map(|(one, other)| one * other).sum::<f64>() / (number * number);
    let agreed = observed(pairs)?;
    (shares.len() > 1).then(|| (agreed - by_chance) / (1.0 - by_chance))
}

/// Krippendorff's α for any number of coders: 1 − Dₒ/Dₑ, where Dₒ is the observed and Dₑ the expected
/// disagreement among the values that can be paired (K. Krippendorff, Content Analysis, nominal metric). Each unit
/// has the values that it was given, however many coders there were; a unit with fewer than two is left out.
pub fn alpha<V: Ord>(units: &[Vec<V>]) -> Option<f64> {
    let mut totals: BTreeMap<&V, f64> = BTreeMap::new();
    let mut agreed = 0.0;
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let mut counts: BTreeMap<&V, f64> = BTreeMap::new();
        for value in unit {
            *counts.entry(value).or_default() += 1.0;
        }
        for (value, count) in counts {
            agreed += count * (count - 1.0) / (unit.len() as f64 - 1.0);
            *totals.entry(value).or_default() += count;
        }
    }
    let number: f64 = totals.values().sum();
    let expected = totals.values().map(|count| count * (count - 1.0)).sum::<f64>() / (number - 1.0);
    (totals.len() > 1).then(|| 1.0 - (number - agreed) / (number - expected))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(found: Option<f64>, wanted: f64) {
        let found = found.unwrap_or(f64::NAN);
        assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
    }

    /// Pairs of a two-by-two table.
    fn square(yes_yes: usize, yes_no: usize, no_yes: usize, no_no: usize) -> Vec<(bool, bool)> {
        [(yes_yes, (true, true)), (yes_no, (true, false)), (no_yes, (false, true)), (no_no, (false, false))]
            .into_iter()
            .flat_map(|(number, pair)| std::iter::repeat_n(pair, number))
            .collect()
    }

    /// Columns of a matrix with a row for each coder; a dot is missing.
    fn columns(rows: &[&str]) -> Vec<Vec<char>> {
        let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        (0..width)
            .map(|at| rows.iter().filter_map(|row| row.chars().nth(at)).filter(|it| *it != '.').collect())
            .collect()
    }

    /// 50 units: p₀ = 35/50, pₑ = (25·30 + 25·20)/2500 = 1/2, so κ = (0.7 − 0.5)/0.5 = 2/5.
    #[test]
    fn kappa_of_a_square_table() {
        let pairs = square(20, 5, 10, 15);
        near(observed(&pairs), 0.7);
        near(kappa(&pairs), 0.4);
    }

    /// Equal p₀ = 60/100 and unequal κ: pₑ = (60·70 + 40·30)/10⁴ = 0.54 gives 0.06/0.46 = 3/23; pₑ = (60·30 +
    /// 40·70)/10⁴ = 0.46 gives 0.14/0.54 = 7/27.
    #[test]
    fn equal_agreement_can_be_worth_less() {
        near(kappa(&square(45, 15, 25, 15)), 3.0 / 23.0);
        near(kappa(&square(25, 35, 5, 35)), 7.0 / 27.0);
    }

    /// Krippendorff's example of two observers and ten yes-no units. Fourteen 0 and six 1 among twenty values;
    /// four units disagree, so Dₒ·n = 8; Dₑ·n = 2·14·6/19 = 168/19; α = 1 − 8·19/168 = 2/21.
    #[test]
    fn alpha_of_two_coders() {
        near(alpha(&columns(&["0100000010", "1110010000"])), 2.0 / 21.0);
    }

    /// Krippendorff's example of four observers, twelve units and missing values, published as 0.743. Of forty
    /// pairable values, nine are 1, thirteen 2, ten 3, five 4 and three 5; the diagonal of coincidences is
    /// 7 + 10 + 8 + 4 + 3 = 32; Σ n(n−1) = 72 + 156 + 90 + 20 + 6 = 344; α = 1 − 8/(40 − 344/39) = 113/152.
    #[test]
    fn alpha_of_four_coders_with_missing_values() {
        let units = columns(&["123321412...", "1233224125.3", ".3332342251.", "12332441251."]);
        near(alpha(&units), 113.0 / 152.0);
    }

    /// The same units as κ above: 45 yes and 55 no among 100 values, Dₒ·n = 30, Dₑ·n = 2·45·55/99 = 50, α = 2/5.
    #[test]
    fn alpha_is_near_kappa_for_two() {
        let units: Vec<Vec<bool>> =
            square(20, 5, 10, 15).into_iter().map(|(one, two)| vec![one, two]).collect();
        near(alpha(&units), 0.4);
    }

    #[test]
    fn nothing_to_compare_is_no_number() {
        assert_eq!(observed::<u8>(&[]), None);
        assert_eq!(kappa::<u8>(&[]), None);
        assert_eq!(alpha::<u8>(&[]), None);
        assert_eq!(alpha(&[vec![1], vec![2]]), None, "no unit has two values");
        assert_eq!(kappa(&[(1, 1), (1, 1)]), None, "one value only");
        assert_eq!(alpha(&[vec![1, 1]]), None, "one value only");
    }

    proptest! {
        #[test]
        fn chance_corrected_measures_never_pass_one(pairs in prop::collection::vec((0u8..4, 0u8..4), 1..60)) {
            let units: Vec<Vec<u8>> = pairs.iter().map(|(one, two)| vec![*one, *two]).collect();
            for found in [kappa(&pairs), alpha(&units)].into_iter().flatten() {
                prop_assert!(found <= 1.0 + 1e-12 && found.is_finite());
            }
            let swapped: Vec<(u8, u8)> = pairs.iter().map(|(one, two)| (*two, *one)).collect();
            let (one, two) = (kappa(&pairs), kappa(&swapped));
            prop_assert!(one.is_some() == two.is_some());
            prop_assert!((one.unwrap_or(0.0) - two.unwrap_or(0.0)).abs() < 1e-9, "the order of coders is nothing");
        }

        #[test]
        fn full_agreement_is_one(values in prop::collection::vec(0u8..3, 2..40), coders in 2usize..5) {
            let units: Vec<Vec<u8>> = values.iter().map(|value| vec![*value; coders]).collect();
            prop_assume!(values.iter().any(|value| *value != values[0]));
            prop_assert!((alpha(&units).unwrap_or(0.0) - 1.0).abs() < 1e-12);
        }
    }
}
