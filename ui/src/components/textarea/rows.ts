/** The width of an average letter, in pixels, a little on the wide side so that text is not cut. */
const LETTER = 8.6;
/** Room at both sides, in pixels. */
const SIDES = 22;

/**
 * How many rows a text takes in a box that is `width` pixels wide. An estimate: a row too many does
 * no harm. With a width of 0 (not laid out yet) it counts the line breaks alone.
 */
export function rowsOf(text: string, width: number): number {
  const letters = Math.floor((width - SIDES) / LETTER);
  return text
    .split('\n')
    .map((line) => (letters > 0 ? Math.max(1, Math.ceil(line.length / letters)) : 1))
    .reduce((sum, rows) => sum + rows, 0);
}
