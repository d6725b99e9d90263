//! The words of the guide, to take a slip of the finger for the word that was meant.

/// Words shorter than this are not corrected: too many others are near.
const SHORTEST: usize = 4;
/// From this length on two slips are forgiven.
const TWO_SLIPS: usize = 8;
/// At most this many words are taken for one.
const MOST: usize = 4;

/// Every word of the index, in order.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary(Vec<Vec<char>>);

impl Vocabulary {
    /// Words in lower case without accents, as the index holds them.
    pub(crate) fn new(words: impl IntoIterator<Item = String>) -> Self {
        let mut words: Vec<Vec<char>> = words
            .into_iter()
            .map(|word| word.chars().collect())
            .collect();
        words.sort_unstable();
        Self(words)
    }

    /// True when this is a word of the guide, or may be one: accents are taken off by the index, not here.
    pub(crate) fn may_have(&self, word: &str) -> bool {
        !word.is_ascii()
            || self
                .from(word)
                .next()
                .is_some_and(|first| first.len() == word.len())
    }

    /// The same for a word of the guide that begins like this, and may end so.
    pub(crate) fn may_begin(&self, beginning: &str) -> bool {
        !beginning.is_ascii() || self.from(beginning).next().is_some()
    }

    /// The same for one that begins like this and is longer.
    pub(crate) fn may_go_on(&self, beginning: &str) -> bool {
        let mut words = self.from(beginning);
        !beginning.is_ascii() || words.any(|word| word.len() > beginning.len())
    }

    /// The words that begin like this, which is of ASCII; the shortest is the first.
    fn from(&self, beginning: &str) -> impl Iterator<Item = &[char]> {
        let beginning: Vec<char> = beginning.chars().collect();
        let at = self.0.partition_point(|word| *word < beginning);
        let words = self.0[at..].iter().map(Vec::as_slice);
        words.take_while(move |word| word.starts_with(&beginning))
    }

    /// The words that `typed` is nearest to, or the beginnings of which it is nearest to. Empty
    /// when none is near.
    pub(crate) fn nearest(&self, typed: &str) -> Vec<String> {
        let typed: Vec<char> = typed.chars().collect();
        if typed.len() < SHORTEST {
            return Vec::new();
        }
        let most = if typed.len() < TWO_SLIPS { 1 } else { 2 };
        let slips: Vec<(usize, &Vec<char>)> = self
            .0
            .iter()
            // Few slips are in the first letter, and near words without it are other words.
            .filter(|word| word.first() == typed.first() && word.len() + most >= typed.len())
            .map(|word| (slips(&typed, word), word))
            .filter(|(slips, _)| *slips <= most)
            .collect();
        let fewest = slips.iter().map(|(slips, _)| *slips).min();
        slips
            .iter()
            .filter(|(slips, _)| Some(*slips) == fewest)
            .take(MOST)
            .map(|(_, word)| word.iter().collect())
            .collect()
    }
}

/// The fewest letters to change, add, leave out or swap with the next that turn `typed` into a
/// beginning of `word`.
fn slips(typed: &[char], word: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=word.len()).collect();
    for (row, letter) in typed.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in word.iter().enumerate() {
            let change = above[column] + usize::from(letter != other);
            let mut fewest = change.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped =
                row > 0 && column > 0 && typed[row - 1] == *other && word[column - 1] == *letter;
            if swapped {
                fewest = fewest.min(before[column - 1] + 1);
            }
            current.push(fewest);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.into_iter().min().unwrap_or(typed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let words = [
            "jealous",
            "jealousy",
            "counselling",
            "knife",
            "child",
            "chill",
            "drink",
        ];
        Vocabulary::new(words.map(String::from))
    }

    #[test]
    fn a_beginning_is_found_in_the_middle_and_at_the_end() {
        let vocabulary = vocabulary();
        for there in ["j", "jealous", "jealousy", "knif", "chi"] {
            assert!(vocabulary.may_begin(there), "{there}");
        }
        for not_there in ["jealousyx", "z", "a", "kx"] {
            assert!(!vocabulary.may_begin(not_there), "{not_there}");
        }
    }

    #[test]
    fn a_whole_word_and_one_that_goes_on_are_told_apart() {
        let vocabulary = vocabulary();
        let told = |word: &str| (vocabulary.may_have(word), vocabulary.may_go_on(word));
        assert_eq!(told("jealous"), (true, true));
        assert_eq!(told("jealousy"), (true, false));
        assert_eq!(told("jealo"), (false, true));
        assert_eq!(told("jealousyx"), (false, false));
        assert_eq!(told("j\u{e9}"), (true, true), "left to the index");
    }

    #[test]
    fn a_slip_is_taken_for_the_nearest_word() {
        let vocabulary = vocabulary();
        assert_eq!(vocabulary.nearest("jelous"), ["jealous", "jealousy"]);
        assert_eq!(vocabulary.nearest("konife"), ["knife"]);
        assert_eq!(vocabulary.nearest("kinfe"), ["knife"]);
        assert_eq!(vocabulary.nearest("counseling"), ["counselling"]);
        assert_eq!(vocabulary.nearest("drnik"), ["drink"]);
    }

    #[test]
    fn short_and_far_words_are_left_alone() {
        let vocabulary = vocabulary();
        for left in ["kni", "xyz", "elephant", "knxxe", "zchild"] {
            assert!(vocabulary.nearest(left).is_empty(), "{left}");
        }
    }

    #[test]
    fn slips_are_counted_to_the_nearest_beginning() {
        let count = |typed: &str, word: &str| {
            let typed: Vec<char> = typed.chars().collect();
            let word: Vec<char> = word.chars().collect();
            slips(&typed, &word)
        };
        assert_eq!(count("suicd", "suicide"), 1);
        assert_eq!(count("suic", "suicide"), 0);
        assert_eq!(count("drnik", "drink"), 1);
        assert_eq!(count("abc", "xyz"), 3);
        assert_eq!(count("abc", ""), 3);
    }
}
