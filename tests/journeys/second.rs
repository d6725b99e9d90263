//! Somebody starts Waymark while it is running: the one window comes forward, and there is no other.

use journeys::Place;
use journeys::keyboard::Keyboard;
use journeys::walk;

#[test]
fn a_second_start_brings_the_first_window_forward_and_ends() {
    let place = Place::new();
    walk::make_vault(&place);
    let keyboard = Keyboard::open(&place, "Unlock");
    keyboard.put_away();
    let ended = keyboard.start_again(&place);
    assert!(ended.success(), "{ended}");
    keyboard.comes_forward();
    // The one window that was there before, as it was: nothing else is on the screen.
    assert_eq!(keyboard.windows().len(), 1);
}
