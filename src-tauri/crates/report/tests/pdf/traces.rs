//! No file of this machine holds a word of a document while a file with a password is made of it.
//!
//! It is made in a process of its own, which may not write to any file at all, while the kernel tells this
//! one about every file that comes up, is written or is moved: in the temporary folder and the working
//! folder of that process, where nothing at all may happen, and in the machine's temporary folders and the
//! folder of the build, where others write too and every file is looked into.

use crate::locked::found;
use crate::made::{MARKS, marked_with};
use report::pdf::{locked, plain};
use std::collections::HashMap;
use std::ffi::{CString, OsStr};
use std::fs;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// What the process of its own is to do, and the ending of its words; not set in the tests themselves.
const TASK: &str = "WAYMARK_TRACES";
const ENDING: &str = "WAYMARK_TRACES_ENDING";

/// An ending that nobody else uses: many tests may run on one machine.
fn an_ending() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("x{}x{number}", std::process::id())
}

/// Everything that the kernel tells about the files in some folders.
struct Watch {
    told: OwnedFd,
    folders: HashMap<i32, PathBuf>,
}

impl Watch {
    fn new(folders: &[PathBuf]) -> Self {
        #[expect(unsafe_code, reason = "the kernel's watch has no safe call in std")]
        // SAFETY: a plain call; the descriptor is ours alone and closed with its owner.
        let told = unsafe {
            let descriptor = libc::inotify_init1(libc::IN_NONBLOCK | libc::IN_CLOEXEC);
            assert!(descriptor >= 0);
            OwnedFd::from_raw_fd(descriptor)
        };
        let mut watch = Self {
            told,
            folders: HashMap::new(),
        };
        for folder in folders {
            watch.add(folder);
        }
        watch
    }

    fn add(&mut self, folder: &Path) {
        const WHAT: u32 =
            libc::IN_CREATE | libc::IN_MODIFY | libc::IN_CLOSE_WRITE | libc::IN_MOVED_TO;
        let name = CString::new(folder.as_os_str().as_bytes()).unwrap();
        #[expect(unsafe_code, reason = "the kernel's watch has no safe call in std")]
        // SAFETY: the name ends with a zero and lives longer than the call.
        let number = unsafe { libc::inotify_add_watch(self.told.as_raw_fd(), name.as_ptr(), WHAT) };
        assert!(number >= 0, "{}", folder.display());
        self.folders.insert(number, folder.to_path_buf());
    }

    /// What was told since the last time.
    fn read(&self) -> Vec<PathBuf> {
        let mut buffer = [0_u8; 16_384];
        let mut paths = Vec::new();
        loop {
            #[expect(unsafe_code, reason = "the kernel's watch has no safe call in std")]
            // SAFETY: the buffer is as long as is said.
            let length = unsafe {
                libc::read(
                    self.told.as_raw_fd(),
                    buffer.as_mut_ptr().cast(),
                    buffer.len(),
                )
            };
            let Ok(length) = usize::try_from(length) else {
                return paths;
            };
            let mut rest = &buffer[..length];
            // Number of the watch, what happened, a cookie, the length of the name, and the name.
            while let Some((head, tail)) = rest.split_at_checked(16) {
                let field = |at: usize| <[u8; 4]>::try_from(&head[at..at + 4]).unwrap();
                assert_eq!(u32::from_ne_bytes(field(4)) & libc::IN_Q_OVERFLOW, 0);
                let size = u32::from_ne_bytes(field(12)) as usize;
                let (name, tail) = tail.split_at(size);
                let name = name.split(|byte| *byte == 0).next().unwrap();
                if let Some(folder) = self.folders.get(&i32::from_ne_bytes(field(0))) {
                    paths.push(folder.join(OsStr::from_bytes(name)));
                }
                rest = tail;
            }
        }
    }
}

/// What came up while a process ran.
#[derive(Debug, Default)]
struct Seen {
    /// In the folders that are its own: whatever it is.
    own: Vec<PathBuf>,
    /// Elsewhere: what holds a word of the document.
    telling: Vec<PathBuf>,
}

/// Does a task in a process of its own, and says what came up meanwhile.
fn seen_while(task: &str) -> Seen {
    let ending = an_ending();
    let own = TempDir::new().unwrap();
    let (temporary, working) = (own.path().join("temporary"), own.path().join("working"));
    fs::create_dir(&temporary).unwrap();
    fs::create_dir(&working).unwrap();
    let program = std::env::current_exe().unwrap();
    let mut folders = vec![temporary.clone(), working.clone()];
    let build = program.ancestors().skip(1).take(3).map(Path::to_path_buf);
    let shared = ["/tmp", "/var/tmp", "/dev/shm"].map(PathBuf::from);
    folders.extend(
        build
            .chain(shared)
            .chain([std::env::temp_dir()])
            .filter(|one| one.is_dir()),
    );
    let watch = Watch::new(&folders);
    let mut child = Command::new(program)
        .args(["--exact", "traces::in_a_process_of_its_own"])
        .env(TASK, task)
        .env(ENDING, &ending)
        .env("TMPDIR", &temporary)
        .current_dir(&working)
        // Not to a file, if that is where the tests' own words go: it may write to none.
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut seen = Seen::default();
    loop {
        let ended = child.try_wait().unwrap();
        for path in watch.read() {
            if path.starts_with(own.path()) {
                seen.own.push(path);
            } else if holds_words(&path, &ending) {
                seen.telling.push(path);
            }
        }
        if let Some(ended) = ended {
            assert!(ended.success(), "{task}: {ended}");
            return seen;
        }
        wait_for_more(&watch);
    }
}

/// Until the kernel tells something, or a little while.
fn wait_for_more(watch: &Watch) {
    let mut wanted = libc::pollfd {
        fd: watch.told.as_raw_fd(),
        events: libc::POLLIN,
        revents: 0,
    };
    #[expect(
        unsafe_code,
        reason = "waiting for the kernel's watch has no safe call in std"
    )]
    // SAFETY: one descriptor, and one is said.
    unsafe {
        libc::poll(&raw mut wanted, 1, 20);
    }
}

/// Whether a file has a word of the document in it, in whatever shape. A file that has gone meanwhile, or
/// is larger than any that could come from here, is no such file.
fn holds_words(path: &Path, ending: &str) -> bool {
    let small = fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() < 2_000_000);
    small && fs::read(path).is_ok_and(|bytes| !found(&bytes, ending).is_empty())
}

/// From now on, the kernel ends this process when it writes to a file.
fn write_to_no_file() {
    let none = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    #[expect(unsafe_code, reason = "limits of a process have no safe call in std")]
    // SAFETY: a plain call with a value that lives longer than it.
    let done = unsafe { libc::setrlimit(libc::RLIMIT_FSIZE, &raw const none) };
    assert_eq!(done, 0);
}

/// Not a test by itself: what [`seen_while`] starts. Without a task it has nothing to do.
#[test]
fn in_a_process_of_its_own() {
    let Ok(task) = std::env::var(TASK) else {
        return;
    };
    let ending = std::env::var(ENDING).unwrap();
    let document = marked_with(&ending);
    match task.as_str() {
        "lock" => {
            write_to_no_file();
            locked(&document, "abandon ability able about zone zoo").unwrap();
        }
        "plain" => {
            write_to_no_file();
            plain(&document).unwrap();
        }
        "leave a plain file" => {
            plain(&document).unwrap();
            let passing = std::env::temp_dir().join("passing.pdf");
            fs::write(&passing, "of no matter").unwrap();
            fs::remove_file(&passing).unwrap();
        }
        "leave a word" => {
            let elsewhere = Path::new("/tmp").join(format!("traces-{}", std::process::id()));
            fs::write(&elsewhere, format!("{}{ending}", MARKS[3])).unwrap();
        }
        other => panic!("{other}"),
    }
}

#[test]
fn nothing_is_written_while_a_file_with_a_password_is_made() {
    for task in ["lock", "plain"] {
        let seen = seen_while(task);
        assert!(
            seen.own.is_empty() && seen.telling.is_empty(),
            "{task}: {seen:?}"
        );
    }
}

#[test]
fn a_file_that_comes_and_goes_would_be_seen() {
    let seen = seen_while("leave a plain file");
    assert!(seen.own.iter().all(|path| path.ends_with("passing.pdf")));
    assert!(!seen.own.is_empty());
}

#[test]
fn a_word_that_is_left_elsewhere_would_be_seen() {
    let seen = seen_while("leave a word");
    assert!(!seen.telling.is_empty());
    for path in &seen.telling {
        let _ = fs::remove_file(path);
    }
}
