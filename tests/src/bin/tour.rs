//! Walks one made-up contact through the app and leaves a picture of every screen.
//!
//! Takes the folder for the pictures as its one argument. `cargo xtask tour` starts it.

use journeys::screens::{Visitor, every_screen};
use journeys::{Desk, Place};
use std::path::{Path, PathBuf};

/// The size of a small laptop's screen, in pixels.
const SCREEN: (u32, u32) = (1366, 768);

/// Higher than the highest page, in pixels.
const HIGHEST: u32 = 12_000;

struct Photographer {
    folder: PathBuf,
    taken: u32,
}

impl Visitor for Photographer {
    async fn visit(&mut self, desk: &Desk, name: &'static str) {
        self.taken += 1;
        desk.resize(SCREEN.0, SCREEN.1).await;
        // Long pages whole: the window is made as high as the page, which a picture then holds.
        let height = desk.page_height().await.clamp(SCREEN.1, HIGHEST);
        desk.resize(SCREEN.0, height).await;
        let file = self.folder.join(format!("{:02}-{name}.png", self.taken));
        let picture = desk.picture().await;
        std::fs::write(&file, picture).expect("the folder for the pictures can be written");
        desk.resize(SCREEN.0, SCREEN.1).await;
    }
}

fn empty(folder: &Path) {
    if folder.is_dir() {
        std::fs::remove_dir_all(folder).expect("the pictures of the last tour can be removed");
    }
    std::fs::create_dir_all(folder).expect("the folder for the pictures can be made");
}

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(
        std::env::args_os()
            .nth(1)
            .expect("`cargo xtask tour` names the folder for the pictures"),
    );
    empty(&folder);
    let mut photographer = Photographer { folder, taken: 0 };
    every_screen(&Place::new(), &mut photographer).await;
}
