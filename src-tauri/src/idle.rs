//! Locks when nobody is there.

use crate::window;
use app::App;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Emitter, Manager, Runtime};

/// Sent to the screen with the seconds left, once, 30 seconds before the lock.
pub(crate) const WARNING: &str = "idle-warning";

const WARN_BEFORE: Duration = Duration::from_secs(30);

/// When somebody last pressed a key or moved the pointer.
pub struct Idle(Mutex<State>);

struct State {
    last: Instant,
    warned: bool,
}

impl Default for Idle {
    fn default() -> Self {
        Self(Mutex::new(State {
            last: Instant::now(),
            warned: false,
        }))
    }
}

/// What is due now.
#[derive(Debug, PartialEq, Eq)]
enum Due {
    Nothing,
    Warn,
    Lock,
}

impl Idle {
    /// Somebody is there.
    pub(crate) fn touch(&self) {
        if let Ok(mut state) = self.0.lock() {
            *state = State {
                last: Instant::now(),
                warned: false,
            };
        }
    }

    fn due(&self, limit: Duration) -> Due {
        let Ok(mut state) = self.0.lock() else {
            return Due::Lock;
        };
        let quiet = state.last.elapsed();
        if quiet >= limit {
            Due::Lock
        } else if quiet + WARN_BEFORE >= limit && !state.warned {
            state.warned = true;
            Due::Warn
        } else {
            Due::Nothing
        }
    }
}

/// How long nobody may be there. The journeys name a shorter time than a person can set.
fn limit(minutes: u32) -> Duration {
    #[cfg(feature = "journey")]
    if let Some(seconds) = std::env::var("WAYMARK_IDLE_SECONDS")
        .ok()
        .and_then(|seconds| seconds.parse().ok())
    {
        return Duration::from_secs(seconds);
    }
    Duration::from_secs(60 * u64::from(minutes))
}

/// Looks every second whether it is time to warn or to lock.
pub(crate) fn watch<R: Runtime>(handle: AppHandle<R>) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let Some(minutes) = handle.state::<App>().idle_minutes() else {
                // Locked: the time begins with the next unlock, however long it took to come.
                handle.state::<Idle>().touch();
                continue;
            };
            match handle.state::<Idle>().due(limit(minutes)) {
                Due::Nothing => {}
                Due::Warn => {
                    let _ = handle.emit(WARNING, WARN_BEFORE.as_secs());
                }
                Due::Lock => {
                    window::ask_to_lock(&handle);
                    // Somebody may unlock it before the next look: their time begins now.
                    handle.state::<Idle>().touch();
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet_for(quiet: Duration) -> Idle {
        Idle(Mutex::new(State {
            last: Instant::now().checked_sub(quiet).unwrap(),
            warned: false,
        }))
    }

    const LIMIT: Duration = Duration::from_secs(60);

    #[test]
    fn somebody_who_is_there_is_left_alone() {
        assert_eq!(quiet_for(Duration::from_secs(10)).due(LIMIT), Due::Nothing);
    }

    #[test]
    fn the_warning_comes_once_half_a_minute_before() {
        let idle = quiet_for(Duration::from_secs(31));
        assert_eq!(idle.due(LIMIT), Due::Warn);
        assert_eq!(idle.due(LIMIT), Due::Nothing);
    }

    #[test]
    fn at_the_limit_it_locks_and_a_touch_begins_anew() {
        let idle = quiet_for(LIMIT);
        assert_eq!(idle.due(LIMIT), Due::Lock);
        idle.touch();
        assert_eq!(idle.due(LIMIT), Due::Nothing);
    }
}
