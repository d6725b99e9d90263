/**
 * Looking something up while somebody types. A question waits until the keys rest for a moment, and an
 * answer that comes late never takes the place of a newer one.
 */
import { onDestroy } from 'svelte';
import { AppError } from '../ipc';

/** How long the keys rest before it is asked, in milliseconds. */
const REST = 200;

/** The questions of one search box. */
export class AsYouType<Q, A> {
  /** The latest answer; undefined while nothing is looked for. */
  answer = $state.raw<A>();
  /** Why the latest question has no answer. */
  failed = $state.raw<AppError>();
  readonly #ask: (question: Q) => Promise<A>;
  #latest = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: (question: Q) => Promise<A>) {
    this.#ask = ask;
    onDestroy(() => {
      this.clear();
    });
  }

  /** Asks when the keys have come to rest. */
  soon(question: Q): void {
    const mine = this.#begin();
    this.#rest = setTimeout(() => void this.#answer(question, mine), REST);
  }

  /** Asks at once: for a choice, or on the way back to a page. */
  now(question: Q): Promise<void> {
    return this.#answer(question, this.#begin());
  }

  /** Nothing is looked for any more; an answer on its way is not wanted. */
  clear(): void {
    this.#begin();
    this.answer = undefined;
    this.failed = undefined;
  }

  #begin(): number {
    clearTimeout(this.#rest);
    this.#latest += 1;
    return this.#latest;
  }

  async #answer(question: Q, mine: number): Promise<void> {
    try {
      const answer = await this.#ask(question);
      if (mine !== this.#latest) return;
      this.answer = answer;
      this.failed = undefined;
    } catch (thrown) {
      if (mine !== this.#latest) return;
      this.answer = undefined;
      this.failed = AppError.from(thrown);
    }
  }
}
