/**
 * What is said to people who do not see the screen. `Page.svelte` holds the two live regions, and nothing
 * else on any screen is one: what is said twice is a nuisance, and what is said by chance a danger.
 *
 * Each line is an element of its own. WebKitGTK tells of an element that comes into a region and never of a
 * text that changes in one, so a region that only changes its text stays silent. Orca passes over that signal:
 * on Linux the shell says the line as well (`aloud`).
 *
 * What is said unasked may be heard in the room. On the ask screen nothing about the case is said here.
 */

/** How long something that may change again rests before it is said, in milliseconds. */
export const REST = 600;

/** How long a line stays, in milliseconds: long enough for a screen reader to fetch it. */
export const STAYS = 5000;

/** A line younger than this outlives a change of view: it belongs to what led there. In milliseconds. */
const YOUNG = 1000;

/** One thing that is said. */
export interface Line {
  id: number;
  text: string;
  urgent: boolean;
  /** When it was said, by the page's own clock. */
  at: number;
}

class Announcer {
  /** Everything that was said a moment ago, the latest last. */
  lines = $state.raw<readonly Line[]>([]);
  /** Nothing is said any more. */
  quiet = false;
  /** Says it outside of the page too, for a web view that does not. Nothing in tests. */
  aloud: (text: string) => void = () => undefined;
  #count = 0;
  /** What waits for a pause, by what it is about. */
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  /** What was last said about a thing, so that it is not said again and again. */
  readonly #last = new Map<string, string>();

  /** The last line that waits for a pause of the reader; empty when there is none. */
  get polite(): string {
    return this.lines.filter((line) => !line.urgent).at(-1)?.text ?? '';
  }

  /** The last line that interrupts; empty when there is none. */
  get assertive(): string {
    return this.lines.filter((line) => line.urgent).at(-1)?.text ?? '';
  }

  /** Says `text` when the reader comes to a pause; `urgent` interrupts, for what must not be missed. */
  announce(text: string, urgent = false): void {
    if (this.quiet) return;
    this.#count += 1;
    const line = { id: this.#count, text, urgent, at: performance.now() };
    this.lines = [...this.lines, line];
    this.aloud(text);
    // After something urgent, how things stand is news again: "Saved" after "Not saved".
    if (urgent) this.#last.clear();
    setTimeout(() => {
      this.lines = this.lines.filter((one) => one !== line);
    }, STAYS);
  }

  /**
   * Says how `about` stands once that has come to rest: a count while somebody types, a save. The same
   * words about the same thing are said once a view.
   */
  settle(about: string, text: string): void {
    this.forget(about);
    if (text === '' || this.#last.get(about) === text) return;
    this.#waiting.set(
      about,
      setTimeout(() => {
        this.#waiting.delete(about);
        this.#last.set(about, text);
        this.announce(text);
      }, REST),
    );
  }

  /** What was to be said about a thing is not true any more. */
  forget(about: string): void {
    clearTimeout(this.#waiting.get(about));
    this.#waiting.delete(about);
  }

  /** The view changes: what belonged to the old one is not said on the new one. */
  clear(): void {
    for (const about of [...this.#waiting.keys()]) this.forget(about);
    this.#last.clear();
    const young = performance.now() - YOUNG;
    this.lines = this.lines.filter((line) => line.at > young);
  }

  /**
   * The screen was hidden: nothing of it is said any more, not what was just being said, and not that a last
   * save failed. The window that comes in its place speaks again.
   */
  hush(): void {
    this.quiet = true;
    this.clear();
    this.lines = [];
  }
}

export const announcer = new Announcer();
