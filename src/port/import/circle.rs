//! Finds tasks that would wait for themselves, before anything is written. Knows ids and nothing else.

use std::collections::HashMap;

use crate::base::id::Id;

/// Circles that are named at most, since each costs a look at everything. Where there are more, the door refuses.
pub const MOST_NAMED: usize = 20;

/// One circle among `waits` (who waits, for whom): its tasks in order, the first waiting for the second and the last
/// for the first. None where there is none.
pub fn find(waits: &[(Id, Id)]) -> Option<Vec<Id>> {
    let mut needs: HashMap<Id, Vec<Id>> = HashMap::new();
    for (task, on) in waits {
        needs.entry(*task).or_default().push(*on);
    }
    // What nobody of the rest waits for cannot be in a circle: take it away until nothing changes.
    let mut wanted: HashMap<Id, usize> = HashMap::new();
    for (_, on) in waits {
        *wanted.entry(*on).or_default() += 1;
    }
    let mut free: Vec<Id> = needs.keys().filter(|task| !wanted.contains_key(task)).copied().collect();
    while let Some(task) = free.pop() {
        for on in needs.remove(&task).unwrap_or_default() {
            if let Some(count) = wanted.get_mut(&on) {
                *count -= 1;
                if *count == 0 && needs.contains_key(&on) {
                    free.push(on);
                }
            }
        }
    }
    needs.retain(|task, _| wanted.get(task).is_some_and(|count| *count > 0));
    walk(&needs, *needs.keys().min()?)
}

/// Follows what is needed until a task comes again. A way that ends outside is given up for the next one.
fn walk(needs: &HashMap<Id, Vec<Id>>, first: Id) -> Option<Vec<Id>> {
    let mut way = vec![first];
    let mut left: Vec<std::slice::Iter<'_, Id>> = vec![needs.get(&first)?.iter()];
    let mut seen = std::collections::HashSet::from([first]);
    while let Some(ahead) = left.last_mut() {
        let Some(next) = ahead.next() else {
            left.pop();
            way.pop();
            continue;
        };
        if let Some(at) = way.iter().position(|task| task == next) {
            return Some(way.split_off(at));
        }
        if let Some(further) = needs.get(next).filter(|_| seen.insert(*next)) {
            way.push(*next);
            left.push(further.iter());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(pairs: &[(i64, i64)]) -> Vec<(Id, Id)> {
        pairs.iter().map(|(task, on)| (Id(*task), Id(*on))).collect()
    }

    #[test]
    fn circles_are_found() {
        assert_eq!(find(&edges(&[(2, 1), (3, 1), (3, 2), (4, 3)])), None);
        assert_eq!(find(&edges(&[(1, 1)])), Some(vec![Id(1)]));
        let found = find(&edges(&[(9, 2), (2, 3), (3, 4), (4, 2), (4, 8), (8, 7)])).unwrap();
        assert_eq!((found.len(), found.contains(&Id(9)), found.contains(&Id(8))), (3, false, false));
    }
}
