//! macOS: the workspace says that the laptop goes to sleep, and the system that its screen is locked.
//!
//! Written against the crates `objc2-app-kit` and `objc2-foundation` 0.3.2 and `block2` 0.6.2 and
//! checked against their types; not run on macOS yet.

use block2::RcBlock;
use objc2_app_kit::{
    NSWorkspace, NSWorkspaceScreensDidSleepNotification,
    NSWorkspaceSessionDidResignActiveNotification, NSWorkspaceWillSleepNotification,
};
use objc2_foundation::{
    NSDistributedNotificationCenter, NSNotification, NSNotificationCenter, NSString, ns_string,
};
use std::ptr::NonNull;
use std::sync::Arc;

/// Said to every program when the screen is locked; it stands in no header.
fn screen_is_locked() -> &'static NSString {
    ns_string!("com.apple.screenIsLocked")
}

/// Calls `gone` when somebody goes away, for as long as the app runs.
#[expect(unsafe_code, reason = "the names are statics of the system's library")]
pub(super) fn listen(gone: impl Fn() + Send + Sync + 'static) {
    let gone: Arc<dyn Fn() + Send + Sync> = Arc::new(gone);
    // SAFETY: the library that these belong to is linked, and never changes them.
    let names: [&NSString; 3] = unsafe {
        [
            NSWorkspaceWillSleepNotification,
            NSWorkspaceScreensDidSleepNotification,
            NSWorkspaceSessionDidResignActiveNotification,
        ]
    };
    let workspace = NSWorkspace::sharedWorkspace().notificationCenter();
    for name in names {
        hear(&workspace, name, Arc::clone(&gone));
    }
    let system = NSDistributedNotificationCenter::defaultCenter();
    hear(&system, screen_is_locked(), gone);
}

#[expect(unsafe_code, reason = "the system calls a block of ours")]
fn hear(center: &NSNotificationCenter, name: &NSString, gone: Arc<dyn Fn() + Send + Sync>) {
    let block = RcBlock::new(move |_: NonNull<NSNotification>| gone());
    // SAFETY: no object and no queue are named, so the block is called on the thread that posts. It
    // holds nothing that may not be sent there. The centre keeps it for as long as it is registered,
    // which is until the end: nobody takes it away.
    unsafe { center.addObserverForName_object_queue_usingBlock(Some(name), None, None, &block) };
}
