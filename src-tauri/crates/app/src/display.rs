//! How the window looks: colours and size of text. Known before anything is unlocked.
//!
//! Somebody with poor sight has to read the lock screen too, so this is not among the settings in the
//! vault. It stands in a small plain file, which holds these two things and nothing else: it says
//! nothing about anybody.

use crate::error::{ErrorCode, ErrorView};
use crate::session::App;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// The file's name in the data folder.
const FILE: &str = "display";

/// What is written before it takes the place of [`FILE`].
const FRESH: &str = "display.new";

/// Longer than any such file, in bytes: more is never read.
const LONGEST: u64 = 64;

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Light, dark or more contrast, as the system says.
    #[default]
    System,
    /// Dark letters on a light page.
    Light,
    /// Light letters on a dark page.
    Dark,
    /// White letters on black, every part outlined.
    Contrast,
}

impl Theme {
    /// Every one there is.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// Its name, as in the file and on the page's root element.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

/// The size of text, and of all that stands around it, in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub enum TextSize {
    /// As designed.
    #[default]
    #[serde(rename = "100")]
    Normal,
    /// A quarter larger.
    #[serde(rename = "125")]
    Larger,
    /// Half as large again.
    #[serde(rename = "150")]
    Large,
    /// Twice the size.
    #[serde(rename = "200")]
    Double,
}

impl TextSize {
    /// Every one there is.
    pub const ALL: [Self; 4] = [Self::Normal, Self::Larger, Self::Large, Self::Double];

    /// In percent.
    pub fn percent(self) -> u32 {
        match self {
            Self::Normal => 100,
            Self::Larger => 125,
            Self::Large => 150,
            Self::Double => 200,
        }
    }
}

/// What somebody has chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DisplayView {
    /// The colours.
    pub theme: Theme,
    /// The size of text.
    pub text_size: TextSize,
}

impl DisplayView {
    /// The file that says so, whole.
    fn file(self) -> String {
        format!(
            "theme {}\ntext {}\n",
            self.theme.name(),
            self.text_size.percent()
        )
    }

    /// What a file says. None for every other file: nothing in it is believed in part.
    fn of_file(text: &str) -> Option<Self> {
        Theme::ALL
            .into_iter()
            .flat_map(|theme| TextSize::ALL.map(|text_size| Self { theme, text_size }))
            .find(|view| view.file() == text)
    }
}

impl App {
    /// How the window looks. A file that is missing, damaged or cannot be read means the defaults: no
    /// window may stay closed for it.
    pub fn display(&self) -> DisplayView {
        read(&self.data_folder.join(FILE))
            .ok()
            .and_then(|text| DisplayView::of_file(&text))
            .unwrap_or_default()
    }

    /// Keeps how the window looks, for the next start too.
    ///
    /// # Errors
    /// [`ErrorCode::FolderRefused`] when it cannot be written.
    pub fn save_display(&self, view: DisplayView) -> Result<DisplayView, ErrorView> {
        write(&self.data_folder, &view.file()).map_err(|_| ErrorCode::FolderRefused)?;
        Ok(view)
    }
}

fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(file)?.take(LONGEST).read_to_string(&mut text)?;
    Ok(text)
}

/// Whole or not at all.
fn write(folder: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let fresh = folder.join(FRESH);
    let mut file = File::create(&fresh)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(fresh, folder.join(FILE))
}
