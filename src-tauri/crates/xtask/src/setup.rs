//! What a fresh machine needs, installed once and only when it is missing.
//!
//! Debian and Ubuntu are set up here; for other systems the message has the exact command. Every
//! probe is quick, so that a machine that has everything waits for nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::house::{self, House};
use crate::process;
use crate::say::say;
use crate::trouble::Trouble;

/// The driver that the journeys reach the window through. Newer ones belong to tauri 3.
const TAURI_DRIVER: &str = "2.1.0";

/// The oldest Node that the screens' tools run on.
const NODE: u32 = 20;

/// One thing that the system must have: how to see whether it is there, and the Debian package
/// that brings it.
struct Need {
    package: &'static str,
    probe: Probe,
    for_tests_only: bool,
}

enum Probe {
    /// A program on the path.
    Program(&'static str),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// A service that D-Bus starts when it is asked for.
    Service(&'static str),
    /// Perl with the modules that OpenSSL's build calls; Debian's smallest perl lacks them.
    Perl,
    /// Perl with one module.
    PerlModule(&'static str),
    /// A C compiler and the headers of the C library.
    Compiler,
}

const NEEDS: &[Need] = &[
    Need {
        package: "build-essential",
        probe: Probe::Compiler,
        for_tests_only: false,
    },
    Need {
        package: "make",
        probe: Probe::Program("make"),
        for_tests_only: false,
    },
    Need {
        package: "perl",
        probe: Probe::Perl,
        for_tests_only: false,
    },
    Need {
        package: "pkg-config",
        probe: Probe::Program("pkg-config"),
        for_tests_only: false,
    },
    Need {
        package: "libwebkit2gtk-4.1-dev",
        probe: Probe::Library("webkit2gtk-4.1"),
        for_tests_only: false,
    },
    Need {
        package: "librsvg2-dev",
        probe: Probe::Library("librsvg-2.0"),
        for_tests_only: false,
    },
    Need {
        package: "xvfb",
        probe: Probe::Program("Xvfb"),
        for_tests_only: true,
    },
    Need {
        package: "webkit2gtk-driver",
        probe: Probe::Program("WebKitWebDriver"),
        for_tests_only: true,
    },
    Need {
        package: "dbus",
        probe: Probe::Program("dbus-daemon"),
        for_tests_only: true,
    },
    // What a screen reader gets goes over its bus.
    Need {
        package: "at-spi2-core",
        probe: Probe::Service("org.a11y.Bus"),
        for_tests_only: true,
    },
    Need {
        package: "xdotool",
        probe: Probe::Program("xdotool"),
        for_tests_only: true,
    },
    Need {
        package: "strace",
        probe: Probe::Program("strace"),
        for_tests_only: true,
    },
    // They read back the files that leave the app.
    Need {
        package: "poppler-utils",
        probe: Probe::Program("pdfinfo"),
        for_tests_only: true,
    },
    Need {
        package: "qpdf",
        probe: Probe::Program("qpdf"),
        for_tests_only: true,
    },
];

/// What it takes to make a clean system and to read what stands in a window from outside.
const FOR_INSTALLING: &[Need] = &[
    Need {
        package: "mmdebstrap",
        probe: Probe::Program("mmdebstrap"),
        for_tests_only: true,
    },
    Need {
        package: "xclip",
        probe: Probe::Program("xclip"),
        for_tests_only: true,
    },
    Need {
        package: "libx11-protocol-perl",
        probe: Probe::PerlModule("X11::Protocol"),
        for_tests_only: true,
    },
];

impl Probe {
    fn is_met(&self) -> bool {
        match self {
            Probe::Program(name) => process::find(name).is_some(),
            Probe::Library(name) => says_yes(Command::new("pkg-config").args(["--exists", name])),
            Probe::Service(name) => Path::new("/usr/share/dbus-1/services")
                .join(format!("{name}.service"))
                .is_file(),
            Probe::Perl => says_yes(Command::new("perl").args([
                "-MFindBin",
                "-MIPC::Cmd",
                "-MFile::Compare",
                "-e",
                "1",
            ])),
            Probe::PerlModule(name) => {
                says_yes(Command::new("perl").args([&format!("-M{name}"), "-e", "1"]))
            }
            Probe::Compiler => {
                process::find("cc").is_some() && Path::new("/usr/include/stdlib.h").is_file()
            }
        }
    }
}

fn says_yes(command: &mut Command) -> bool {
    process::ask(command).is_some()
}

/// Everything that building and starting the app needs, short of the screens themselves.
pub fn for_running(house: &House) -> Result<(), Trouble> {
    system(false)?;
    node(&house.root)
}

/// As [`for_running`], with the compiler's companions and what drives a window in a test.
pub fn for_testing(house: &House) -> Result<(), Trouble> {
    system(true)?;
    companions(&house.root)?;
    node(&house.root)?;
    driver(&house.root)
}

/// KeePassXC, which the bench measures beside Waymark; installed where apt can. None where it is not to be
/// had: it is no part of anything, and the bench goes on without.
pub fn beside() -> Option<PathBuf> {
    let found = || process::find("keepassxc");
    if found().is_none() && process::find("apt-get").is_some() {
        let _ = apt(&["keepassxc"]);
    }
    found()
}

/// As [`for_running`], with what installs a deb in a clean system and uses it there.
pub fn for_installing(house: &House) -> Result<(), Trouble> {
    if process::find("apt-get").is_none() {
        return Err(Trouble::Lacking {
            what: "apt-get".to_owned(),
            todo: "A deb is installed on Debian or Ubuntu.".to_owned(),
        });
    }
    system(true)?;
    bring(FOR_INSTALLING, |_| true)?;
    node(&house.root)
}

/// The system's own libraries and programs.
fn system(tests: bool) -> Result<(), Trouble> {
    // macOS and Windows bring their own web view, and Rust came with a linker there.
    if cfg!(target_os = "macos") && !says_yes(Command::new("xcode-select").arg("-p")) {
        return Err(Trouble::Lacking {
            what: "the command line tools of Xcode".to_owned(),
            todo: "Install them with this command, then try again:\n  xcode-select --install"
                .to_owned(),
        });
    }
    if cfg!(windows) && !Probe::Perl.is_met() {
        return Err(Trouble::Lacking {
            what: "Perl, which the build of OpenSSL calls,".to_owned(),
            todo: "Install it with this command, then try again in a new terminal:\n  \
                   winget install StrawberryPerl.StrawberryPerl"
                .to_owned(),
        });
    }
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    bring(NEEDS, |need| tests || !need.for_tests_only)
}

/// Installs whatever of this is wanted and not there.
fn bring(needs: &[Need], is_wanted: impl Fn(&Need) -> bool) -> Result<(), Trouble> {
    let missing = || missing(needs, &is_wanted, Probe::is_met);
    let lacking = missing();
    if lacking.is_empty() {
        return Ok(());
    }
    if process::find("apt-get").is_none() {
        return Err(Trouble::Lacking {
            what: lacking.join(", "),
            todo: on_other_linux(|program| process::find(program).is_some()),
        });
    }
    apt(&lacking)?;
    let still = missing();
    if still.is_empty() {
        Ok(())
    } else {
        Err(Trouble::Lacking {
            what: still.join(", "),
            todo: "apt-get said that it is installed, and yet it cannot be found.".to_owned(),
        })
    }
}

/// The Debian packages of whatever is not there.
fn missing(
    needs: &[Need],
    is_wanted: impl Fn(&Need) -> bool,
    is_met: impl Fn(&Probe) -> bool,
) -> Vec<&'static str> {
    needs
        .iter()
        .filter(|need| is_wanted(need))
        .filter(|need| !is_met(&need.probe))
        .map(|need| need.package)
        .collect()
}

fn apt(packages: &[&str]) -> Result<(), Trouble> {
    let by_hand = format!(
        "apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    let root = process::ask(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !root && process::find("sudo").is_none() {
        return Err(Trouble::Lacking {
            what: packages.join(", "),
            todo: format!("Run this as root, then try again:\n  {by_hand}"),
        });
    }
    say(&format!("Installing {}.", packages.join(", ")));
    let apt = |words: &[&str]| {
        let mut command = if root {
            Command::new("env")
        } else {
            let mut sudo = Command::new("sudo");
            sudo.arg("env");
            sudo
        };
        command
            .arg("DEBIAN_FRONTEND=noninteractive")
            .arg("apt-get")
            // Another installation may be running on a fresh machine: wait for it, seconds.
            .args(["-o", "DPkg::Lock::Timeout=300"])
            .args(words);
        process::must(&mut command)
    };
    apt(&["update"])?;
    let mut words = vec!["install", "--yes", "--no-install-recommends"];
    words.extend(packages);
    apt(&words)
}

/// The exact command for a Linux without apt.
fn on_other_linux(has: impl Fn(&str) -> bool) -> String {
    const BY_MANAGER: &[(&str, &str)] = &[
        (
            "dnf",
            "sudo dnf install gcc gcc-c++ make perl pkgconf-pkg-config webkit2gtk4.1-devel \
             librsvg2-devel xorg-x11-server-Xvfb webkit2gtk-driver xdotool dbus-daemon dbus-tools at-spi2-core strace \
             poppler-utils qpdf",
        ),
        (
            "pacman",
            "sudo pacman -S --needed base-devel perl pkgconf webkit2gtk-4.1 librsvg \
             xorg-server-xvfb xdotool dbus at-spi2-core strace poppler qpdf",
        ),
        (
            "zypper",
            "sudo zypper install gcc gcc-c++ make perl pkgconf-pkg-config webkit2gtk3-devel \
             librsvg-devel xorg-x11-server-Xvfb webkit2gtk-driver xdotool dbus-daemon dbus-tools at-spi2-core strace \
             poppler-utils qpdf",
        ),
    ];
    match BY_MANAGER.iter().find(|(manager, _)| has(manager)) {
        Some((_, command)) => {
            format!("Install them with this command, then try again:\n  {command}")
        }
        None => "Install a C compiler, make, Perl, pkg-config, the development files of \
                 WebKitGTK 4.1 and librsvg 2, Xvfb, WebKitWebDriver, xdotool, dbus-daemon, at-spi2-core, strace, the tools of \
                 Poppler and qpdf, then try again."
            .to_owned(),
    }
}

/// rustfmt and clippy, which a minimal Rust lacks.
fn companions(root: &Path) -> Result<(), Trouble> {
    for (verb, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if says_yes(process::cargo(root).args([verb, "--version"])) {
            continue;
        }
        if process::find("rustup").is_none() {
            return Err(Trouble::Lacking {
                what: component.to_owned(),
                todo: format!("Install {component} from where your Rust came from."),
            });
        }
        process::must(process::plain("rustup", root).args(["component", "add", component]))?;
    }
    Ok(())
}

/// Node, new enough, with npm.
fn node(root: &Path) -> Result<(), Trouble> {
    let version = process::ask(process::plain("node", root).arg("--version"));
    let todo =
        || format!("Install Node {NODE} or newer, with npm, from nodejs.org or your system.");
    match version.as_deref().and_then(major) {
        Some(major) if major >= NODE => {}
        Some(_) => {
            return Err(Trouble::Lacking {
                what: format!("Node {NODE} ({} is too old)", version.unwrap_or_default()),
                todo: todo(),
            });
        }
        None => {
            return Err(Trouble::Lacking {
                what: "Node".to_owned(),
                todo: todo(),
            });
        }
    }
    if says_yes(process::npm(root).arg("--version")) {
        Ok(())
    } else {
        Err(Trouble::Lacking {
            what: "npm".to_owned(),
            todo: todo(),
        })
    }
}

/// The first number of what `node --version` prints.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Where [`driver`] puts tauri-driver.
pub fn tauri_driver() -> Result<PathBuf, Trouble> {
    Ok(tools()?
        .join("bin")
        .join(format!("tauri-driver{}", std::env::consts::EXE_SUFFIX)))
}

/// Where programs are that only our tests need.
pub fn tools() -> Result<PathBuf, Trouble> {
    Ok(house::cache()?.join("tools"))
}

/// tauri-driver, built once into our own cache.
fn driver(root: &Path) -> Result<(), Trouble> {
    // There is no WebDriver for the web view of macOS.
    if cfg!(target_os = "macos") {
        return Ok(());
    }
    let tools = tools()?;
    let installed = std::fs::read_to_string(tools.join(".crates.toml")).unwrap_or_default();
    if is_driver(&installed) && tauri_driver()?.is_file() {
        return Ok(());
    }
    say(&format!("Installing tauri-driver {TAURI_DRIVER}."));
    process::must(
        process::cargo(root)
            .args(["install", "tauri-driver", "--version", TAURI_DRIVER])
            .args(["--locked", "--force", "--root"])
            .arg(&tools),
    )
}

/// What fuzzing needs: the compiler that libFuzzer wants, and cargo-fuzz in our own cache. Nothing else
/// does, so only whoever fuzzes waits for it.
pub fn fuzzing(root: &Path) -> Result<(), Trouble> {
    let nightly = ["run", "nightly", "rustc", "--version"];
    if !says_yes(process::plain("rustup", root).args(nightly)) {
        let words = ["toolchain", "install", "nightly", "--profile", "minimal"];
        process::must(process::plain("rustup", root).args(words))?;
    }
    tool(root, "cargo-fuzz")
}

/// What changing the rules needs: cargo-mutants in our own cache. Nothing else does.
pub fn mutants(root: &Path) -> Result<(), Trouble> {
    tool(root, "cargo-mutants")
}

/// A program that only few verbs need, built once into our own cache.
fn tool(root: &Path, name: &str) -> Result<(), Trouble> {
    let tools = tools()?;
    let program = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    if tools.join("bin").join(program).is_file() {
        return Ok(());
    }
    say(&format!("Installing {name}."));
    let words = ["install", name, "--locked", "--root"];
    process::must(process::cargo(root).args(words).arg(&tools))
}

/// Whether cargo's own note of what it installed names our driver in our version.
fn is_driver(installed: &str) -> bool {
    installed.contains(&format!("\"tauri-driver {TAURI_DRIVER} "))
}

/// The screens' packages: `npm ci`, when what is installed is not what is locked.
pub fn packages(house: &House) -> Result<(), Trouble> {
    let ui = house.root.join("ui");
    let stamp = ui.join("node_modules").join(".waymark-installed");
    let wanted = wanted(&ui)?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    say("Installing the packages of the screens.");
    // `npm ci` removes the folder first, and the stamp with it: broken off, it starts again.
    // No script of any package runs: whatever such a script does, nobody here has read it.
    process::must(process::npm(&house.root).args(["ci", "--ignore-scripts"]))?;
    write(&stamp, &wanted)
}

/// Everything that decides what `npm ci` installs.
fn wanted(ui: &Path) -> Result<Vec<u8>, Trouble> {
    let mut wanted = Vec::new();
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        wanted.extend(read(&ui.join(name))?);
    }
    Ok(wanted)
}

/// The screens, built into `ui/dist`, where the shell embeds them from.
pub fn screens(house: &House) -> Result<(), Trouble> {
    screens_of(house, "")
}

/// As [`screens`], saying which commit they are of. Empty: one that does not ship.
pub fn screens_of(house: &House, commit: &str) -> Result<(), Trouble> {
    packages(house)?;
    say("Building the screens.");
    // Built elsewhere and then compared: a file that did not change keeps its time, so that cargo
    // does not link the shell again for nothing.
    let fresh = house.target.join("screens");
    process::must(
        process::npm(&house.root)
            .args(["run", "build", "--", "--emptyOutDir", "--outDir"])
            .arg(&fresh)
            .env("WAYMARK_COMMIT", commit),
    )?;
    mirror(&fresh, &house.root.join("ui").join("dist"))
}

/// Makes one folder like another, touching only what differs.
fn mirror(from: &Path, to: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(to).map_err(in_file(to))?;
    let wanted = names(from)?;
    for name in names(to)? {
        let (there, here) = (to.join(&name), from.join(&name));
        if !wanted.contains(&name) || there.is_dir() != here.is_dir() {
            let removed = if there.is_dir() {
                std::fs::remove_dir_all(&there)
            } else {
                std::fs::remove_file(&there)
            };
            removed.map_err(in_file(&there))?;
        }
    }
    for name in wanted {
        let (here, there) = (from.join(&name), to.join(&name));
        if here.is_dir() {
            mirror(&here, &there)?;
            continue;
        }
        let bytes = read(&here)?;
        if !std::fs::read(&there).is_ok_and(|old| old == bytes) {
            write(&there, &bytes)?;
        }
    }
    Ok(())
}

fn names(folder: &Path) -> Result<Vec<std::ffi::OsString>, Trouble> {
    std::fs::read_dir(folder)
        .map_err(in_file(folder))?
        .map(|entry| Ok(entry.map_err(in_file(folder))?.file_name()))
        .collect()
}

fn read(file: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(file).map_err(in_file(file))
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    std::fs::write(file, bytes).map_err(in_file(file))
}

fn in_file(path: &Path) -> impl Fn(std::io::Error) -> Trouble + '_ {
    move |cause| Trouble::File {
        path: path.to_path_buf(),
        cause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of our own that is removed with this value.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("xtask-{}-{name}", std::process::id()));
            std::fs::create_dir_all(&path).unwrap();
            Folder(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_is_there_is_not_installed_again() {
        assert!(missing(NEEDS, |_| true, |_| true).is_empty());
    }

    #[test]
    fn only_what_is_missing_is_installed() {
        let without_web_view = |probe: &Probe| !matches!(probe, Probe::Library("webkit2gtk-4.1"));
        assert_eq!(
            missing(NEEDS, |_| true, without_web_view),
            ["libwebkit2gtk-4.1-dev"]
        );
    }

    #[test]
    fn running_the_app_needs_no_driver_and_no_virtual_display() {
        let all = missing(NEEDS, |_| true, |_| false);
        let few = missing(NEEDS, |need| !need.for_tests_only, |_| false);
        assert!(all.contains(&"xvfb") && all.contains(&"webkit2gtk-driver"));
        assert!(!few.contains(&"xvfb") && !few.contains(&"webkit2gtk-driver"));
        assert!(all.contains(&"qpdf") && !few.contains(&"qpdf"));
        assert!(all.contains(&"at-spi2-core") && !few.contains(&"at-spi2-core"));
        assert!(few.contains(&"libwebkit2gtk-4.1-dev"));
    }

    #[test]
    fn a_probe_tells_what_is_there_from_what_is_not() {
        assert!(Probe::Program("cargo").is_met());
        assert!(!Probe::Program("waymark-no-such-program").is_met());
        assert!(!Probe::Library("waymark-no-such-library").is_met());
        assert!(!Probe::Service("waymark.no.such.service").is_met());
    }

    #[test]
    fn other_systems_get_the_command_of_their_own_manager() {
        assert!(on_other_linux(|program| program == "dnf").contains("sudo dnf install"));
        assert!(on_other_linux(|program| program == "pacman").contains("sudo pacman -S"));
        assert!(on_other_linux(|program| program == "zypper").contains("sudo zypper install"));
        assert!(on_other_linux(|_| false).contains("WebKitGTK 4.1"));
    }

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.1"), Some(9));
        assert_eq!(major("20"), None);
        assert_eq!(major(""), None);
    }

    #[test]
    fn only_our_version_of_the_driver_counts_as_installed() {
        let note = |version: &str| {
            format!("[v1]\n\"tauri-driver {version} (registry+x)\" = [\"tauri-driver\"]\n")
        };
        assert!(is_driver(&note("2.1.0")));
        assert!(!is_driver(&note("2.0.9")));
        assert!(!is_driver(&note("2.1.0-alpha")));
        assert!(!is_driver(""));
    }

    #[test]
    fn a_mirrored_folder_is_the_same_and_what_did_not_change_keeps_its_time() {
        let folder = Folder::new("mirror");
        let (from, to) = (folder.0.join("from"), folder.0.join("to"));
        std::fs::create_dir_all(from.join("assets")).unwrap();
        std::fs::write(from.join("index.html"), "new").unwrap();
        std::fs::write(from.join("assets/kept.css"), "same").unwrap();
        std::fs::create_dir_all(to.join("assets")).unwrap();
        std::fs::create_dir_all(to.join("left over")).unwrap();
        std::fs::write(to.join("index.html"), "old").unwrap();
        std::fs::write(to.join("assets/kept.css"), "same").unwrap();
        std::fs::write(to.join("assets/gone.js"), "gone").unwrap();
        let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000);
        std::fs::File::options()
            .write(true)
            .open(to.join("assets/kept.css"))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();

        mirror(&from, &to).unwrap();

        assert_eq!(std::fs::read(to.join("index.html")).unwrap(), b"new");
        assert_eq!(names(&to.join("assets")).unwrap(), ["kept.css"]);
        assert!(!to.join("left over").exists());
        let kept = std::fs::metadata(to.join("assets/kept.css")).unwrap();
        assert_eq!(kept.modified().unwrap(), long_ago);
    }

    #[test]
    fn a_changed_lock_file_asks_for_another_install() {
        let folder = Folder::new("wanted");
        for name in ["package.json", "package-lock.json", ".npmrc"] {
            std::fs::write(folder.0.join(name), name).unwrap();
        }
        let before = wanted(&folder.0).unwrap();
        assert_eq!(before, wanted(&folder.0).unwrap());
        std::fs::write(folder.0.join("package-lock.json"), "another").unwrap();
        assert_ne!(before, wanted(&folder.0).unwrap());
    }
}
