//! The laptop's clock, as far as it can be seen to run off. A record may end in court, so a time that
//! may be wrong says so itself. The order of the entries never depends on it.

use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

/// Less than this is the usual correction of a clock, and is not worth a note.
const TOLERANCE: TimeDelta = TimeDelta::minutes(2);

/// Compares the clock with a count of time that nobody can set.
#[derive(Debug, Default)]
pub(crate) struct ClockWatch {
    seen: Option<(DateTime<Utc>, Duration)>,
    /// What was seen and stands in no entry yet, in seconds.
    pending: i64,
}

impl ClockWatch {
    /// Looks at both. `steady` is the time since some fixed moment of this run of the app.
    pub(crate) fn look(&mut self, wall: DateTime<Utc>, steady: Duration) {
        if let Some((wall_then, steady_then)) = self.seen {
            let passed =
                TimeDelta::from_std(steady.saturating_sub(steady_then)).unwrap_or_default();
            let off = wall - wall_then - passed;
            if off.abs() < TOLERANCE {
                // The first look stays the one that counts: many small steps are one large one.
                return;
            }
            self.pending = self.pending.saturating_add(off.num_seconds());
        }
        self.seen = Some((wall, steady));
    }

    /// What an entry that is written now has to say about the clock, in seconds: what was seen since
    /// the entry before, or how far it lies before that entry.
    pub(crate) fn off(
        &self,
        last_written: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Option<i64> {
        if self.pending != 0 {
            return Some(self.pending);
        }
        let back = now - last_written?;
        (back <= -TOLERANCE).then(|| back.num_seconds())
    }

    /// An entry says it.
    pub(crate) fn noted(&mut self) {
        self.pending = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_secs(1_000_000 + seconds).unwrap()
    }

    fn after(looks: &[(i64, u64)]) -> ClockWatch {
        let mut watch = ClockWatch::default();
        for (wall, steady) in looks {
            watch.look(at(*wall), Duration::from_secs(*steady));
        }
        watch
    }

    #[test]
    fn a_clock_that_runs_with_the_time_is_not_noted() {
        let watch = after(&[(0, 5), (60, 65), (4000, 4020)]);
        assert_eq!(watch.off(Some(at(3999)), at(4000)), None);
        assert_eq!(watch.off(None, at(4000)), None);
    }

    #[test]
    fn a_jump_either_way_is_noted_once_with_its_size() {
        let mut watch = after(&[(0, 0), (3610, 10)]);
        assert_eq!(watch.off(Some(at(0)), at(3610)), Some(3600));
        watch.noted();
        assert_eq!(watch.off(Some(at(3610)), at(3611)), None);
        let watch = after(&[(0, 0), (-3590, 10)]);
        assert_eq!(watch.off(Some(at(0)), at(-3590)), Some(-3600));
    }

    #[test]
    fn small_steps_add_up() {
        let watch = after(&[(0, 0), (100, 10), (200, 20)]);
        assert_eq!(watch.off(None, at(200)), Some(180));
    }

    #[test]
    fn an_entry_that_lies_before_the_one_before_says_so_after_a_restart_too() {
        let watch = ClockWatch::default();
        assert_eq!(watch.off(Some(at(500)), at(0)), Some(-500));
        assert_eq!(watch.off(Some(at(100)), at(0)), None);
    }
}
