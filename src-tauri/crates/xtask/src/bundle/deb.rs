//! What Debian's packages need beyond Tauri's bundler: the C library's version, and the same bytes each time.

use std::path::Path;

use super::in_file;
use crate::process;
use crate::trouble::Trouble;

/// What the program needs besides the two that Tauri's bundler names itself, WebKitGTK and GTK.
pub fn needs(program: &[u8]) -> Vec<String> {
    let version = c_library(program);
    version
        .map(|version| format!("libc6 (>= {version})"))
        .into_iter()
        .collect()
}

/// The same for rpm.
pub fn rpm_needs(program: &[u8]) -> Vec<String> {
    let version = c_library(program);
    version
        .map(|version| format!("libc.so.6(GLIBC_{version})(64bit)"))
        .into_iter()
        .collect()
}

/// The oldest C library that the program starts with: its newest versioned symbol says so.
fn c_library(program: &[u8]) -> Option<String> {
    const MARK: &[u8] = b"GLIBC_2.";
    let after = program
        .windows(MARK.len())
        .enumerate()
        .filter(|(_, window)| *window == MARK);
    let newest = after
        .filter_map(|(at, _)| {
            let digits = program[at + MARK.len()..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit());
            let digits: Vec<u8> = digits.copied().collect();
            String::from_utf8(digits).ok()?.parse::<u32>().ok()
        })
        .max()?;
    Some(format!("2.{newest}"))
}

/// Packs a deb again, so that the same tree gives the same bytes: sorted, every file with the date of the
/// commit. Tauri's bundler takes the order and the dates of the moment. Where there is no dpkg, the deb stays
/// as it is. Gives what it takes when it is installed, in bytes.
pub fn again(deb: &Path, to: &Path, at: u64) -> Result<u64, Trouble> {
    if process::find("dpkg-deb").is_none() {
        std::fs::copy(deb, to).map_err(in_file(to))?;
        return Ok(0);
    }
    let folder = deb.with_extension("again");
    super::fresh(&folder)?;
    let here = folder.parent().unwrap_or(&folder);
    process::must(
        process::plain("dpkg-deb", here)
            .arg("--raw-extract")
            .args([deb, &folder]),
    )?;
    let sums = folder.join("DEBIAN/md5sums");
    let text = std::fs::read_to_string(&sums).map_err(in_file(&sums))?;
    let mut lines: Vec<&str> = text.lines().collect();
    // By the files' names, as dpkg's own tools write them.
    lines.sort_by_key(|line| line.split_once("  ").map_or(*line, |(_, file)| file));
    std::fs::write(&sums, lines.join("\n") + "\n").map_err(in_file(&sums))?;
    // dpkg-deb makes every date that is later than this one the same.
    process::must(
        process::plain("dpkg-deb", here)
            .args(["-Zxz", "--root-owner-group", "--build"])
            .args([&folder, to])
            .env("SOURCE_DATE_EPOCH", at.to_string()),
    )?;
    let mut size = 0;
    for file in super::files_below(&folder.join("usr"))? {
        size += super::size(&file)?;
    }
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_symbol_of_the_c_library_decides() {
        let program = b"\0GLIBC_2.4\0GLIBC_2.34\0GLIBC_2.17\0GLIBC_PRIVATE\0";
        assert_eq!(needs(program), ["libc6 (>= 2.34)"]);
        assert_eq!(rpm_needs(program), ["libc.so.6(GLIBC_2.34)(64bit)"]);
        assert_eq!(needs(b"nothing"), [""; 0]);
    }
}
