//! Nobody is kept out: every screen is looked at by axe, inside the app and in every theme, and fits into
//! the narrowest window.

use journeys::screens::{Visitor, every_screen};
use journeys::{Desk, Place, walk};

#[derive(Default)]
struct Inspector {
    visited: usize,
    faults: Vec<String>,
}

impl Visitor for Inspector {
    async fn visit(&mut self, desk: &Desk, name: &'static str) {
        self.visited += 1;
        let mut found = desk.axe_in_every_theme().await;
        found.extend(desk.sticks_out().await);
        let found = found.into_iter().map(|fault| format!("{name}: {fault}"));
        self.faults.extend(found);
    }
}

#[tokio::test]
async fn no_screen_has_a_barrier_in_any_theme_and_every_one_fits_into_a_narrow_window() {
    let mut inspector = Inspector::default();
    every_screen(&Place::new(), &mut inspector).await;
    assert!(inspector.visited > 70, "the walk ended early");
    let faults = &inspector.faults;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    println!(
        "measured: axe in 3 themes and 320 CSS pixels over {} screens: 0 faults",
        inspector.visited
    );
}

#[tokio::test]
async fn axe_sees_a_barrier_that_is_there() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    walk::first_pages(&desk).await;
    desk.run("document.querySelector('label[for]').removeAttribute('for')")
        .await;
    let faults = desk.axe().await;
    assert!(
        faults.iter().any(|fault| fault.contains("label")),
        "{faults:?}"
    );
    desk.close().await;
}

#[tokio::test]
async fn letters_that_are_too_faint_in_one_theme_and_a_page_that_is_too_wide_are_seen() {
    let place = Place::new();
    let desk = Desk::open(&place).await;
    desk.page_ending("What Waymark is, and is not").await;
    assert_eq!(desk.axe_in_every_theme().await, [""; 0]);
    assert_eq!(desk.sticks_out().await, [""; 0]);
    // Grey enough on paper, and 4.5:1 but no more on black.
    desk.run("document.querySelector('main p').style.color = '#777777'")
        .await;
    let faults = desk.axe_in_every_theme().await;
    for (theme, rule) in [
        ("dark", "color-contrast"),
        ("contrast", "color-contrast-enhanced"),
    ] {
        let wanted = format!("{theme}: \"{rule}: ");
        assert!(
            faults.iter().any(|fault| fault.starts_with(&wanted)),
            "{wanted}: {faults:?}"
        );
    }
    desk.run("document.querySelector('h1').style.width = '330px'")
        .await;
    let out = desk.sticks_out().await;
    assert!(
        out.iter().any(|line| line.starts_with("the page is")),
        "{out:?}"
    );
    assert!(out.iter().any(|line| line.starts_with("h1.")), "{out:?}");
    desk.run("document.querySelector('h1').style.cssText = 'width: 50px; overflow: hidden'")
        .await;
    let out = desk.sticks_out().await;
    assert!(
        out.iter().any(|line| line.contains("is cut off")),
        "{out:?}"
    );
    desk.close().await;
}
