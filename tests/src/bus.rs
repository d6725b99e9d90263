//! A D-Bus of our own: what the laptop and the desktop would say, said by a journey.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A running bus. It ends when this is dropped.
pub struct Bus {
    daemon: Child,
    pub(crate) address: String,
    _runtime: TempDir,
}

impl Bus {
    /// Starts one on an address of its own.
    ///
    /// # Panics
    /// When dbus-daemon is not there.
    pub fn start() -> Self {
        // Where what it starts makes its sockets: two buses would take them from each other.
        let runtime = TempDir::new().expect("a folder for sockets can be made");
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            // What it starts must not tell the whole display of itself, nor keep anything.
            .env_remove("DISPLAY")
            .env("XDG_RUNTIME_DIR", runtime.path())
            .env("GSETTINGS_BACKEND", "memory")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon is installed by `cargo xtask test`");
        let stdout = daemon.stdout.take().expect("a pipe was asked for");
        let mut address = String::new();
        BufReader::new(stdout)
            .read_line(&mut address)
            .expect("the bus says its address");
        Self {
            daemon,
            address: address.trim().to_owned(),
            _runtime: runtime,
        }
    }

    /// Says a signal to everybody, with what it holds in dbus-send's notation.
    pub fn say(&self, path: &str, signal: &str, content: &[&str]) {
        let said = Command::new("dbus-send")
            .arg(format!("--bus={}", self.address))
            .args(["--type=signal", path, signal])
            .args(content)
            .status();
        assert!(
            said.is_ok_and(|said| said.success()),
            "{signal} was not said"
        );
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
