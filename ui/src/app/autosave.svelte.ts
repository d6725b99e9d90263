/**
 * Fields that save themselves.
 *
 * What is typed stays here until it is on the disk. It is saved at most one second after a key, when
 * the field is left, before every change of view and before locking. "Saved" is said only with the
 * time that came back from the save.
 */
import { onDestroy } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { AppError } from '../ipc';
import { announcer } from './announcer.svelte';
import { copy } from './copy';
import { errorText } from './errors';

/** How long after the last key, in milliseconds. */
export const DEBOUNCE = 400;
/** How long at most after the first key that is not saved, in milliseconds. */
export const LONGEST = 1000;
/** How long leaving a page waits for a save that does not answer, in milliseconds. */
export const PATIENCE = 3000;

/** Where a value stands. `at` is the program's own time, as text: "2:14pm". */
export type SaveStatus =
  | { kind: 'untouched' }
  | { kind: 'pending' }
  | { kind: 'saved'; at: string }
  | { kind: 'failed'; error: AppError };

/** Saves a value; resolves with the time of the save ("2:14pm") once it is on the disk. */
export type Save<T> = (value: T) => Promise<string>;

/**
 * One value that saves itself. One for each part that is saved on its own (an observation with its
 * words and sources is one), never two for the same part.
 *
 * Only one save is under way at a time, and the latest value wins.
 */
export class Autosave<T> {
  #value: T;
  #status = $state.raw<SaveStatus>({ kind: 'untouched' });
  readonly #save: Save<T>;
  /** Counts the changes, so that a save knows whether it carried the latest. */
  #version = 0;
  #firstUnsaved: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underWay: Promise<void> | undefined;
  #gone = false;

  constructor(initial: T, save: Save<T>) {
    this.#value = $state.raw(initial);
    this.#save = save;
    autosaves.add(this);
  }

  /** What is typed, saved or not. Replace it as a whole; do not change what is inside. */
  get value(): T {
    return this.#value;
  }

  /** Where the value stands. */
  get status(): SaveStatus {
    return this.#status;
  }

  /** True while something typed is not on the disk. */
  get isUnsaved(): boolean {
    return this.#status.kind === 'pending' || this.#status.kind === 'failed';
  }

  /** A key was pressed: keeps the value and saves it within a second. */
  set(value: T): void {
    this.#value = value;
    this.#version += 1;
    announcer.forget('saved');
    this.#status = { kind: 'pending' };
    this.#firstUnsaved ??= Date.now();
    const latest = this.#firstUnsaved + LONGEST - Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, Math.min(DEBOUNCE, latest)));
  }

  /** An answer was chosen: keeps it and saves it now. True once it is on the disk. */
  choose(value: T): Promise<boolean> {
    this.set(value);
    return this.flush();
  }

  /** Saves now what is not saved. True when everything typed is on the disk. */
  async flush(): Promise<boolean> {
    this.#stopTimer();
    // A save under way may carry an older value; then one more follows it.
    while (this.#underWay) await this.#underWay;
    if (this.isUnsaved) {
      this.#underWay = this.#write().finally(() => {
        this.#underWay = undefined;
      });
      await this.#underWay;
    }
    return !this.isUnsaved;
  }

  /** The field leaves the screen. What is not saved is still saved, and not forgotten till then. */
  async leave(): Promise<void> {
    this.#gone = true;
    if (await this.flush()) autosaves.delete(this);
  }

  /** Stops trying to save what is not saved. Only ever by the person's own choice. */
  giveUp(): void {
    this.#stopTimer();
    this.#status = { kind: 'untouched' };
    if (this.#gone) autosaves.delete(this);
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#firstUnsaved = undefined;
  }

  async #write(): Promise<void> {
    const version = this.#version;
    try {
      const at = await this.#save(this.#value);
      autosaves.saved(at);
      // Something newer was typed meanwhile: that one is still to be saved.
      if (version !== this.#version) return;
      this.#status = { kind: 'saved', at };
      announcer.settle('saved', copy.save.savedAt(at));
      if (this.#gone) autosaves.delete(this);
    } catch (thrown) {
      const error = AppError.from(thrown);
      this.#status = { kind: 'failed', error };
      const { title, body } = errorText(error);
      announcer.announce(`${copy.save.failed} ${title}. ${body}`, true);
    }
  }
}

/** Anything that saves itself, whatever it holds. */
type AnyAutosave = Pick<Autosave<unknown>, 'flush' | 'giveUp' | 'status'>;

class Autosaves {
  readonly #all = new SvelteSet<AnyAutosave>();
  #lastSaved = $state.raw<SaveStatus>({ kind: 'untouched' });

  add(one: AnyAutosave): void {
    this.#all.add(one);
  }

  delete(one: AnyAutosave): void {
    this.#all.delete(one);
  }

  /** Where the page as a whole stands: a failure first, then what is pending, then the last save. */
  get status(): SaveStatus {
    const all = [...this.#all].map((one) => one.status);
    return (
      all.find((status) => status.kind === 'failed') ??
      all.find((status) => status.kind === 'pending') ??
      this.#lastSaved
    );
  }

  /** Called with every finished save, so that the line stays when its field is gone. */
  saved(at: string): void {
    this.#lastSaved = { kind: 'saved', at };
  }

  /**
   * Saves everything. True when everything typed, anywhere, is on the disk; false when something
   * failed, or did not answer within {@link PATIENCE}: nobody is kept from locking by a stuck save.
   */
  async flushAll(): Promise<boolean> {
    const all = Promise.all([...this.#all].map((one) => one.flush()));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<readonly boolean[]>((resolve) => {
      timer = setTimeout(() => {
        resolve([false]);
      }, PATIENCE);
    });
    const results = await Promise.race([all, patience]);
    clearTimeout(timer);
    return results.every(Boolean);
  }

  /** Forgets everything that is not saved. Only by the person's own choice. */
  giveUp(): void {
    for (const one of this.#all) one.giveUp();
  }
}

/** Everything that saves itself just now. */
export const autosaves = new Autosaves();

/**
 * An {@link Autosave} that lives as long as the component that asks for it. Call it while the
 * component is set up.
 */
export function useAutosave<T>(initial: T, save: Save<T>): Autosave<T> {
  const autosave = new Autosave(initial, save);
  onDestroy(() => {
    void autosave.leave();
  });
  return autosave;
}
