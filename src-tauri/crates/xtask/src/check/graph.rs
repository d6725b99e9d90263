//! Reading `cargo tree`: what a package is built from, and by which way each part came in.

/// How `cargo tree` is to write each line, after the depth that `--prefix depth` puts first.
pub const FORMAT: &str = "{p}|{f}";

/// One crate in a tree.
#[derive(Debug, PartialEq, Eq)]
pub struct Used {
    /// The crate's name.
    pub name: String,
    /// The features that it is built with.
    pub features: Vec<String>,
    /// From the root to this crate, each name once: the way it came in.
    pub way: Vec<String>,
}

impl Used {
    /// The way in words.
    pub fn way(&self) -> String {
        self.way.join(" > ")
    }
}

/// Reads the output of `cargo tree --prefix depth --format FORMAT`. `None` when a line is not of
/// that shape or when there is no line: a list that found nothing to read must not pass.
pub fn read(text: &str) -> Option<Vec<Used>> {
    let mut way: Vec<String> = Vec::new();
    let mut tree = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let digits = line.find(|c: char| !c.is_ascii_digit())?;
        let depth: usize = line[..digits].parse().ok()?;
        let (package, features) = line[digits..].split_once('|')?;
        let name = package.split(' ').next().filter(|name| !name.is_empty())?;
        if depth > way.len() {
            return None;
        }
        way.truncate(depth);
        way.push(name.to_owned());
        tree.push(Used {
            name: name.to_owned(),
            features: features
                // A star says that what lies below stands further up.
                .trim_end_matches(" (*)")
                .split(',')
                .filter(|feature| !feature.is_empty())
                .map(str::to_owned)
                .collect(),
            way: way.clone(),
        });
    }
    (!tree.is_empty()).then_some(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_knows_its_features_and_the_way_it_came_in() {
        let tree = read(
            "0waymark v0.1.0 (/somewhere)|\n\
             1tauri v2.12.5|wry\n\
             2tokio v1.0.0|rt,sync\n\
             1app v0.1.0 (/somewhere)|\n\
             2tokio v1.0.0|rt,sync (*)\n",
        )
        .unwrap();
        assert_eq!(tree.len(), 5);
        assert_eq!(tree[2].features, ["rt", "sync"]);
        assert_eq!(tree[2].way(), "waymark > tauri > tokio");
        assert_eq!(tree[4].features, ["rt", "sync"]);
        assert_eq!(tree[4].way(), "waymark > app > tokio");
        assert!(tree[0].features.is_empty());
    }

    #[test]
    fn an_empty_or_unknown_answer_is_no_tree() {
        assert_eq!(read(""), None);
        assert_eq!(read("waymark v0.1.0|\n"), None);
        assert_eq!(read("0waymark v0.1.0\n"), None);
        assert_eq!(read("0waymark v0.1.0|\n2tokio v1|\n"), None);
    }
}
