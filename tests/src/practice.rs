//! Ways through a practice with a made-up person, and its screens for the tour.
//!
//! While practice is on, every heading begins with *Practice.*: whoever does not see the bar hears it.

use crate::screens::Visitor;
use crate::walk::{self, Answered, label};
use crate::{Desk, Place};
use std::path::PathBuf;

/// The scene of the journeys, as the list names it.
pub const SCENE: &str = "He says that it is her fault";

/// What is true in that scene under *Before you start*.
pub const ON_A_VISIT: [Answered; 9] = [
    ("Is anyone in immediate danger now?", "No"),
    ("Where is this?", "The person's home"),
    ("Are you alone?", "With a colleague"),
    ("Was the visit planned to talk about behaviour?", "No"),
    (
        "Does the person seem to be under the influence of drink or drugs?",
        "No",
    ),
    ("Can the partner hear?", "No"),
    ("Can a child hear?", "No"),
    ("Who interprets?", "Nobody"),
    ("Does what you know come only from the victim?", "No"),
];

/// Where the vaults of a practice are. Empty or not there: none is left.
pub fn folder(place: &Place) -> PathBuf {
    place.data().join("practice")
}

/// Whether anything of a practice is on the disk.
pub fn is_on_disk(place: &Place) -> bool {
    std::fs::read_dir(folder(place)).is_ok_and(|mut inside| inside.next().is_some())
}

/// From home to the first page of a scene.
pub async fn begin(desk: &Desk, scene: &str) {
    desk.press("Rehearse with a made-up person").await;
    desk.page("Rehearse with a made-up person").await;
    desk.press(scene).await;
    desk.sees("The person is made up. Nothing you enter is kept.")
        .await;
    desk.page_ending(scene).await;
}

/// From the first page of the scene to its steps, with what is true in it.
pub async fn start_steps(desk: &Desk, answers: &[Answered]) {
    desk.press("Start with the steps").await;
    desk.page_ending("Before you start").await;
    for (question, answer) in answers {
        desk.choose(question, answer).await;
    }
    leave_step(desk).await;
}

/// Leaves a step for the task list.
pub async fn leave_step(desk: &Desk) {
    desk.press("Continue").await;
    desk.find("//ul[contains(@class, 'govuk-task-list')]").await;
}

/// Ends the practice that was begun from home.
pub async fn end(desk: &Desk) {
    desk.press("End practice").await;
    desk.page("Home").await;
}

/// Its screens, from the home page and back to it.
pub async fn every_screen(desk: &Desk, visitor: &mut impl Visitor) {
    desk.press("Rehearse with a made-up person").await;
    desk.page("Rehearse with a made-up person").await;
    desk.sees(SCENE).await;
    visitor.visit(desk, "rehearse").await;
    desk.press("Take the tour").await;
    desk.page_ending("Home").await;
    visitor.visit(desk, "tour-home").await;
    desk.press("People").await;
    desk.page_ending("People").await;
    desk.press_beginning("RS").await;
    desk.sees("This is the page of one person").await;
    visitor.visit(desk, "tour-person").await;
    desk.press("Home").await;
    desk.page_ending("Home").await;
    desk.press_beginning("Read: RS").await;
    desk.page_ending("Sealed record").await;
    visitor.visit(desk, "tour-sealed-record").await;
    end(desk).await;

    begin(desk, SCENE).await;
    visitor.visit(desk, "scene").await;
    start_steps(desk, &ON_A_VISIT).await;
    visitor.visit(desk, "rehearse-steps").await;
    walk::open_step(desk, "Look and listen").await;
    walk::observe(desk, "present.blames", "It's her fault").await;
    desk.press("The scene").await;
    desk.sees("He rings her twice in ten minutes").await;
    visitor.visit(desk, "rehearse-with-the-scene-open").await;
    desk.press("The scene").await;
    leave_step(desk).await;
    walk::open_step(desk, "Ask").await;
    desk.choose(label("ask.other-issue.shout-or-smash"), "Asked")
        .await;
    desk.sees("Oliver Pretend answers").await;
    visitor.visit(desk, "rehearse-ask").await;
    desk.press("Finish and compare").await;
    desk.page_ending("Side by side").await;
    desk.sees("A skilled colleague").await;
    visitor.visit(desk, "side-by-side").await;
    end(desk).await;
}
