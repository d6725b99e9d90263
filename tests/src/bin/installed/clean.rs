//! A clean system: the smallest Debian (or Ubuntu) of the release that this one is, in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The user in the clean system who uses Waymark.
pub const PERSON: &str = "practitioner";

/// Their number.
const NUMBER: &str = "1000";

/// Starts a program inside: its own view of mounts and processes, which end with it. The first argument is
/// the root folder, the second the folder of packages that were fetched before.
const INSIDE: &str = "\
    set -e; root=$1; fetched=$2; shift 2
    mount -t proc proc $root/proc
    mount --rbind /dev $root/dev
    mkdir -p $root/tmp/.X11-unix $root/var/cache/apt/archives
    mount --bind /tmp/.X11-unix $root/tmp/.X11-unix
    mount --bind $fetched $root/var/cache/apt/archives
    exec \"$@\"";

/// Stays until nothing runs any more, as the first process of a system does: a lock puts another process in
/// the place of the app's, and both would end with the first one.
const STAY: &str = "\
    root=$1; shift; \"$@\" & wait $!; ended=$?
    while set -- $root/proc/[0-9]*; [ $# -gt 1 ]; do sleep 0.2; done
    exit $ended";

/// A clean system. It is gone when this is dropped.
pub struct Clean {
    folder: tempfile::TempDir,
    fetched: PathBuf,
    name: String,
}

impl Clean {
    /// A fresh copy of the smallest system, which is made once and kept in `cache`, as is every package that
    /// is fetched.
    ///
    /// # Panics
    /// When it cannot be made: without root, or without Debian's archive.
    pub fn make(cache: &Path) -> Self {
        let release = Release::here();
        let fetched = cache.join(format!("packages-{}", release.codename));
        let base = cache.join(format!("base-{}", release.codename));
        std::fs::create_dir_all(&fetched).expect("the cache can be written");
        if !base.is_dir() {
            release.make(&base);
        }
        let folder = tempfile::tempdir_in(cache).expect("the cache can be written");
        let root = folder.path().join("root");
        must(Command::new("cp").arg("--archive").args([&base, &root]));
        let clean = Self {
            folder,
            fetched,
            name: release.name,
        };
        // As on a machine that has a network.
        let names = clean.inside("/etc/resolv.conf");
        std::fs::copy("/etc/resolv.conf", names)
            .expect("this machine knows where to ask for names");
        clean.must(&["useradd", "--create-home", "--uid", NUMBER, PERSON]);
        clean.apt(&["update"]);
        clean
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A path inside, from outside.
    pub fn inside(&self, path: &str) -> PathBuf {
        self.root().join(path.trim_start_matches('/'))
    }

    /// The home folder of the person, from outside.
    pub fn home(&self) -> PathBuf {
        self.inside("/home").join(PERSON)
    }

    /// Installs a deb with what it names, and with nothing that it only recommends.
    pub fn install(&self, deb: &Path) {
        let name = deb
            .file_name()
            .expect("a deb has a name")
            .to_string_lossy()
            .into_owned();
        let there = self.inside("/opt").join(&name);
        std::fs::copy(deb, there).expect("the deb can be copied");
        self.apt(&["install", &format!("/opt/{name}")]);
    }

    /// What apt-get does with these words.
    pub fn apt(&self, words: &[&str]) {
        let front = [
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "--quiet=2",
            "--yes",
            "--no-install-recommends",
            "-o",
            "Dpkg::Use-Pty=0",
            // Packages that were fetched are kept: the folder is outside.
            "-o",
            "APT::Keep-Downloaded-Packages=true",
        ];
        self.must(&[&front, words].concat());
    }

    /// How many packages are installed.
    pub fn packages(&self) -> usize {
        self.ask(&["dpkg-query", "--show"]).lines().count()
    }

    /// The version of Waymark that is installed, if one is.
    pub fn version(&self) -> Option<String> {
        let query = "dpkg-query --show --showformat='${db:Status-Status} ${Version}' waymark 2>/dev/null || true";
        let said = self.ask(&["sh", "-c", query]);
        said.strip_prefix("installed ").map(str::to_owned)
    }

    /// What the files of Waymark take, in bytes.
    pub fn installed_size(&self) -> u64 {
        let files = self.ask(&["dpkg-query", "--listfiles", "waymark"]);
        let sizes = files.lines().map(|file| {
            let file = self
                .inside(file)
                .symlink_metadata()
                .expect("an installed file is there");
            if file.is_file() { file.len() } else { 0 }
        });
        sizes.sum()
    }

    /// Every library that the program names is installed.
    ///
    /// # Panics
    /// When one is not.
    pub fn has_every_library(&self) {
        let said = self.ask(&["ldd", "/usr/bin/waymark"]);
        assert!(said.contains("libwebkit2gtk-4.1.so.0 =>"), "{said}");
        assert!(!said.contains("not found"), "{said}");
    }

    /// Every file is as its package has it.
    ///
    /// # Panics
    /// When one is not.
    pub fn has_every_file_whole(&self) {
        assert_eq!(self.ask(&["dpkg", "--verify", "waymark"]), "");
    }

    /// What the package left in the system's own folders.
    pub fn left_behind(&self) -> Vec<String> {
        let find = "find /usr /etc /var/lib /opt -iname '*waymark*' -not -path '/opt/*.deb'";
        self.ask(&["sh", "-c", find])
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// What starts a program inside as the person does: their home and the display, and no network.
    pub fn by_person(&self, program: &str) -> Command {
        let display = std::env::var("DISPLAY").expect("`cargo xtask installed` gives a display");
        let mut command = self.command(&["--net"]);
        command
            .args(["sh", "-c", STAY, "stay"])
            .arg(self.root())
            .arg("chroot")
            .arg(format!("--userspec={NUMBER}:{NUMBER}"))
            .arg(self.root())
            .args(["/usr/bin/env", "--ignore-environment"])
            .args(["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "GDK_BACKEND=x11"])
            .arg(format!("HOME=/home/{PERSON}"))
            .arg(format!("USER={PERSON}"))
            .arg(format!("DISPLAY={display}"))
            // A display without a graphics card, and no bus for assistive technology.
            .args([
                "WEBKIT_DISABLE_DMABUF_RENDERER=1",
                "WEBKIT_DISABLE_COMPOSITING_MODE=1",
            ])
            .args(["LIBGL_ALWAYS_SOFTWARE=1", "NO_AT_BRIDGE=1"])
            .arg(program);
        command
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    fn command(&self, apart: &[&str]) -> Command {
        let mut command = Command::new("unshare");
        command
            .args(["--mount", "--pid", "--fork", "--kill-child"])
            .args(apart)
            .args(["sh", "-c", INSIDE, "inside"])
            .arg(self.root())
            .arg(&self.fetched)
            .stdin(Stdio::null());
        command
    }

    fn by_root(&self, words: &[&str]) -> Command {
        let mut command = self.command(&[]);
        command
            .arg("chroot")
            .arg(self.root())
            .args([
                "/usr/bin/env",
                "--ignore-environment",
                "LANG=C.UTF-8",
                "HOME=/root",
            ])
            .arg("PATH=/usr/sbin:/usr/bin:/sbin:/bin")
            .args(words);
        command
    }

    fn must(&self, words: &[&str]) {
        must(&mut self.by_root(words));
    }

    fn ask(&self, words: &[&str]) -> String {
        let mut command = self.by_root(words);
        let output = command
            .stderr(Stdio::inherit())
            .output()
            .expect("unshare starts");
        assert!(output.status.success(), "{}", words.join(" "));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

/// A release of Debian or Ubuntu.
struct Release {
    name: String,
    codename: String,
    is_ubuntu: bool,
}

impl Release {
    /// The one of this machine: the program is built against its C library.
    fn here() -> Self {
        let text = std::fs::read_to_string("/etc/os-release").expect("this is a Linux");
        let value = |key: &str| {
            let line = text
                .lines()
                .find_map(|line| line.strip_prefix(&format!("{key}=")));
            line.unwrap_or_default().trim_matches('"').to_owned()
        };
        Self {
            name: value("PRETTY_NAME"),
            codename: value("VERSION_CODENAME"),
            is_ubuntu: value("ID") == "ubuntu",
        }
    }

    /// Makes the smallest system that has apt. Under another name until it is whole.
    fn make(&self, folder: &Path) {
        let codename = &self.codename;
        let sources: [String; 3] = if self.is_ubuntu {
            let archive = "http://archive.ubuntu.com/ubuntu";
            ["", "-updates", "-security"]
                .map(|suite| format!("deb {archive} {codename}{suite} main universe"))
        } else {
            [
                format!("deb http://deb.debian.org/debian {codename} main"),
                format!("deb http://deb.debian.org/debian {codename}-updates main"),
                format!("deb http://deb.debian.org/debian-security {codename}-security main"),
            ]
        };
        let half = folder.with_extension("half");
        if half.exists() {
            std::fs::remove_dir_all(&half).expect("what was broken off can be removed");
        }
        must(
            Command::new("mmdebstrap")
                .args(["--quiet", "--mode=root", "--variant=apt", codename])
                .arg(&half)
                .args(sources),
        );
        // No package may start anything here.
        let never = half.join("usr/sbin/policy-rc.d");
        std::fs::write(&never, "#!/bin/sh\nexit 101\n").expect("the system can be written");
        must(Command::new("chmod").arg("755").arg(never));
        std::fs::rename(half, folder).expect("the system can be named");
    }
}

fn must(command: &mut Command) {
    let status = command.status();
    let ended_well = status.as_ref().is_ok_and(std::process::ExitStatus::success);
    assert!(ended_well, "{command:?}: {status:?}");
}
