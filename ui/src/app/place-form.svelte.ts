/**
 * A form in which a place is chosen, a folder or a file: one of a list, or one whose path is typed. The
 * places are listed here, because the system's own dialog would remember names of files.
 */
import type { Choice } from '../components';
import { Attempt } from './attempt.svelte';
import { lastUsed } from './last-used';

/** The choice under which a path is typed. */
export const OTHER = 'other';

interface Options {
  field: 'folder' | 'file';
  /** What is said when none was chosen. */
  missing: string;
  /** Lists what can be chosen; the value is the path. */
  find: () => Promise<readonly Choice<string>[]>;
  /** Under which name the last one is remembered; without one it is not. */
  last?: keyof typeof lastUsed.folder;
}

export class PlaceForm extends Attempt {
  /** What can be chosen; undefined until it was looked for. */
  places = $state.raw<readonly Choice<string>[]>();
  chosen = $state<string>();
  typed = $state('');
  readonly isTyped = $derived(this.chosen === OTHER);
  /** The whole path; empty when there is none yet. */
  readonly path = $derived(this.isTyped ? this.typed : (this.chosen ?? ''));
  readonly #options: Options;

  constructor(options: Options) {
    super();
    this.#options = options;
  }

  get field(): Options['field'] {
    return this.#options.field;
  }

  /** Looks for places. The first time, the last one used is chosen. */
  async look(): Promise<void> {
    try {
      this.places = await this.#options.find();
      if (this.chosen === undefined) this.#takeUp(this.places);
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  /** Does `work` with the place and remembers it, or says that none was chosen. */
  async send(work: (path: string) => Promise<void>): Promise<void> {
    const { path, isTyped } = this;
    const { field, missing, last } = this.#options;
    if (this.busy) return;
    // Before it counts as under way: some screens show another page then.
    if (path === '') return this.refuse([{ text: missing, field }]);
    await this.run(() => work(path));
    if (last && this.errors.length === 0) lastUsed.folder[last] = { path, typed: isTyped };
  }

  /** Forgets what was chosen and what came of it. */
  clear(): void {
    this.chosen = this.places?.length === 0 ? OTHER : undefined;
    this.typed = '';
    this.refuse([]);
  }

  /** A stick may have been pulled out since. Where there is no place at all, a path is all that is left. */
  #takeUp(places: readonly Choice<string>[]): void {
    const last = this.#options.last && lastUsed.folder[this.#options.last];
    if (last?.typed) [this.chosen, this.typed] = [OTHER, last.path];
    else if (places.some(({ value }) => value === last?.path)) this.chosen = last?.path;
    else if (places.length === 0) this.chosen = OTHER;
  }
}
