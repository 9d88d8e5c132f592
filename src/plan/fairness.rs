//! How evenly work and knowledge lie. About the party as a whole: nothing here ranks or scores a person.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How evenly load lies on some members.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Fairness {
    /// Members looked at.
    pub n: usize,
    /// The smallest load, in minutes.
    pub lowest: i64,
    /// The largest load, in minutes.
    pub highest: i64,
    /// Jain's index of the loads; none where nobody has any.
    pub jain: Option<f64>,
}

impl Fairness {
    /// From the largest load to the smallest, in minutes.
    pub fn spread(&self) -> i64 {
        self.highest - self.lowest
    }
}

/// Fairness of some members' loads in minutes; none where there is nobody.
pub fn fairness(loads: &[i64]) -> Option<Fairness> {
    let shares: Vec<f64> = loads.iter().map(|load| *load as f64).collect();
    let (lowest, highest) = (*loads.iter().min()?, *loads.iter().max()?);
    Some(Fairness { n: loads.len(), lowest, highest, jain: jain(&shares) })
}

/// Jain, Chiu, Hawe: A quantitative measure of fairness, 1984: (Σx)² ÷ (n·Σx²) of shares of 0 or more, from 1 ÷ n (one
/// has all) to 1 (all have the same). None where nobody has anything.
pub fn jain(shares: &[f64]) -> Option<f64> {
    let (sum, squares): (f64, f64) = (shares.iter().sum(), shares.iter().map(|share| share * share).sum());
    (squares > 0.0).then(|| sum * sum / (shares.len() as f64 * squares))
}

/// Somebody and the areas they know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keeper {
    /// Their handle.
    pub handle: String,
    /// How many parties they lead.
    pub leads: usize,
    /// The areas, each once.
    pub areas: Vec<String>,
}

/// How many people would have to be missing before half of the areas know nobody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TruckFactor {
    /// So many.
    pub factor: usize,
    /// Areas looked at.
    pub areas: usize,
    /// Those the rule takes away, in its order.
    pub keepers: Vec<String>,
}

/// Avelino, Passos, Hora, Valente: A novel approach for estimating truck factors, 2016: takes away whoever covers the
/// most areas until less than half of the areas are covered; of equals the one who leads the fewest parties, then the
/// first by handle. None where there is no area.
pub fn truck_factor(keepers: &[Keeper]) -> Option<TruckFactor> {
    let mut covered: BTreeMap<&str, usize> = BTreeMap::new();
    for area in keepers.iter().flat_map(|keeper| &keeper.areas) {
        *covered.entry(area).or_default() += 1;
    }
    let areas = covered.len();
    let mut order: Vec<&Keeper> = keepers.iter().collect();
    order.sort_by_key(|keeper| (Reverse(keeper.areas.len()), keeper.leads, &keeper.handle));
    let mut missing = vec![];
    for keeper in order {
        if covered.values().filter(|people| **people > 0).count() * 2 < areas {
            break;
        }
        for area in &keeper.areas {
            covered.entry(area).and_modify(|people| *people -= 1);
        }
        missing.push(keeper.handle.clone());
    }
    (areas > 0).then_some(TruckFactor { factor: missing.len(), areas, keepers: missing })
}
