//! Walks one made-up contact through the app and leaves pictures of every screen, in every theme and
//! size, with a page that shows them beside each other.
//!
//! Takes the folder for the pictures as its one argument. `cargo xtask tour` starts it.

use journeys::looks::THEMES;
use journeys::screens::{Visitor, every_screen};
use journeys::{Desk, Place};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A screen and how it is set.
struct Size {
    /// For a folder and for the reader.
    name: &'static str,
    /// In pixels.
    screen: (u32, u32),
    /// The size of text in percent, which is how much of the screen a CSS pixel takes.
    text: u32,
    /// The themes that are pictured in it.
    themes: &'static [&'static str],
}

/// A small laptop, a smaller one with everything a quarter larger, and the narrowest window that is
/// designed for: there the themes differ in colours alone.
const SIZES: [Size; 3] = [
    Size {
        name: "1366x768",
        screen: (1366, 768),
        text: 100,
        themes: &THEMES,
    },
    Size {
        name: "1280x800-at-125",
        screen: (1280, 800),
        text: 125,
        themes: &THEMES,
    },
    Size {
        name: "360-wide",
        screen: (360, 740),
        text: 100,
        themes: &["light"],
    },
];

/// Higher than the highest page, in pixels.
const HIGHEST: u32 = 16_000;

struct Photographer {
    folder: PathBuf,
    screens: Vec<String>,
}

impl Visitor for Photographer {
    async fn visit(&mut self, desk: &Desk, name: &'static str) {
        let name = format!("{:02}-{name}", self.screens.len() + 1);
        for size in &SIZES {
            if size.text != 100 {
                desk.text_size(size.text).await;
            }
            let (width, height) = size.screen;
            desk.resize_at(size.text, width, height).await;
            // Long pages whole: the window is made as high as the page, which a picture then holds.
            let page = (desk.page_height().await * size.text).div_ceil(100);
            if page > height {
                desk.resize_at(size.text, width, page.min(HIGHEST)).await;
            }
            for theme in size.themes {
                desk.in_theme(theme).await;
                let file = self.folder.join(picture(size.name, theme, &name));
                std::fs::write(&file, desk.picture().await)
                    .expect("the folder for the pictures can be written");
            }
            if size.text != 100 {
                desk.text_size(100).await;
            }
        }
        desk.in_theme("system").await;
        let (width, height) = SIZES[0].screen;
        desk.resize(width, height).await;
        self.screens.push(name);
    }
}

/// Where a picture is, below the folder of all.
fn picture(size: &str, theme: &str, screen: &str) -> String {
    format!("{size}-{theme}/{screen}.png")
}

/// The page that shows them all. It holds nothing but addresses of pictures beside it.
fn gallery(screens: &[String]) -> String {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Every screen</title>\n<style>\n\
         body { margin: 24px; font: 16px/1.5 system-ui, sans-serif; color: #22201d; background: #f7f4ee }\n\
         h2 { margin: 40px 0 8px; font-size: 18px }\n\
         .row { display: flex; gap: 12px; align-items: flex-start; overflow-x: auto }\n\
         figure { margin: 0; flex: 0 0 auto }\n\
         img { display: block; width: 340px; max-height: 420px; object-fit: cover; object-position: top;\
         border: 1px solid #57524b }\n\
         .narrow { width: 150px }\n\
         </style>\n</head>\n<body>\n<h1>Every screen</h1>\n",
    );
    let _ = writeln!(
        page,
        "<p>{} screens. Each picture opens whole.</p>\n<nav><ol>",
        screens.len()
    );
    for screen in screens {
        let _ = writeln!(page, "<li><a href=\"#{screen}\">{screen}</a></li>");
    }
    page.push_str("</ol></nav>\n");
    for screen in screens {
        let _ = writeln!(
            page,
            "<h2 id=\"{screen}\">{screen}</h2>\n<div class=\"row\">"
        );
        for size in &SIZES {
            for theme in size.themes {
                let file = picture(size.name, theme, screen);
                let class = if size.screen.0 < 400 {
                    " class=\"narrow\""
                } else {
                    ""
                };
                let _ = writeln!(
                    page,
                    "<figure><a href=\"{file}\"><img{class} loading=\"lazy\" src=\"{file}\" \
                     alt=\"{screen}, {theme}, {}\"></a><figcaption>{theme}, {}</figcaption></figure>",
                    size.name, size.name
                );
            }
        }
        page.push_str("</div>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn empty(folder: &Path) {
    if folder.is_dir() {
        std::fs::remove_dir_all(folder).expect("the pictures of the last tour can be removed");
    }
    for size in &SIZES {
        for theme in size.themes {
            std::fs::create_dir_all(folder.join(format!("{}-{theme}", size.name)))
                .expect("the folders for the pictures can be made");
        }
    }
}

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(
        std::env::args_os()
            .nth(1)
            .expect("`cargo xtask tour` names the folder for the pictures"),
    );
    empty(&folder);
    let mut photographer = Photographer {
        folder,
        screens: Vec::new(),
    };
    every_screen(&Place::new(), &mut photographer).await;
    let page = gallery(&photographer.screens);
    std::fs::write(photographer.folder.join("index.html"), page)
        .expect("the folder for the pictures can be written");
}
