//! Where things are: the checkout, the target folder, our cache.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::process;
use crate::trouble::Trouble;

/// The places that every verb needs.
#[derive(Debug, Clone)]
pub struct House {
    /// The folder of the checkout.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the environment or the configuration puts it.
    pub target: PathBuf,
}

impl House {
    /// Finds the checkout that we stand in and asks cargo for its target folder.
    pub fn find() -> Result<House, Trouble> {
        let here = std::env::current_dir().map_err(|cause| Trouble::File {
            path: PathBuf::from("."),
            cause,
        })?;
        // Cargo's own word first: it holds wherever the alias was called from.
        let root = std::env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .and_then(|folder| root_above(&folder))
            .or_else(|| root_above(&here))
            .ok_or(Trouble::NoHouse)?;
        let metadata = process::read(process::cargo(&root).args([
            "metadata",
            "--no-deps",
            "--locked",
            "--format-version",
            "1",
        ]))?;
        let target = serde_json::from_str::<Value>(&metadata)
            .ok()
            .and_then(|value| value["target_directory"].as_str().map(PathBuf::from))
            .ok_or_else(|| Trouble::Shape {
                what: "the output of `cargo metadata`".to_owned(),
            })?;
        Ok(House { root, target })
    }

    /// A program that cargo built: `profile` is `debug` or `release`.
    pub fn program(&self, profile: &str, name: &str) -> PathBuf {
        let file = self
            .target
            .join(profile)
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        if cfg!(target_os = "linux") {
            // Without links, as the system names a running program: the journeys find it by that.
            file.canonicalize().unwrap_or(file)
        } else {
            file
        }
    }
}

/// The nearest folder, from this one upwards, that holds both the workspace and this crate.
fn root_above(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .find(|above| {
            above.join("Cargo.lock").is_file() && above.join("src-tauri/crates/xtask").is_dir()
        })
        .map(Path::to_path_buf)
}

/// Where we keep tools and builds between runs: `waymark` in the user's cache folder.
pub fn cache() -> Result<PathBuf, Trouble> {
    cache_from(
        std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from),
        std::env::home_dir(),
    )
    .ok_or_else(|| Trouble::Lacking {
        what: "a home folder".to_owned(),
        todo: "Set HOME to the folder of your user.".to_owned(),
    })
}

fn cache_from(xdg: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    // The XDG rules say that a relative path is to be ignored.
    let base = xdg
        .filter(|folder| folder.is_absolute())
        .or_else(|| home.map(|home| home.join(".cache")))?;
    Some(base.join("waymark"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_is_found_from_deep_inside_it() {
        let deep = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("src");
        let root = root_above(&deep).unwrap();
        assert!(root.join("src-tauri/crates/xtask/src/house.rs").is_file());
    }

    #[test]
    fn outside_a_checkout_there_is_no_house() {
        assert_eq!(root_above(&std::env::temp_dir()), None);
    }

    #[test]
    fn the_cache_follows_xdg_and_then_home() {
        let (xdg, home) = (PathBuf::from("/x"), PathBuf::from("/h"));
        assert_eq!(
            cache_from(Some(xdg), Some(home.clone())),
            Some("/x/waymark".into())
        );
        assert_eq!(
            cache_from(Some("relative".into()), Some(home)),
            Some("/h/.cache/waymark".into())
        );
        assert_eq!(cache_from(None, None), None);
    }
}
