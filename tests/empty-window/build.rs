//! Nothing of its own: the window has no commands.

fn main() {
    tauri_build::build();
}
