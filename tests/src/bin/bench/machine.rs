//! What else this machine is doing. By `/proc`, so on Linux only.

use std::fs;
use std::thread;
use std::time::Duration;

/// How long it is watched.
const WATCH: Duration = Duration::from_secs(1);

/// What this machine is: processor, cores, memory, system. Says nothing where the system does not.
pub fn name() -> String {
    let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let parts = [
        value(&read("/proc/cpuinfo"), "model name", ':'),
        Some(format!("{cores} cores")),
        value(&read("/proc/meminfo"), "MemTotal", ':').and_then(|all| gibibytes(&all)),
        value(&read("/etc/os-release"), "PRETTY_NAME", '='),
        Some(read("/proc/sys/kernel/osrelease").trim().to_owned())
            .filter(|kernel| !kernel.is_empty())
            .map(|kernel| format!("Linux {kernel}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// What stands behind a name in a file of the system.
fn value(text: &str, name: &str, sign: char) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    let value = line.split_once(sign)?.1.trim().trim_matches('"');
    (!value.is_empty()).then(|| value.to_owned())
}

/// "24630284 kB" as "23 GiB".
fn gibibytes(all: &str) -> Option<String> {
    let kib: u64 = all.split_whitespace().next()?.parse().ok()?;
    Some(format!("{} GiB", kib / (1024 * 1024)))
}

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
    fn the_machine_is_named_by_what_its_system_says() {
        let text = "processor\t: 0\nmodel name\t: A processor\n";
        assert_eq!(
            value(text, "model name", ':').as_deref(),
            Some("A processor")
        );
        let text = "NAME=\"X\"\nPRETTY_NAME=\"X 12 (y)\"\n";
        assert_eq!(value(text, "PRETTY_NAME", '=').as_deref(), Some("X 12 (y)"));
        assert_eq!(value("", "x", ':'), None);
        assert_eq!(gibibytes("24630284 kB").as_deref(), Some("23 GiB"));
    }

    #[test]
    fn waiting_for_a_disk_is_not_busy() {
        let before = Ticks::parse("cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1 2 3").unwrap();
        let after = Ticks::parse("cpu  130 0 60 840 70 0 0 0 0 0\n").unwrap();
        assert!((before.busy_until(after) - 0.4).abs() < 1e-9);
        assert!(Ticks::parse("").is_none());
    }
}
