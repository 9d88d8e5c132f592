//! Public holidays built in: Korea's, official where the almanac is out, estimated after it. Knows no working days.

use std::borrow::Cow;

use crate::base::day::Day;

/// A holiday: one name of one day. A day with two names is two holidays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holiday {
    /// The day.
    pub day: Day,
    /// Its name in English.
    pub en: Cow<'static, str>,
    /// Its name in Korean.
    pub ko: Cow<'static, str>,
    /// Whether it was worked out by rules, because no almanac says it yet.
    pub estimated: bool,
}

/// A day of an almanac: year, month, day, English name, Korean name.
type Known = (i32, u32, u32, &'static str, &'static str);

/// A holiday that comes every year.
struct Law {
    on: On,
    /// English and Korean; of a festival of three days the middle one is the day itself.
    names: &'static [[&'static str; 2]],
    /// The name of a day that stands for it.
    substitute: [&'static str; 2],
    rule: Rule,
}

/// When a holiday comes.
enum On {
    /// Month and day.
    Fixed(u32, u32),
    /// By the lunar calendar: the column in `LUNAR`.
    Lunar(usize),
}

/// What gives a holiday a substitute day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// Nothing.
    Never,
    /// A Sunday or another holiday.
    Sunday,
    /// A Saturday, a Sunday or another holiday.
    Weekend,
}

/// The public holidays of Korea, by day: 2018 to the last published almanac as decreed, then estimated until 2050.
/// Elections and temporary days appear only where an almanac or a decree names them.
pub fn korean() -> Vec<Holiday> {
    let known = |&(year, month, day, en, ko): &Known| {
        let day = Day::of(year, month, day)?;
        Some(Holiday { day, en: en.into(), ko: ko.into(), estimated: false })
    };
    let mut all: Vec<Holiday> = OFFICIAL.iter().filter_map(known).collect();
    let last = OFFICIAL.last().map_or(0, |day| day.0);
    let later = LUNAR.iter().map(|(year, _)| *year).filter(|year| *year > last);
    all.extend(later.flat_map(estimate));
    all
}

/// A year's holidays by the law in force from 2026, substitutes included, in order; none where the lunar days are unknown.
///
/// The rule (Regulations on Holidays of Government Offices, article 3): a holiday that falls on a day off or on another
/// holiday has the first day behind it (behind its whole festival) that is neither a day off nor taken.
fn estimate(year: i32) -> Vec<Holiday> {
    let Some((_, lunar)) = LUNAR.iter().find(|(known, _)| *known == year) else { return vec![] };
    let mut days: Vec<Holiday> = vec![];
    // What lost its day: the last day of its festival, and the name of the substitute.
    let mut lost: Vec<(Day, [&'static str; 2])> = vec![];
    let mut festivals: Vec<(Day, &Law)> = LAW.iter().filter_map(|law| Some((first(law, year, lunar)?, law))).collect();
    festivals.sort_by_key(|(first, _)| *first);
    for (first, law) in festivals {
        let last = first.plus(law.names.len() as i64 - 1);
        for (day, [en, ko]) in first.through(last).zip(law.names) {
            let free = match law.rule {
                Rule::Never => false,
                Rule::Sunday => day.weekday() == 6,
                Rule::Weekend => day.weekday() >= 5,
            };
            let twice = law.rule != Rule::Never && days.iter().any(|other| other.day == day);
            if free || twice {
                lost.push((last, law.substitute));
            }
            days.push(Holiday { day, en: (*en).into(), ko: (*ko).into(), estimated: true });
        }
    }
    for (last, [en, ko]) in lost {
        let taken = |day: Day| day.weekday() >= 5 || days.iter().any(|other| other.day == day);
        let day = last.plus(1).through(Day::LAST).find(|day| !taken(*day)).unwrap_or(last);
        days.push(Holiday { day, en: en.into(), ko: ko.into(), estimated: true });
    }
    days.sort_by_key(|holiday| holiday.day);
    days
}

/// The first day of a holiday or festival in a year.
fn first(law: &Law, year: i32, lunar: &[(u32, u32); 3]) -> Option<Day> {
    let (month, day) = match law.on {
        On::Fixed(month, day) => (month, day),
        On::Lunar(column) => *lunar.get(column)?,
    };
    Some(Day::of(year, month, day)?.plus(-(law.names.len() as i64 / 2)))
}

include!(concat!(env!("OUT_DIR"), "/holidays.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    /// The law of 2026 against the almanacs: it must give every day of 2026 and 2027 that was not decreed for once, and
    /// differ from earlier years only by what was not law then.
    #[test]
    fn the_estimate_is_what_the_almanac_says() {
        let once = ["선거", "임시공휴일"];
        let young = ["노동절", "제헌절"];
        for year in 2023..=2027 {
            let decreed = |holiday: &&Holiday| !once.iter().any(|word| holiday.ko.contains(word));
            let official: Vec<(Day, String)> = korean()
                .iter()
                .filter(|holiday| holiday.day.ymd().0 == year)
                .filter(decreed)
                .map(|holiday| (holiday.day, holiday.ko.to_string()))
                .collect();
            let law = |holiday: &Holiday| year >= 2026 || !young.iter().any(|word| holiday.ko.contains(word));
            let estimated: Vec<(Day, String)> =
                estimate(year).into_iter().filter(law).map(|holiday| (holiday.day, holiday.ko.to_string())).collect();
            assert_eq!(estimated, official, "{year}");
        }
    }
}
