/**
 * Hears the chords. Whoever can do what one asks for says so while it is on the screen; the latest that
 * does so answers. A chord that nobody answers is left alone.
 */
import { onDestroy } from 'svelte';
import { chordOf, type ChordId } from './chords';
import { navigation } from './navigation.svelte';
import { session } from './session.svelte';

/** Does what the chord asks for. False when there is nothing to do now. */
export type Answer = () => unknown;

/** These leave the page of keys where it is, or close it themselves. */
const OVER: ReadonlySet<ChordId> = new Set<ChordId>(['keys', 'back']);

class Keys {
  readonly #answers = new Map<ChordId, Answer[]>();

  /** From now on `answer` is what the chord does. Returns what ends that. */
  on(id: ChordId, answer: Answer): () => void {
    this.#answers.set(id, [...(this.#answers.get(id) ?? []), answer]);
    return () => {
      const left = (this.#answers.get(id) ?? []).filter((one) => one !== answer);
      this.#answers.set(id, left);
    };
  }

  /** A key was pressed. */
  press(event: KeyboardEvent): void {
    const id = chordOf(event);
    // Under the cover nothing is done any more: somebody is looking at the screen.
    if (!id || session.hidden || event.defaultPrevented) return;
    const answer = this.#answers.get(id)?.at(-1);
    if (!answer) return;
    // A key held down must not do one thing after another, and does not type either.
    if (event.repeat) {
      event.preventDefault();
      return;
    }
    if (!OVER.has(id)) navigation.uncover();
    if (answer() !== false) event.preventDefault();
  }
}

export const keys = new Keys();

window.addEventListener('keydown', (event) => {
  keys.press(event);
});

/** Answers a chord as long as the component that asks for it is there. Call it while it is set up. */
export function useChord(id: ChordId, answer: Answer): void {
  onDestroy(keys.on(id, answer));
}
