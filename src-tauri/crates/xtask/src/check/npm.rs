//! The lists for the screens: licences, install scripts and the addresses of registries.

use serde_json::{Map, Value};

use super::licence;
use crate::trouble::Trouble;

/// The folder of a package in the tree of packages, and what the lock file says of it.
type Locked<'a> = (&'a str, &'a Map<String, Value>);

/// The packages of a package-lock.json by their folder, without the screens' own entry.
pub fn packages<'a>(file: &str, lock: &'a Value) -> Result<Vec<Locked<'a>>, Trouble> {
    let shape = || Trouble::Shape {
        what: file.to_owned(),
    };
    let packages = lock["packages"]
        .as_object()
        .ok_or_else(shape)?
        .iter()
        .filter(|(folder, _)| !folder.is_empty())
        .map(|(folder, package)| Ok((folder.as_str(), package.as_object().ok_or_else(shape)?)))
        .collect::<Result<Vec<_>, Trouble>>()?;
    if packages.is_empty() {
        return Err(shape());
    }
    Ok(packages)
}

/// The faults of one package-lock.json. Tools of the build are read too: some of their code, like
/// the runtime of Svelte, ends up in what ships.
pub fn faults(file: &str, lock: &Value) -> Result<Vec<String>, Trouble> {
    let mut faults = Vec::new();
    for (folder, package) in packages(file, lock)? {
        let name = folder.rsplit("node_modules/").next().unwrap_or(folder);
        let mut allowed = licence::ALLOWED.to_vec();
        if name.starts_with("@fontsource/") {
            allowed.push(licence::FONTS);
        }
        let named = package.get("license").and_then(Value::as_str);
        faults.extend(licence::fault(&format!("npm {name}"), named, &allowed));

        let yes = |key: &str| package.get(key).and_then(Value::as_bool) == Some(true);
        // The set-up runs no script of any package; what ships must not even have one.
        if yes("hasInstallScript") && !yes("dev") {
            faults.push(format!("npm {name} runs a script when it is installed"));
        }
        if yes("link") {
            faults.push(format!("npm {name} is a folder and not a package"));
        }
        if package.contains_key("resolved") {
            faults.push(format!(
                "{file}: npm {name} names an address to fetch it from"
            ));
        }
        // Without an address the checksum is what says that it is the same package.
        if !package.contains_key("integrity") {
            faults.push(format!("{file}: npm {name} has no checksum"));
        }
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SUM: &str = "sha512-made-up";

    fn lock(folder: &str, package: Value) -> Value {
        json!({ "packages": {
            "": { "name": "screens" },
            "node_modules/good": { "license": "MIT", "integrity": SUM },
            folder: package,
        }})
    }

    fn faults_of(folder: &str, package: Value) -> Vec<String> {
        faults("made-up.json", &lock(folder, package)).unwrap()
    }

    #[test]
    fn good_packages_pass() {
        let package = json!({ "license": "ISC", "integrity": SUM, "dev": true });
        assert!(faults_of("node_modules/a/node_modules/b", package).is_empty());
    }

    #[test]
    fn a_bad_licence_is_found_below_another_package_and_among_the_tools() {
        let package = json!({ "license": "AGPL-3.0", "integrity": SUM, "dev": true });
        let faults = faults_of("node_modules/a/node_modules/@s/b", package);
        assert_eq!(
            faults,
            ["npm @s/b: AGPL-3.0 is not on the list of licences"]
        );
    }

    #[test]
    fn the_licence_of_fonts_is_for_fonts_only() {
        let package = json!({ "license": "OFL-1.1", "integrity": SUM });
        assert!(faults_of("node_modules/@fontsource/x", package.clone()).is_empty());
        assert_eq!(faults_of("node_modules/x", package).len(), 1);
    }

    #[test]
    fn an_install_script_is_refused_in_what_ships() {
        let mut package = json!({ "license": "MIT", "integrity": SUM, "hasInstallScript": true });
        assert_eq!(
            faults_of("node_modules/x", package.clone()),
            ["npm x runs a script when it is installed"]
        );
        package["devOptional"] = json!(true);
        assert_eq!(faults_of("node_modules/x", package.clone()).len(), 1);
        package["dev"] = json!(true);
        assert!(faults_of("node_modules/x", package).is_empty());
    }

    #[test]
    fn an_address_a_linked_folder_and_a_missing_checksum_are_found() {
        let address =
            json!({ "license": "MIT", "integrity": SUM, "resolved": "https://example.org/x.tgz" });
        assert_eq!(
            faults_of("node_modules/x", address),
            ["made-up.json: npm x names an address to fetch it from"]
        );
        let linked = json!({ "license": "MIT", "integrity": SUM, "link": true });
        assert_eq!(
            faults_of("node_modules/x", linked),
            ["npm x is a folder and not a package"]
        );
        let unsummed = json!({ "license": "MIT" });
        assert_eq!(
            faults_of("node_modules/x", unsummed),
            ["made-up.json: npm x has no checksum"]
        );
    }

    #[test]
    fn a_lock_without_packages_does_not_pass() {
        assert!(faults("made-up.json", &json!({})).is_err());
        assert!(faults("made-up.json", &json!({ "packages": { "": {} } })).is_err());
    }
}
