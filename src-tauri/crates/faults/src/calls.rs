//! What this program asks of the file system, met on its way: counted, refused, written down, or
//! taken as the moment to die.
//!
//! The functions below have the names of those of the C library, and a program's own come first: the
//! standard library and SQLCipher call them without knowing. Only calls of the thread that asked for
//! it, on files of the folder that it named, are treated in any way; all others go straight on.
//! `-shm` is left out: it is memory, and nothing in it outlives a process.
#![allow(unsafe_code, reason = "stands between the program and the C library")]

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::{Path, PathBuf};

/// One file, whatever its name is at a moment.
pub type FileId = u64;

/// What was done to the files, in order.
#[derive(Clone, Debug)]
pub enum Event {
    /// A file came to be.
    Made(PathBuf, FileId),
    /// A folder came to be.
    FolderMade(PathBuf),
    /// Bytes were written at an offset.
    Written(FileId, u64, Vec<u8>),
    /// The length was set.
    Cut(FileId, u64),
    /// A file was synced.
    Synced(FileId),
    /// A folder was synced: the names in it.
    FolderSynced(PathBuf),
    /// A file or folder has another name now; what had that name is gone.
    Renamed(PathBuf, PathBuf),
    /// A name is gone.
    Removed(PathBuf),
    /// The work said: this is saved.
    Acknowledged,
}

/// What happens to the calls that are watched.
#[derive(Clone, Copy, Debug)]
pub enum Plan {
    /// They are counted.
    Count,
    /// They are counted and written down.
    Record,
    /// Number `at` fails with this error, and when `on` is set every later one.
    Fail { at: u64, on: bool, error: c_int },
    /// The process is killed in the middle of number `at`: before it, behind it, or with half of it
    /// written.
    Die { at: u64, moment: Moment },
}

/// When in a call the process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Before,
    HalfWay,
    After,
}

/// What is watched, and what was seen.
pub struct Watch {
    root: Vec<u8>,
    /// The end of a name that is not looked at besides `-shm`.
    but: &'static [&'static str],
    plan: Plan,
    files: HashMap<(u64, u64), FileId>,
    /// The name of each call that was counted and the file it was about.
    pub sites: Vec<String>,
    /// What was done, when it is recorded.
    pub events: Vec<Event>,
}

thread_local! {
    static WATCH: RefCell<Option<Box<Watch>>> = const { RefCell::new(None) };
}

/// Watches this thread's calls on everything below `root` from now on, but for files whose names end
/// in one of `but`. `known` are the files that are there already.
pub fn begin(root: &Path, but: &'static [&'static str], plan: Plan, known: &[(PathBuf, FileId)]) {
    let mut files = HashMap::new();
    for (path, id) in known {
        if let Ok(metadata) = std::fs::metadata(path) {
            use std::os::unix::fs::MetadataExt;
            files.insert((metadata.dev(), metadata.ino()), *id);
        }
    }
    let watch = Watch {
        root: root.as_os_str().as_encoded_bytes().to_owned(),
        but,
        plan,
        files,
        sites: Vec::new(),
        events: Vec::new(),
    };
    WATCH.set(Some(Box::new(watch)));
}

/// Ends the watch and gives what it saw.
pub fn end() -> Watch {
    let watch = WATCH.take();
    *watch.expect("a watch is ended by who began it")
}

/// Notes that the work told somebody that something is saved.
pub fn acknowledge() {
    with(|watch| watch.events.push(Event::Acknowledged));
}

/// Does something with the watch of this thread, if there is one that is not busy already.
fn with<R>(work: impl FnOnce(&mut Watch) -> R) -> Option<R> {
    // A thread that is ending has no watch any more.
    WATCH
        .try_with(|watch| Some(work(watch.try_borrow_mut().ok()?.as_mut()?)))
        .ok()
        .flatten()
}

impl Watch {
    fn looks_at(&self, path: &[u8]) -> bool {
        path.starts_with(&self.root)
            && !path.ends_with(b"-shm")
            && (self.fails_on() || !self.but.iter().any(|name| path.ends_with(name.as_bytes())))
    }

    /// Whether everything fails by now: then it does so wherever it is.
    fn fails_on(&self) -> bool {
        matches!(self.plan, Plan::Fail { at, on: true, .. } if self.sites.len() as u64 > at)
    }

    /// Counts a call. The error that it fails with, or when the process dies in it.
    fn meet(&mut self, call: &str, path: &[u8]) -> (Option<c_int>, Option<Moment>) {
        let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or(path);
        self.sites
            .push(format!("{call} {}", String::from_utf8_lossy(name)));
        let number = self.sites.len() as u64 - 1;
        match self.plan {
            Plan::Count | Plan::Record => (None, None),
            Plan::Fail { at, on, error } => {
                // Nothing needs room to go.
                let needs_no_room = matches!(call, "remove" | "truncate");
                let fails = (number == at || (on && number > at))
                    && !(error == libc::ENOSPC && needs_no_room);
                (fails.then_some(error), None)
            }
            Plan::Die { at, moment } => (None, (number == at).then_some(moment)),
        }
    }

    fn records(&self) -> bool {
        matches!(self.plan, Plan::Record)
    }
}

/// Counts a call on a path and does what the plan says. `None`: the call goes on.
fn meet(call: &str, path: &[u8]) -> Verdict {
    let met = with(|watch| watch.looks_at(path).then(|| watch.meet(call, path))).flatten();
    match met {
        None => Verdict::NotOurs,
        Some((Some(error), _)) => {
            // SAFETY: the address of this thread's own error number.
            unsafe { *libc::__errno_location() = error };
            Verdict::Fails
        }
        Some((None, Some(Moment::Before))) => die(),
        Some((None, moment)) => Verdict::Goes(moment),
    }
}

enum Verdict {
    NotOurs,
    Fails,
    Goes(Option<Moment>),
}

fn die() -> ! {
    // SAFETY: plain system calls; the signal cannot be caught, so nothing runs behind it.
    unsafe {
        libc::syscall(libc::SYS_kill, libc::getpid(), libc::SIGKILL);
        libc::_exit(1)
    }
}

/// What follows a call that was met: written down when it did what it was asked to, and perhaps the
/// end.
fn met(verdict: &Verdict, went_well: bool, note: impl FnOnce(&mut Watch)) {
    let Verdict::Goes(moment) = verdict else {
        return;
    };
    if moment.is_some() {
        die();
    }
    if went_well {
        with(|watch| watch.records().then(|| note(watch)));
    }
}

/// # Safety
/// `path` is a text of C.
unsafe fn bytes<'a>(path: *const c_char) -> &'a [u8] {
    // SAFETY: as the caller promises.
    unsafe { CStr::from_ptr(path) }.to_bytes()
}

fn to_path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// The path of an open file, asked of the system; empty when nobody watches.
fn path_of(file: c_int) -> Vec<u8> {
    if with(|_| ()).is_none() {
        return Vec::new();
    }
    let link = format!("/proc/self/fd/{file}\0");
    let mut path = vec![0_u8; 4096];
    // SAFETY: the text ends in a zero, and the room is as long as it is said to be.
    let length = unsafe { libc::readlink(link.as_ptr().cast(), path.as_mut_ptr().cast(), 4096) };
    path.truncate(usize::try_from(length).unwrap_or(0));
    path
}

fn status_of(file: c_int) -> libc::stat {
    // SAFETY: numbers alone, for which zeros are values; filled for an open file.
    unsafe {
        let mut status: libc::stat = std::mem::zeroed();
        libc::fstat(file, &raw mut status);
        status
    }
}

fn key_of(status: &libc::stat) -> (u64, u64) {
    (status.st_dev, status.st_ino)
}

fn id_of(watch: &Watch, file: c_int) -> FileId {
    let known = watch.files.get(&key_of(&status_of(file)));
    // A file that nobody saw come to be: replaying what was recorded then gives another folder, and
    // the check of that says so.
    known.copied().unwrap_or(FileId::MAX)
}

/// # Safety
/// As of the C library's `open`.
unsafe fn open_at(folder: c_int, path: *const c_char, flags: c_int, mode: libc::mode_t) -> c_int {
    // SAFETY: handed on as it came.
    let go = || unsafe { libc::syscall(libc::SYS_openat, folder, path, flags, mode) as c_int };
    // SAFETY: a path is a text of C.
    let name = unsafe { bytes(path) };
    let verdict = meet("open", name);
    if matches!(verdict, Verdict::Fails) {
        return -1;
    }
    // SAFETY: a path is a text of C.
    let there = unsafe { libc::access(path, libc::F_OK) } == 0;
    let file = go();
    met(&verdict, file >= 0, |watch| {
        if !there && flags & libc::O_CREAT != 0 {
            let id = 1_000_000 + watch.events.len() as FileId;
            watch.files.insert(key_of(&status_of(file)), id);
            watch.events.push(Event::Made(to_path(name), id));
        } else if flags & libc::O_TRUNC != 0 {
            let id = id_of(watch, file);
            watch.events.push(Event::Cut(id, 0));
        }
    });
    file
}

#[unsafe(no_mangle)]
unsafe extern "C" fn open(path: *const c_char, flags: c_int, mode: libc::mode_t) -> c_int {
    // SAFETY: handed on as it came.
    unsafe { open_at(libc::AT_FDCWD, path, flags, mode) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: libc::mode_t) -> c_int {
    // SAFETY: handed on as it came.
    unsafe { open_at(libc::AT_FDCWD, path, flags | libc::O_LARGEFILE, mode) }
}

/// # Safety
/// As of the C library's `pwrite`, or, without an offset, `write`.
unsafe fn put(file: c_int, from: *const c_void, length: usize, offset: Option<i64>) -> isize {
    let go = |length: usize| {
        // SAFETY: handed on as it came, or shorter.
        unsafe {
            (match offset {
                Some(offset) => libc::syscall(libc::SYS_pwrite64, file, from, length, offset),
                None => libc::syscall(libc::SYS_write, file, from, length),
            }) as isize
        }
    };
    let verdict = meet("write", &path_of(file));
    let start = match verdict {
        Verdict::Fails => return -1,
        Verdict::NotOurs => return go(length),
        Verdict::Goes(Some(Moment::HalfWay)) => {
            go(length / 2);
            die()
        }
        // SAFETY: plain questions about an open file.
        Verdict::Goes(_) => offset.unwrap_or_else(|| unsafe {
            if libc::fcntl(file, libc::F_GETFL) & libc::O_APPEND != 0 {
                status_of(file).st_size
            } else {
                libc::lseek(file, 0, libc::SEEK_CUR)
            }
        }),
    };
    let written = go(length);
    met(&verdict, written >= 0, |watch| {
        // SAFETY: the caller promised `length` bytes, and no more were written.
        let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), written as usize) };
        let id = id_of(watch, file);
        watch
            .events
            .push(Event::Written(id, start as u64, bytes.to_vec()));
    });
    written
}

#[unsafe(no_mangle)]
unsafe extern "C" fn write(file: c_int, from: *const c_void, length: usize) -> isize {
    // SAFETY: handed on as it came.
    unsafe { put(file, from, length, None) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite(file: c_int, from: *const c_void, length: usize, at: i64) -> isize {
    // SAFETY: handed on as it came.
    unsafe { put(file, from, length, Some(at)) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pwrite64(file: c_int, from: *const c_void, length: usize, at: i64) -> isize {
    // SAFETY: handed on as it came.
    unsafe { put(file, from, length, Some(at)) }
}

/// # Safety
/// As of the C library's `fsync`.
unsafe fn sync(file: c_int) -> c_int {
    let path = path_of(file);
    let verdict = meet("sync", &path);
    if matches!(verdict, Verdict::Fails) {
        return -1;
    }
    // SAFETY: handed on as it came.
    let done = unsafe { libc::syscall(libc::SYS_fsync, file) as c_int };
    met(&verdict, done == 0, |watch| {
        let event = if status_of(file).st_mode & libc::S_IFMT == libc::S_IFDIR {
            Event::FolderSynced(to_path(&path))
        } else {
            Event::Synced(id_of(watch, file))
        };
        watch.events.push(event);
    });
    done
}

#[unsafe(no_mangle)]
unsafe extern "C" fn fsync(file: c_int) -> c_int {
    // SAFETY: handed on as it came.
    unsafe { sync(file) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn fdatasync(file: c_int) -> c_int {
    // SAFETY: handed on as it came; the difference is a time stamp.
    unsafe { sync(file) }
}

/// # Safety
/// As of the C library's `ftruncate`.
unsafe fn cut(file: c_int, length: i64) -> c_int {
    let verdict = meet("truncate", &path_of(file));
    if matches!(verdict, Verdict::Fails) {
        return -1;
    }
    // SAFETY: handed on as it came.
    let done = unsafe { libc::syscall(libc::SYS_ftruncate, file, length) as c_int };
    met(&verdict, done == 0, |watch| {
        let id = id_of(watch, file);
        watch.events.push(Event::Cut(id, length as u64));
    });
    done
}

#[unsafe(no_mangle)]
unsafe extern "C" fn ftruncate(file: c_int, length: i64) -> c_int {
    // SAFETY: handed on as it came.
    unsafe { cut(file, length) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn ftruncate64(file: c_int, length: i64) -> c_int {
    // SAFETY: handed on as it came.
    unsafe { cut(file, length) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
    // SAFETY: both are texts of C.
    let (old, new) = unsafe { (bytes(from), bytes(to)) };
    let verdict = meet("rename to", new);
    if matches!(verdict, Verdict::Fails) {
        return -1;
    }
    let here = libc::AT_FDCWD;
    // SAFETY: handed on as they came.
    let done = unsafe { libc::syscall(libc::SYS_renameat2, here, from, here, to, 0) as c_int };
    met(&verdict, done == 0, |watch| {
        let event = Event::Renamed(to_path(old), to_path(new));
        watch.events.push(event);
    });
    done
}

/// # Safety
/// As of the C library's `unlinkat`.
unsafe fn remove(path: *const c_char, flags: c_int) -> c_int {
    // SAFETY: a text of C.
    let name = unsafe { bytes(path) };
    let verdict = meet("remove", name);
    if matches!(verdict, Verdict::Fails) {
        return -1;
    }
    // SAFETY: handed on as it came.
    let done = unsafe { libc::syscall(libc::SYS_unlinkat, libc::AT_FDCWD, path, flags) as c_int };
    met(&verdict, done == 0, |watch| {
        watch.events.push(Event::Removed(to_path(name)));
    });
    done
}

#[unsafe(no_mangle)]
unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
    // SAFETY: handed on as it came.
    unsafe { remove(path, 0) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn rmdir(path: *const c_char) -> c_int {
    // SAFETY: handed on as it came.
    unsafe { remove(path, libc::AT_REMOVEDIR) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn mkdir(path: *const c_char, mode: libc::mode_t) -> c_int {
    // SAFETY: a text of C.
    let name = unsafe { bytes(path) };
    let verdict = meet("make folder", name);
    if matches!(verdict, Verdict::Fails) {
        return -1;
    }
    // SAFETY: handed on as it came.
    let done = unsafe { libc::syscall(libc::SYS_mkdirat, libc::AT_FDCWD, path, mode) as c_int };
    met(&verdict, done == 0, |watch| {
        watch.events.push(Event::FolderMade(to_path(name)));
    });
    done
}

/// Not there, as far as a watched thread can see: what is copied then goes through [`write`].
#[unsafe(no_mangle)]
unsafe extern "C" fn copy_file_range(
    from: c_int,
    from_at: *mut i64,
    to: c_int,
    to_at: *mut i64,
    length: usize,
    flags: std::ffi::c_uint,
) -> isize {
    // SAFETY: handed on as they came, or this thread's own error number.
    unsafe {
        if with(|_| ()).is_some() {
            *libc::__errno_location() = libc::EXDEV;
            return -1;
        }
        libc::syscall(
            libc::SYS_copy_file_range,
            from,
            from_at,
            to,
            to_at,
            length,
            flags,
        ) as isize
    }
}

/// As [`copy_file_range`].
#[unsafe(no_mangle)]
unsafe extern "C" fn sendfile64(to: c_int, from: c_int, at: *mut i64, length: usize) -> isize {
    // SAFETY: handed on as they came, or this thread's own error number.
    unsafe {
        if with(|_| ()).is_some() {
            *libc::__errno_location() = libc::EINVAL;
            return -1;
        }
        libc::syscall(libc::SYS_sendfile, to, from, at, length) as isize
    }
}
