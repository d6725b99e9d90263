//! The colours and the size of text, from the window's first moment on.
//!
//! The page learns its theme before it is read, from a script that the shell gives the web view: that
//! is no part of the page, so its policy on scripts stays as it is, and nothing has to be kept in the
//! browser. What shows before the page is painted is the window's own colour. The size of text is the
//! web view's zoom, so that a page lays itself out for the room that is left.

use app::display::{DisplayView, TextSize, Theme};
use tauri::utils::config::Color;
use tauri::{Runtime, WebviewWindow};

/// `--wm-page` of each theme (`ui/src/styles/_colours.scss`).
const LIGHT: Color = Color(0xf7, 0xf4, 0xee, 0xff);
const DARK: Color = Color(0x17, 0x1b, 0x1c, 0xff);
const CONTRAST: Color = Color(0x00, 0x00, 0x00, 0xff);

/// What the page is told before it is read. On some systems it has no root element yet.
pub(crate) fn script(theme: Theme) -> String {
    let theme = theme.name();
    format!(
        "(() => {{
          const tell = () => document.documentElement?.setAttribute('data-theme', '{theme}');
          if (document.documentElement) tell();
          else new MutationObserver((_, seen) => {{
            if (document.documentElement) {{ tell(); seen.disconnect(); }}
          }}).observe(document, {{ childList: true }});
        }})();"
    )
}

/// What the title bar and the parts that the system draws follow. None is the system itself.
pub(crate) fn of_system(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark | Theme::Contrast => Some(tauri::Theme::Dark),
    }
}

/// The colour of a page of this theme, for the time before it is painted.
pub(crate) fn page(theme: Theme, system: Option<tauri::Theme>) -> Color {
    match theme {
        Theme::System if system == Some(tauri::Theme::Dark) => DARK,
        Theme::System | Theme::Light => LIGHT,
        Theme::Dark => DARK,
        Theme::Contrast => CONTRAST,
    }
}

/// Makes a window that was built as it was chosen what it still has to be.
///
/// Nothing is said again that it was built with: at each word about the theme GTK reads all of its styles
/// and sends them to the page, and most starts then waited half a second for the page.
pub(crate) fn complete<R: Runtime>(window: &WebviewWindow<R>, chosen: DisplayView) {
    if chosen.text_size != TextSize::Normal {
        zoom(window, chosen.text_size);
    }
    if is_dark_by_system(window, chosen.theme) {
        darken(window);
    }
}

/// Makes a window that is open as it was chosen. What a system cannot do is left as it is: the page is right
/// by itself.
pub(crate) fn follow<R: Runtime>(window: &WebviewWindow<R>, chosen: DisplayView) {
    zoom(window, chosen.text_size);
    let _ = window.set_theme(of_system(chosen.theme));
    if is_dark_by_system(window, chosen.theme) {
        darken(window);
    } else {
        let _ = window.set_background_color(Some(page(chosen.theme, None)));
    }
}

fn zoom<R: Runtime>(window: &WebviewWindow<R>, size: TextSize) {
    let _ = window.set_zoom(f64::from(size.percent()) / 100.0);
}

fn is_dark_by_system<R: Runtime>(window: &WebviewWindow<R>, theme: Theme) -> bool {
    theme == Theme::System && window.theme().ok() == Some(tauri::Theme::Dark)
}

/// On Linux *as the system* is taken for light until the system changes.
fn darken<R: Runtime>(window: &WebviewWindow<R>) {
    let dark = Some(tauri::Theme::Dark);
    let _ = window.set_theme(dark);
    let _ = window.set_background_color(Some(page(Theme::System, dark)));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The block of one theme in the styles.
    fn block(name: &str) -> &'static str {
        let colours = include_str!("../../ui/src/styles/_colours.scss");
        let (_, rest) = colours
            .split_once(&format!("@mixin {name} {{"))
            .unwrap_or_else(|| panic!("no theme {name}"));
        rest.split_once("\n}").expect("a block ends").0
    }

    #[test]
    fn the_window_has_the_colour_of_its_page() {
        for (name, color) in [("light", LIGHT), ("dark", DARK), ("contrast", CONTRAST)] {
            let Color(red, green, blue, alpha) = color;
            assert_eq!(alpha, 0xff);
            let line = format!("--wm-page: #{red:02x}{green:02x}{blue:02x};");
            assert!(block(name).contains(&line), "{name}: {line}");
        }
    }

    #[test]
    fn each_theme_begins_in_its_own_colour() {
        use tauri::Theme::{Dark, Light};
        for (theme, system, color) in [
            (Theme::System, None, LIGHT),
            (Theme::System, Some(Light), LIGHT),
            (Theme::System, Some(Dark), DARK),
            (Theme::Light, Some(Dark), LIGHT),
            (Theme::Dark, Some(Light), DARK),
            (Theme::Contrast, Some(Light), CONTRAST),
        ] {
            assert_eq!(page(theme, system), color, "{theme:?} {system:?}");
        }
    }

    #[test]
    fn the_script_names_the_theme_and_nothing_from_outside() {
        for theme in Theme::ALL {
            assert!(script(theme).contains(&format!("'data-theme', '{}'", theme.name())));
        }
    }
}
