//! What else this machine is doing. By `/proc`, so on Linux only.

use std::fs;
use std::thread;
use std::time::Duration;

/// How long it is watched.
const WATCH: Duration = Duration::from_secs(1);

/// The share of all cores that is in use while this program does nothing. `None` where the system
/// does not say.
pub fn busy_share() -> Option<f64> {
    let read = || Ticks::parse(&fs::read_to_string("/proc/stat").ok()?);
    let before = read()?;
    thread::sleep(WATCH);
    Some(before.busy_until(read()?))
}

/// Time on all cores since the machine started, in ticks.
#[derive(Clone, Copy, Debug)]
struct Ticks {
    idle: u32,
    all: u32,
}

impl Ticks {
    /// From the first line of `/proc/stat`: user, nice, system, idle, waiting for a disk, and more.
    fn parse(text: &str) -> Option<Self> {
        let words = text.lines().next()?.split_whitespace().skip(1);
        // Cut to 32 bits: only differences count, and a float holds those exactly.
        let ticks: Vec<u32> = words
            .map(|word| Some((word.parse::<u64>().ok()? & u64::from(u32::MAX)) as u32))
            .collect::<Option<_>>()?;
        Some(Self {
            idle: ticks.get(3)?.wrapping_add(*ticks.get(4)?),
            all: ticks.iter().fold(0, |all, ticks| all.wrapping_add(*ticks)),
        })
    }

    fn busy_until(self, later: Self) -> f64 {
        let idle = f64::from(later.idle.wrapping_sub(self.idle));
        let all = f64::from(later.all.wrapping_sub(self.all));
        if all > 0.0 { 1.0 - idle / all } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_for_a_disk_is_not_busy() {
        let before = Ticks::parse("cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1 2 3").unwrap();
        let after = Ticks::parse("cpu  130 0 60 840 70 0 0 0 0 0\n").unwrap();
        assert!((before.busy_until(after) - 0.4).abs() < 1e-9);
        assert!(Ticks::parse("").is_none());
    }
}
