//! The verb `bindings`: the TypeScript that the screens share with Rust.

use crate::house::House;
use crate::trouble::Trouble;
use crate::{process, setup};

/// Writes `ui/src/ipc/bindings.ts` from the commands of the shell.
///
/// A test of the shell fails when the committed file is stale; this verb is how to freshen it.
pub fn bindings(_words: &[String]) -> Result<(), Trouble> {
    let house = House::find()?;
    setup::for_running(&house)?;
    // The shell embeds the screens when it compiles, so there must be some. Old ones will do: the
    // new ones may need the very file that is written here.
    if !house.root.join("ui/dist/index.html").is_file() {
        setup::screens(&house)?;
    }
    process::must(process::cargo(&house.root).args([
        "run",
        "--package",
        "waymark",
        "--bin",
        "bindings",
        "--locked",
        "--",
        "ui/src/ipc/bindings.ts",
    ]))
}
