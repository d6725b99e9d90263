//! Memory that is given back is emptied first: what was typed passes through many short-lived texts,
//! and the system's allocator keeps their bytes until it needs the place again.
//!
//! This covers what is written in Rust, while the vault is open: little of it is left to be written to
//! a swap file. A lock ends the process, and the web view's with it.

use std::alloc::{GlobalAlloc, Layout, System};

/// The system's allocator, emptying what it takes back.
pub struct Wiping;

#[expect(unsafe_code, reason = "an allocator cannot be written without")]
// SAFETY: every call is handed on to the system's allocator as it came; what is emptied in between
// belongs to the caller, who gives it up.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promised.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promised.
        unsafe { System.alloc_zeroed(layout) }
    }

    // No `realloc`: the one that is given here allocates anew, copies, and gives the old place back to
    // `dealloc`, where it is emptied. The system's own would leave it full.

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the caller gives up so many bytes, which it could write to.
        unsafe { place.write_bytes(0, layout.size()) };
        // Seen as a use, so that nothing takes the emptying away for being of no effect.
        std::hint::black_box(place);
        // SAFETY: as the caller promised.
        unsafe { System.dealloc(place, layout) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(unsafe_code, reason = "an allocator is asked for memory")]
    fn what_grows_keeps_what_it_held() {
        let layout = Layout::array::<u8>(64).unwrap();
        // SAFETY: the sizes are not nought, and each place is given back once, as it was asked for.
        unsafe {
            let place = Wiping.alloc(layout);
            place.write_bytes(7, 64);
            let grown = Wiping.realloc(place, layout, 4096);
            assert!((0..64).all(|at| *grown.add(at) == 7));
            Wiping.dealloc(grown, Layout::array::<u8>(4096).unwrap());
        }
    }
}
