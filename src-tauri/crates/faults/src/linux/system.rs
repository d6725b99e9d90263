//! The system calls that write, in the place of those of the C library.
//!
//! The functions below have the names of those of the C library, and a program's own come first: the
//! standard library and SQLCipher call them without knowing. Each asks [`calls`] what is to happen.
#![allow(unsafe_code, reason = "stands between the program and the C library")]

use super::calls::{self, Event, FileId, Moment, Watch};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::PathBuf;

/// Counts a call on a path and does what the plan says. `None`: the call goes on.
fn meet(call: &str, path: &[u8]) -> Verdict {
    match calls::with(path, |watch| watch.meet(call, path)) {
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

/// What the system writes at once.
const PAGE: usize = 4096;

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
fn met(verdict: &Verdict, path: &[u8], went_well: bool, note: impl FnOnce(&mut Watch)) {
    let Verdict::Goes(moment) = verdict else {
        return;
    };
    if moment.is_some() {
        die();
    }
    if went_well {
        calls::with(path, |watch| watch.records().then(|| note(watch)));
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
    if !calls::any() {
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
    met(&verdict, name, file >= 0, |watch| {
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
    let path = path_of(file);
    let verdict = meet("write", &path);
    // SAFETY: plain questions about an open file.
    let start = || {
        offset.unwrap_or_else(|| unsafe {
            if libc::fcntl(file, libc::F_GETFL) & libc::O_APPEND != 0 {
                status_of(file).st_size
            } else {
                libc::lseek(file, 0, libc::SEEK_CUR)
            }
        })
    };
    let start = match verdict {
        Verdict::Fails => return -1,
        Verdict::NotOurs => return go(length),
        Verdict::Goes(Some(Moment::HalfWay)) => {
            // A signal is only looked at between the pages of a write.
            let half = (start() as usize + length / 2) / PAGE * PAGE;
            go(half.saturating_sub(start() as usize));
            die()
        }
        Verdict::Goes(_) => start(),
    };
    let written = go(length);
    met(&verdict, &path, written >= 0, |watch| {
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
    met(&verdict, &path, done == 0, |watch| {
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
    let path = path_of(file);
    let verdict = meet("truncate", &path);
    if matches!(verdict, Verdict::Fails) {
        return -1;
    }
    // SAFETY: handed on as it came.
    let done = unsafe { libc::syscall(libc::SYS_ftruncate, file, length) as c_int };
    met(&verdict, &path, done == 0, |watch| {
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
    met(&verdict, new, done == 0, |watch| {
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
    met(&verdict, name, done == 0, |watch| {
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
    met(&verdict, name, done == 0, |watch| {
        watch.events.push(Event::FolderMade(to_path(name)));
    });
    done
}

/// Not there, as far as a watched file goes: what is copied then goes through [`write`].
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
        if calls::with(&path_of(to), |_| ()).is_some() {
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
        if calls::with(&path_of(to), |_| ()).is_some() {
            *libc::__errno_location() = libc::EINVAL;
            return -1;
        }
        libc::syscall(libc::SYS_sendfile, to, from, at, length) as isize
    }
}
