//! A file system for SQLite that fails on demand: it stands between SQLCipher and the usual one.
//!
//! Only calls on files below the folder of [`begin`] are failed; every other is handed on. A write that
//! fails may have written its first half, as a disk's does.
#![allow(unsafe_code, reason = "SQLite speaks to a file system in C")]

use rusqlite::ffi;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// With the code of the call: SQLITE_IOERR_WRITE for a write, SQLITE_CANTOPEN for an open.
    Broken,
    /// As `Broken`, and half of a write is done.
    Torn,
    /// Writes say that the disk is full; other calls go on.
    Full,
}

/// Which calls fail.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// The number of the first that fails; none does when there are fewer.
    pub at: u64,
    /// Whether every later one fails as well.
    pub on: bool,
    /// How.
    pub kind: Kind,
}

struct Watch {
    root: Vec<u8>,
    plan: Plan,
    sites: Vec<&'static str>,
}

static WATCHES: Mutex<Vec<Watch>> = Mutex::new(Vec::new());

fn watches() -> MutexGuard<'static, Vec<Watch>> {
    // Whoever panicked with it had found a watch that is still one.
    WATCHES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on the calls on files below `root` are counted, and fail as planned.
pub fn begin(root: &Path, plan: Plan) {
    register();
    watches().push(Watch {
        root: root.as_os_str().as_encoded_bytes().to_owned(),
        plan,
        sites: Vec::new(),
    });
}

/// Ends that. The names of the calls that there were.
pub fn end(root: &Path) -> Vec<&'static str> {
    let mut watches = watches();
    let found = watches
        .iter()
        .position(|watch| watch.root == root.as_os_str().as_encoded_bytes());
    found
        .map(|index| watches.swap_remove(index).sites)
        .unwrap_or_default()
}

/// How a call on the file of this name is to fail, if it is.
///
/// # Safety
/// `name` is a text of C, or null.
unsafe fn meet(name: *const c_char, call: &'static str) -> Option<Kind> {
    if name.is_null() {
        return None;
    }
    // SAFETY: as the caller promises.
    let name = unsafe { CStr::from_ptr(name) }.to_bytes();
    let mut watches = watches();
    let watch = watches
        .iter_mut()
        .find(|watch| name.starts_with(&watch.root))?;
    let number = watch.sites.len() as u64;
    watch.sites.push(call);
    let Plan { at, on, kind } = watch.plan;
    let writes = matches!(call, "write" | "truncate" | "map shared memory");
    let fails = (number == at || (on && number > at)) && (kind != Kind::Full || writes);
    fails.then_some(kind)
}

/// The code that a failing call gives.
fn code(kind: Kind, broken: c_int) -> c_int {
    match kind {
        Kind::Full => ffi::SQLITE_FULL,
        Kind::Broken | Kind::Torn => broken,
    }
}

/// A file of ours; the real one follows it in the same piece of memory.
#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    real: *mut ffi::sqlite3_file,
    /// SQLite keeps it for as long as the file is open.
    name: *const c_char,
}

struct Real(*mut ffi::sqlite3_vfs);
// SAFETY: the system's own VFS is never changed once SQLite has started, and may be used from
// every thread.
unsafe impl Send for Real {}
// SAFETY: as above.
unsafe impl Sync for Real {}

static REAL: OnceLock<Real> = OnceLock::new();

/// Puts our file system in the place of the usual one, once. Files opened before are not ours.
pub fn register() {
    REAL.get_or_init(|| {
        // SAFETY: the structs are copied from the system's own, so every field has a value; ours
        // lives as long as the process.
        unsafe {
            ffi::sqlite3_initialize();
            let real = ffi::sqlite3_vfs_find(std::ptr::null());
            let mut ours = *real;
            ours.zName = c"waymark-faults".as_ptr();
            ours.pNext = std::ptr::null_mut();
            ours.szOsFile += size_of::<File>() as c_int;
            ours.xOpen = Some(open);
            ours.xDelete = Some(delete);
            ours.xAccess = Some(access);
            let ours = Box::leak(Box::new(ours));
            let done = ffi::sqlite3_vfs_register(ours, 1);
            assert_eq!(done, ffi::SQLITE_OK, "SQLite takes a file system");
            Real(real)
        }
    });
}

fn real_vfs() -> *mut ffi::sqlite3_vfs {
    REAL.get().map_or(std::ptr::null_mut(), |real| real.0)
}

/// The real file behind one of ours, and its methods.
///
/// # Safety
/// `file` was opened by [`open`].
unsafe fn real(
    file: *mut ffi::sqlite3_file,
) -> (*mut ffi::sqlite3_file, &'static ffi::sqlite3_io_methods) {
    // SAFETY: as the caller promises; an open file has methods, and they are static.
    unsafe {
        let real = (*file.cast::<File>()).real;
        (real, &*(*real).pMethods)
    }
}

/// # Safety
/// `file` was opened by [`open`].
unsafe fn name_of(file: *mut ffi::sqlite3_file) -> *const c_char {
    // SAFETY: as the caller promises.
    unsafe { (*file.cast::<File>()).name }
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives room for `szOsFile` bytes, which is ours and the real one behind it.
    unsafe {
        let ours = file.cast::<File>();
        (*ours).base.pMethods = std::ptr::null();
        (*ours).name = name;
        if let Some(kind) = meet(name, "open") {
            return code(kind, ffi::SQLITE_CANTOPEN);
        }
        (*ours).real = ours.add(1).cast();
        let opened = (*real_vfs()).xOpen.map_or(ffi::SQLITE_ERROR, |open| {
            open(real_vfs(), name, (*ours).real, flags, out)
        });
        if !(*(*ours).real).pMethods.is_null() {
            (*ours).base.pMethods = &raw const METHODS;
        }
        opened
    }
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: SQLite names a file.
    if let Some(kind) = unsafe { meet(name, "delete") } {
        return code(kind, ffi::SQLITE_IOERR_DELETE);
    }
    // SAFETY: handed on as it came.
    unsafe {
        (*real_vfs())
            .xDelete
            .map_or(ffi::SQLITE_ERROR, |call| call(real_vfs(), name, sync))
    }
}

unsafe extern "C" fn access(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite names a file.
    if let Some(kind) = unsafe { meet(name, "access") } {
        return code(kind, ffi::SQLITE_IOERR_ACCESS);
    }
    // SAFETY: handed on as it came.
    unsafe {
        (*real_vfs())
            .xAccess
            .map_or(ffi::SQLITE_ERROR, |call| call(real_vfs(), name, flags, out))
    }
}

/// A method of a file: counted under a name, failed with a code, or handed on.
macro_rules! method {
    ($ours:ident, $theirs:ident, $name:literal, $code:expr, ($($arg:ident: $type:ty),*)) => {
        unsafe extern "C" fn $ours(file: *mut ffi::sqlite3_file $(, $arg: $type)*) -> c_int {
            // SAFETY: a file of ours.
            if let Some(kind) = unsafe { meet(name_of(file), $name) } {
                return code(kind, $code);
            }
            // SAFETY: handed on as it came.
            unsafe {
                let (real, methods) = real(file);
                methods.$theirs.map_or(ffi::SQLITE_ERROR, |call| call(real $(, $arg)*))
            }
        }
    };
    // Never failed: SQLite does not look at the answer, or the call asks nothing of a disk.
    ($ours:ident, $theirs:ident, ($($arg:ident: $type:ty),*)) => {
        unsafe extern "C" fn $ours(file: *mut ffi::sqlite3_file $(, $arg: $type)*) -> c_int {
            // SAFETY: handed on as it came.
            unsafe {
                let (real, methods) = real(file);
                methods.$theirs.map_or(ffi::SQLITE_OK, |call| call(real $(, $arg)*))
            }
        }
    };
}

method!(close, xClose, ());
method!(sector_size, xSectorSize, ());
method!(device, xDeviceCharacteristics, ());
method!(control, xFileControl, (op: c_int, arg: *mut c_void));
method!(unfetch, xUnfetch, (at: i64, page: *mut c_void));
method!(fetch, xFetch, (at: i64, length: c_int, page: *mut *mut c_void));
method!(shared_unmap, xShmUnmap, (delete: c_int));
method!(read, xRead, "read", ffi::SQLITE_IOERR_READ, (to: *mut c_void, length: c_int, at: i64));
method!(truncate, xTruncate, "truncate", ffi::SQLITE_IOERR_TRUNCATE, (length: i64));
method!(sync, xSync, "sync", ffi::SQLITE_IOERR_FSYNC, (flags: c_int));
method!(file_size, xFileSize, "size", ffi::SQLITE_IOERR_FSTAT, (length: *mut i64));
method!(lock, xLock, "lock", ffi::SQLITE_IOERR_LOCK, (level: c_int));
method!(unlock, xUnlock, "unlock", ffi::SQLITE_IOERR_UNLOCK, (level: c_int));
method!(
    reserved,
    xCheckReservedLock,
    "look at the lock",
    ffi::SQLITE_IOERR_CHECKRESERVEDLOCK,
    (out: *mut c_int)
);
method!(
    shared_map,
    xShmMap,
    "map shared memory",
    ffi::SQLITE_IOERR_SHMMAP,
    (page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void)
);

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    length: c_int,
    at: i64,
) -> c_int {
    // SAFETY: a file of ours.
    let failing = unsafe { meet(name_of(file), "write") };
    // SAFETY: handed on as it came, or shorter.
    unsafe {
        let (real, methods) = real(file);
        let go = |length| {
            methods
                .xWrite
                .map_or(ffi::SQLITE_ERROR, |call| call(real, from, length, at))
        };
        match failing {
            None => go(length),
            Some(kind) => {
                if kind == Kind::Torn {
                    go(length / 2);
                }
                code(kind, ffi::SQLITE_IOERR_WRITE)
            }
        }
    }
}

unsafe extern "C" fn shared_lock(
    file: *mut ffi::sqlite3_file,
    offset: c_int,
    number: c_int,
    flags: c_int,
) -> c_int {
    // Giving a lock back does not fail: SQLite does not look, and would keep it for good.
    let takes = flags & ffi::SQLITE_SHM_LOCK != 0;
    // SAFETY: a file of ours.
    let failing = || unsafe { meet(name_of(file), "lock shared memory") };
    if takes && let Some(kind) = failing() {
        return code(kind, ffi::SQLITE_IOERR_SHMLOCK);
    }
    // SAFETY: handed on as it came.
    unsafe {
        let (real, methods) = real(file);
        methods
            .xShmLock
            .map_or(ffi::SQLITE_ERROR, |call| call(real, offset, number, flags))
    }
}

unsafe extern "C" fn shared_barrier(file: *mut ffi::sqlite3_file) {
    // SAFETY: handed on as it came.
    unsafe {
        let (real, methods) = real(file);
        if let Some(call) = methods.xShmBarrier {
            call(real);
        }
    }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 3,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device),
    xShmMap: Some(shared_map),
    xShmLock: Some(shared_lock),
    xShmBarrier: Some(shared_barrier),
    xShmUnmap: Some(shared_unmap),
    xFetch: Some(fetch),
    xUnfetch: Some(unfetch),
};
