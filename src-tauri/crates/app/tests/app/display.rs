//! How the window looks: remembered in the open, and never in the way.

use crate::support::{Laptop, json};
use app::display::{DisplayView, TextSize, Theme};
use std::fs;
use std::path::PathBuf;

fn every_choice() -> impl Iterator<Item = DisplayView> {
    Theme::ALL
        .into_iter()
        .flat_map(|theme| TextSize::ALL.map(|text_size| DisplayView { theme, text_size }))
}

fn file(laptop: &Laptop) -> PathBuf {
    laptop.data().join("display")
}

#[test]
fn what_was_chosen_is_there_at_the_next_start_and_needs_no_vault() {
    let laptop = Laptop::new();
    let app = laptop.start();
    assert_eq!(app.display(), DisplayView::default());
    for choice in every_choice() {
        assert_eq!(app.save_display(choice), Ok(choice));
        assert_eq!(laptop.start().display(), choice);
    }
    assert!(!app.is_unlocked());
}

#[test]
fn it_is_remembered_while_the_vault_is_locked_and_says_nothing_else() {
    let laptop = Laptop::with_vault();
    let app = laptop.unlocked();
    let choice = DisplayView {
        theme: Theme::Contrast,
        text_size: TextSize::Double,
    };
    app.save_display(choice).unwrap();
    app.lock().unwrap();
    assert_eq!(app.display(), choice);
    assert_eq!(
        fs::read_to_string(file(&laptop)).unwrap(),
        "theme contrast\ntext 200\n"
    );
    assert!(!laptop.data().join("display.new").exists());
}

#[test]
fn a_damaged_file_means_the_defaults_and_is_written_over_by_the_next_choice() {
    let laptop = Laptop::new();
    let app = laptop.start();
    let choice = DisplayView {
        theme: Theme::Dark,
        text_size: TextSize::Large,
    };
    app.save_display(choice).unwrap();
    let good = fs::read(file(&laptop)).unwrap();
    let mut damaged: Vec<Vec<u8>> = (0..good.len()).map(|end| good[..end].to_vec()).collect();
    damaged.extend((0..good.len()).map(|at| {
        let mut bytes = good.clone();
        bytes[at] ^= 0x80;
        bytes
    }));
    damaged.push([&good[..], b"name Jo Smith\n"].concat());
    damaged.push(b"theme dark\r\ntext 150\r\n".to_vec());
    damaged.push(b"theme dark\ntext 1000000\n".to_vec());
    damaged.push(b"theme pink\ntext 100\n".to_vec());
    damaged.push(vec![b' '; 1 << 20]);
    for bytes in damaged {
        fs::write(file(&laptop), &bytes).unwrap();
        assert_eq!(laptop.start().display(), DisplayView::default());
    }
    fs::remove_file(file(&laptop)).unwrap();
    fs::create_dir(file(&laptop)).unwrap();
    assert_eq!(laptop.start().display(), DisplayView::default());
    fs::remove_dir(file(&laptop)).unwrap();
    app.save_display(choice).unwrap();
    assert_eq!(laptop.start().display(), choice);
}

/// The screens name a theme as the file and the page do.
#[test]
fn the_screens_get_the_same_words() {
    for choice in every_choice() {
        let percent = choice.text_size.percent().to_string();
        let view = serde_json::json!({ "theme": choice.theme.name(), "text_size": percent });
        assert_eq!(json(&choice), view);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said() {
    use app::ErrorCode;
    let laptop = Laptop::new();
    fs::create_dir_all(laptop.data()).unwrap();
    // A folder in the place of the file refuses it for whoever runs this, root too.
    fs::create_dir_all(file(&laptop).join("full")).unwrap();
    let error = crate::support::refusal(laptop.start().save_display(DisplayView::default()));
    assert_eq!(error.code, ErrorCode::FolderRefused);
}
