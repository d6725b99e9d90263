//! The ban list: nothing that ships can open a socket of its own.
//!
//! The bindings to GTK, WebKitGTK and libsoup stay: they name system libraries that the web view
//! itself is made of. What the web view may reach is the content security policy's business.

use super::graph::Used;

/// Crates that speak to a network or exist to open a socket.
const BANNED: &[&str] = &[
    "actix-web",
    "async-io",
    "async-std",
    "attohttpc",
    "axum",
    "curl",
    "curl-sys",
    "h2",
    "h3",
    "hyper",
    "hyper-tls",
    "hyper-util",
    "isahc",
    "mio",
    "native-tls",
    "openssl",
    "quinn",
    "quinn-udp",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tauri-plugin-http",
    "tauri-plugin-updater",
    "tauri-plugin-websocket",
    "tiny_http",
    "tokio-native-tls",
    "tokio-rustls",
    "tokio-tungstenite",
    "tungstenite",
    "ureq",
    "warp",
];

/// Features that give a crate a network which it has not by itself, and our own that are for tests
/// alone.
const BANNED_FEATURES: &[(&str, &str)] = &[
    ("tokio", "net"),
    ("tokio", "full"),
    ("rustix", "net"),
    ("vault", "faults"),
];

/// Words that give a network to a source file of ours.
const BANNED_WORDS: &[&str] = &[
    "std::net",
    "core::net",
    "os::unix::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixListener",
    "UnixDatagram",
    "ToSocketAddrs",
];

/// The faults of what the app is built from on one platform.
pub fn in_tree(platform: &str, tree: &[Used]) -> Vec<String> {
    let mut faults = Vec::new();
    for used in tree {
        if BANNED.contains(&used.name.as_str()) {
            faults.push(format!(
                "{platform}: {} can open a socket; it came in by {}",
                used.name,
                used.way()
            ));
        }
        for (name, feature) in BANNED_FEATURES {
            if used.name == *name && used.features.iter().any(|has| has == feature) {
                faults.push(format!(
                    "{platform}: {name} is built with its feature `{feature}`; it came in by {}",
                    used.way()
                ));
            }
        }
    }
    faults
}

/// The faults of one source file of ours.
pub fn in_source(file: &str, text: &str) -> Vec<String> {
    text.lines()
        .enumerate()
        .flat_map(|(line, words)| {
            BANNED_WORDS
                .iter()
                .filter(move |word| words.contains(**word))
                .map(move |word| format!("{file}:{}: names `{word}`", line + 1))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::graph;
    use super::*;

    fn tree(lines: &str) -> Vec<Used> {
        graph::read(&format!("0waymark v0.1.0|\n{lines}")).unwrap()
    }

    #[test]
    fn every_banned_crate_is_found_and_its_way_is_named() {
        for name in BANNED {
            let faults = in_tree("made-up", &tree(&format!("1tauri v2|\n2{name} v1.0.0|\n")));
            assert_eq!(faults.len(), 1, "{name}");
            assert!(
                faults[0].ends_with(&format!("waymark > tauri > {name}")),
                "{faults:?}"
            );
        }
    }

    #[test]
    fn tokio_is_let_in_without_its_network_and_refused_with_it() {
        assert!(in_tree("made-up", &tree("1tokio v1|rt,sync\n")).is_empty());
        let faults = in_tree("made-up", &tree("1tokio v1|net,rt,sync\n"));
        assert_eq!(faults.len(), 1);
        assert!(faults[0].contains("`net`"), "{faults:?}");
    }

    #[test]
    fn a_name_that_only_looks_like_a_banned_one_is_let_in() {
        assert!(
            in_tree(
                "made-up",
                &tree("1http v1|\n1hyperfine v1|\n1openssl-sys v1|\n")
            )
            .is_empty()
        );
    }

    #[test]
    fn a_source_that_opens_a_socket_is_found_with_its_line() {
        let faults = in_source(
            "made_up.rs",
            "use std::fs;\nuse std::{io, net::TcpStream};\n",
        );
        assert_eq!(faults, ["made_up.rs:2: names `TcpStream`"]);
        assert!(in_source("made_up.rs", "use std::path::Path;\n").is_empty());
    }
}
