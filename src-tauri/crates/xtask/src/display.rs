//! A virtual display, and the environment that a real window gets in it.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use crate::house::House;
use crate::setup;
use crate::trouble::Trouble;

/// A running Xvfb. It ends when this is dropped.
#[derive(Debug)]
pub struct Display {
    server: Child,
    number: u32,
}

impl Display {
    /// Whether a person could see a window that we open.
    pub fn is_there() -> bool {
        !cfg!(target_os = "linux")
            || ["DISPLAY", "WAYLAND_DISPLAY"]
                .iter()
                .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
    }

    /// The display for windows that nobody needs to see: a virtual one on Linux, so that tests
    /// neither depend on a person's desktop nor disturb it; elsewhere there is none to be had, and
    /// the windows open on the desktop.
    pub fn for_windows() -> Result<Option<Display>, Trouble> {
        if cfg!(target_os = "linux") {
            Display::start().map(Some)
        } else {
            Ok(None)
        }
    }

    /// Starts Xvfb on a free number, which the server picks itself, and waits until it is ready.
    pub fn start() -> Result<Display, Trouble> {
        let mut server = Command::new("Xvfb")
            // The server writes its number to the file descriptor once it takes clients.
            .args(["-displayfd", "1"])
            .args(["-screen", "0", "1366x900x24"])
            .args(["-nolisten", "tcp"])
            // The last window to close must not restart the server under the next one.
            .arg("-noreset")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|cause| Trouble::Start {
                program: "Xvfb".to_owned(),
                cause,
            })?;
        let mut line = String::new();
        if let Some(stdout) = server.stdout.take() {
            // An end without a line means that the server gave up; its reason is on stderr.
            let _ = BufReader::new(stdout).read_line(&mut line);
        }
        let stderr = server.stderr.take();
        let Ok(number) = line.trim().parse() else {
            let _ = server.kill();
            let _ = server.wait();
            let mut said = String::new();
            if let Some(mut stderr) = stderr {
                let _ = stderr.read_to_string(&mut said);
            }
            return Err(Trouble::Display {
                said: said.trim().to_owned(),
            });
        };
        if let Some(mut stderr) = stderr {
            // Emptied, so that a talkative server never stops on a full pipe.
            std::thread::spawn(move || std::io::copy(&mut stderr, &mut std::io::sink()));
        }
        Ok(Display { server, number })
    }

    /// The name that programs look for in DISPLAY.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // The server may have ended with the desktop that it was on; then there is nothing to end.
        let _ = self.server.kill();
        let _ = self.server.wait();
        // Killed, it cannot remove its own lock and socket. The lock names its owner: another server
        // may have taken the number over in the meantime.
        let lock = format!("/tmp/.X{}-lock", self.number);
        let owner = std::fs::read_to_string(&lock).unwrap_or_default();
        if owner.trim() == self.server.id().to_string() {
            let _ = std::fs::remove_file(lock);
            let _ = std::fs::remove_file(format!("/tmp/.X11-unix/X{}", self.number));
        }
    }
}

/// The environment of a window in a display: X, no graphics card, no desktop services.
pub fn environment(command: &mut Command, display: Option<&Display>) {
    let Some(display) = display else { return };
    command
        .env("DISPLAY", display.name())
        .env("GDK_BACKEND", "x11")
        .env_remove("WAYLAND_DISPLAY")
        // A virtual display has no graphics card, and WebKitGTK paints nothing through DMA-BUF there.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        // No accessibility bus runs there; without this GTK waits for one.
        .env("NO_AT_BRIDGE", "1");
}

/// What the journeys and the tour need to drive the app: a display, the app, the driver.
pub fn journey_environment(
    command: &mut Command,
    display: Option<&Display>,
    house: &House,
) -> Result<(), Trouble> {
    environment(command, display);
    command
        .env("WAYMARK_APP", house.program("debug", "waymark"))
        .env("TAURI_DRIVER", setup::tauri_driver()?);
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    use std::os::unix::net::UnixStream;
    use std::path::PathBuf;

    /// The socket that programs connect to when they open a window on this display.
    fn socket(display: &Display) -> PathBuf {
        PathBuf::from(format!("/tmp/.X11-unix/X{}", display.number))
    }

    #[test]
    fn a_display_takes_clients_at_once_and_is_gone_when_dropped() {
        let display = Display::start().unwrap();
        UnixStream::connect(socket(&display)).unwrap();
        // Its socket is no sign of it: another server may take the number over at once.
        let server = PathBuf::from(format!("/proc/{}", display.server.id()));
        assert!(server.exists());
        drop(display);
        assert!(!server.exists());
    }

    #[test]
    fn two_displays_do_not_share_a_number() {
        let (first, second) = (Display::start().unwrap(), Display::start().unwrap());
        assert_ne!(first.number, second.number);
        UnixStream::connect(socket(&first)).unwrap();
        UnixStream::connect(socket(&second)).unwrap();
    }

    #[test]
    fn a_window_is_sent_to_the_virtual_display_and_to_no_other() {
        let display = Display::start().unwrap();
        let mut command = Command::new("true");
        environment(&mut command, Some(&display));
        let set: Vec<_> = command.get_envs().collect();
        let name = display.name();
        assert!(set.contains(&("DISPLAY".as_ref(), Some(name.as_ref()))));
        assert!(set.contains(&("WAYLAND_DISPLAY".as_ref(), None)));
    }

    #[test]
    fn without_a_virtual_display_the_environment_is_left_alone() {
        let mut command = Command::new("true");
        environment(&mut command, None);
        assert_eq!(command.get_envs().count(), 0);
    }
}
