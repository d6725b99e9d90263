//! The text of a licence: found in a package's own files, known by its phrases, or the standard one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::check;
use crate::ships::{From, Part};
use crate::trouble::Trouble;

/// The licences of one part, each with the text that the part brings, if it brings one.
pub type Found = Vec<(String, Option<String>)>;

/// Phrases that a text must hold to be that of a licence, and one that it must not.
struct Mark {
    licence: &'static str,
    holds: &'static [&'static str],
    lacks: Option<&'static str>,
}

const GRANT: &str = "permission is hereby granted, free of charge, to any person obtaining a copy";
const KEEP_NOTICE: &str = "the above copyright notice and this permission notice";
const REDISTRIBUTION: &str = "redistribution and use in source and binary forms";
const PURPOSE: &str =
    "distribute this software for any purpose with or without fee is hereby granted";

const MARKS: &[Mark] = &[
    Mark {
        licence: "MIT",
        holds: &[GRANT, KEEP_NOTICE],
        lacks: None,
    },
    Mark {
        licence: "MIT-0",
        holds: &[GRANT],
        lacks: Some(KEEP_NOTICE),
    },
    Mark {
        licence: "ISC",
        holds: &[PURPOSE, "provided that the above copyright notice"],
        lacks: None,
    },
    Mark {
        licence: "0BSD",
        holds: &[PURPOSE],
        lacks: Some("provided that the above copyright notice"),
    },
    Mark {
        licence: "Zlib",
        holds: &["this software is provided 'as-is', without any express or implied"],
        lacks: None,
    },
    Mark {
        licence: "BSD-3-Clause",
        holds: &[REDISTRIBUTION, "endorse or promote"],
        lacks: None,
    },
    Mark {
        licence: "BSD-2-Clause",
        holds: &[REDISTRIBUTION],
        lacks: Some("endorse or promote"),
    },
    Mark {
        licence: "Unicode-3.0",
        holds: &["unicode license v3"],
        lacks: None,
    },
    Mark {
        licence: "BSL-1.0",
        holds: &["boost software license"],
        lacks: None,
    },
    Mark {
        licence: "Unlicense",
        holds: &["this is free and unencumbered software"],
        lacks: None,
    },
    Mark {
        licence: "CC0-1.0",
        holds: &["cc0 1.0 universal"],
        lacks: None,
    },
    Mark {
        licence: "BlueOak-1.0.0",
        holds: &["blue oak model license"],
        lacks: None,
    },
    Mark {
        licence: "blessing",
        holds: &["may you do good and not evil"],
        lacks: None,
    },
    Mark {
        licence: "WTFPL",
        holds: &["you just do what the"],
        lacks: None,
    },
    Mark {
        licence: "Apache-2.0",
        holds: &["apache license", "version 2.0"],
        lacks: None,
    },
    Mark {
        licence: "Apache-2.0 WITH LLVM-exception",
        holds: &["llvm exceptions to the apache 2.0 license"],
        lacks: None,
    },
    Mark {
        licence: "MPL-2.0",
        holds: &["mozilla public license", "2.0"],
        lacks: None,
    },
    Mark {
        licence: "OFL-1.1",
        holds: &["sil open font license version 1.1"],
        lacks: None,
    },
];

/// Whether a text is, or has in it, that of a licence.
fn is_of(text: &str, licence: &str) -> bool {
    let text = key(text).to_lowercase();
    let mark = MARKS.iter().find(|mark| mark.licence == licence);
    mark.is_some_and(|mark| {
        mark.holds.iter().all(|phrase| text.contains(phrase))
            && mark.lacks.is_none_or(|phrase| !text.contains(phrase))
    })
}

/// What two texts share that differ in nothing but where their lines end.
pub fn key(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts of the licences that a part is taken under, from its own files.
pub fn of(part: &Part, chosen: &[String]) -> Result<Found, Trouble> {
    let mut texts = Vec::new();
    for file in files(part)? {
        // Some are not in UTF-8; a name in one of them is all that is ever written otherwise.
        let bytes = std::fs::read(&file).map_err(|cause| Trouble::File {
            path: file.clone(),
            cause,
        })?;
        texts.push(tidy(&String::from_utf8_lossy(&bytes)));
    }
    Ok(chosen
        .iter()
        .map(|licence| {
            let fitting = texts.iter().filter(|text| is_of(text, licence));
            // A file with one licence alone before one with several.
            let text = fitting.min_by_key(|text| text.len()).cloned();
            (licence.clone(), text)
        })
        .collect())
}

/// The files of a part that are about its licence: on top, in a folder for licences, and in the folders of
/// a C library that it brings.
fn files(part: &Part) -> Result<Vec<PathBuf>, Trouble> {
    if let Some(file) = &part.licence_file {
        return Ok(vec![file.clone()]);
    }
    let mut files = Vec::new();
    if part.from == From::Library {
        return Ok(files);
    }
    for entry in check::entries(&part.folder)? {
        if entry.is_file() && is_named_so(&entry) {
            files.push(entry);
        } else if entry.is_dir() && (is_named_so(&entry) || part.name.ends_with("-src")) {
            let inside = check::entries(&entry)?;
            let for_licences = is_named_so(&entry);
            files.extend(
                inside
                    .into_iter()
                    .filter(|file| file.is_file() && (for_licences || is_named_so(file))),
            );
        }
    }
    files.sort();
    Ok(files)
}

fn is_named_so(file: &Path) -> bool {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase());
    name.is_some_and(|name| {
        ["license", "licence", "copying", "unlicense"]
            .iter()
            .any(|start| name.starts_with(start))
    })
}

fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim_end)
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Licences whose text is the same for everybody: it names no author.
const SAME_FOR_ALL: &[&str] = &[
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSL-1.0",
    "CC0-1.0",
    "MPL-2.0",
    "Unlicense",
];

/// Of each licence that is the same for all, the text that most parts bring.
pub fn standard<'a>(all: impl Iterator<Item = &'a Found>) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (licence, text) in all.flatten() {
        if let Some(text) = text
            && SAME_FOR_ALL.contains(&licence.as_str())
        {
            *counts.entry((licence.clone(), text.clone())).or_default() += 1;
        }
    }
    let mut best: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for ((licence, text), count) in counts {
        let known = best.entry(licence).or_default();
        if count > known.0 {
            *known = (count, text);
        }
    }
    best.into_iter()
        .map(|(licence, (_, text))| (licence, text))
        .collect()
}

/// The text in the place of one that a part does not bring: the standard one, with the part's name where
/// an author stands. `None` where there is none.
pub fn in_place(part: &Part, licence: &str, standard: &BTreeMap<String, String>) -> Option<String> {
    let by = format!("Copyright (c) the authors of {}", part.name);
    match licence {
        "MIT" => Some(format!("MIT License\n\n{by}\n\n{MIT}")),
        "BSD-2-Clause" => Some(format!("{by}\n\n{BSD_FRONT}\n\n{BSD_BACK}")),
        "BSD-3-Clause" => Some(format!("{by}\n\n{BSD_FRONT}\n\n{BSD_NAMES}\n\n{BSD_BACK}")),
        "blessing" => Some(BLESSING.to_owned()),
        same => standard.get(same).cloned(),
    }
}

const MIT: &str = "\
Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the \"Software\"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.";

const BSD_FRONT: &str = "\
Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice,
   this list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.";

const BSD_NAMES: &str = "\
3. Neither the name of the copyright holder nor the names of its contributors
   may be used to endorse or promote products derived from this software
   without specific prior written permission.";

const BSD_BACK: &str = "\
THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS \"AS IS\"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.";

const BLESSING: &str = "\
The author disclaims copyright to this source code.  In place of
a legal notice, here is a blessing:

   May you do good and not evil.
   May you find forgiveness for yourself and forgive others.
   May you share freely, never taking more than you give.";

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str) -> Part {
        Part {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            from: From::Crate,
            licence: "MIT".to_owned(),
            folder: PathBuf::from("/nowhere"),
            licence_file: None,
        }
    }

    #[test]
    fn a_text_is_known_by_its_phrases_wherever_its_lines_end() {
        assert!(is_of(&MIT.replace('\n', "\r\n   "), "MIT"));
        assert!(!is_of(MIT, "MIT-0"));
        assert!(!is_of(MIT, "ISC"));
        assert!(!is_of("All rights reserved", "MIT"));
        let without_notice = MIT.replace("The above copyright notice", "Something else");
        assert!(is_of(&without_notice, "MIT-0") && !is_of(&without_notice, "MIT"));
    }

    #[test]
    fn every_licence_that_may_ship_is_known_by_its_phrases() {
        for licence in super::super::IN_ORDER {
            assert!(
                MARKS.iter().any(|mark| mark.licence == *licence),
                "{licence}"
            );
        }
    }

    #[test]
    fn a_part_without_a_text_gets_the_standard_one_with_its_name_or_none() {
        let found: Found = vec![("Apache-2.0".to_owned(), Some("the text".to_owned()))];
        let standard = standard([&found].into_iter());
        let given = |licence| in_place(&part("a"), licence, &standard);
        assert_eq!(given("Apache-2.0").as_deref(), Some("the text"));
        assert!(given("MIT").unwrap().contains("the authors of a\n"));
        for own in ["MIT", "BSD-2-Clause", "BSD-3-Clause", "blessing"] {
            assert!(is_of(&given(own).unwrap(), own), "{own}");
        }
        assert_eq!(given("ISC"), None);
    }
}
