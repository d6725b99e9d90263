//! An empty Tauri window, built beside Waymark with the same settings: the measure of its start
//! and its memory. It says on standard output when its page has painted.

use std::io::Write;
use tauri::{WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Empty")
                .inner_size(1100.0, 740.0)
                .incognito(true)
                .on_document_title_changed(|_, title| {
                    let mut out = std::io::stdout().lock();
                    let _ = writeln!(out, "title {title}").and_then(|()| out.flush());
                })
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
