// A language that nobody speaks, made of English: letters with marks, two fifths longer, in brackets.
// What stands on a screen without brackets does not come from the messages; what is cut off or runs out of
// its place does not leave room for another language. Run in the page before it begins, in the journeys
// alone. `pseudo.rs` does the same; `pseudo.tsv` holds both to each other.
(() => {
  const PLAIN = 'aceinouwyACEINOUWY';
  const MARKED = 'âçêîñôûŵŷÂÇÊÎÑÔÛŴŶ';

  function text(english) {
    // Words may hold others that went through this already: the whole is made once.
    const plain = english.replace(/(?: ~+)+⟧/g, '').replace(/[⟦⟧]/g, '');
    if (!/\p{L}/u.test(plain)) return plain;
    const marked = Array.from(plain, (letter) => MARKED[PLAIN.indexOf(letter)] ?? letter).join('');
    const more = Math.max(2, Math.ceil((Array.from(plain).length * 2) / 5));
    const words = [];
    for (let left = more; left > 0; left -= 8) words.push('~'.repeat(Math.min(left, 8)));
    return `⟦${marked} ${words.join(' ')}⟧`;
  }

  globalThis.waymarkLocale = { tag: 'en-XA', text };
})();
