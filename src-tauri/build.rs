//! Names every command to Tauri: one that is not named is open to every window.

fn main() {
    let commands = include_str!("commands.txt");
    let commands: Vec<&'static str> = commands.lines().filter(|line| !line.is_empty()).collect();
    let manifest = tauri_build::AppManifest::new().commands(commands.leak());
    println!("cargo:rerun-if-changed=commands.txt");
    if let Err(error) =
        tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
    {
        panic!("the window's manifest does not build: {error:#}");
    }
}
