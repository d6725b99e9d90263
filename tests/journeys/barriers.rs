//! Nobody is kept out: every screen is looked at by axe, inside the app.

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
        for fault in desk.axe().await {
            self.faults.push(format!("{name}: {fault}"));
        }
    }
}

#[tokio::test]
async fn no_screen_has_a_barrier_that_axe_knows() {
    let mut inspector = Inspector::default();
    every_screen(&Place::new(), &mut inspector).await;
    assert!(inspector.visited > 30, "the walk ended early");
    let faults = &inspector.faults;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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
