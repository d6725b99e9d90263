/** Whether the records are open, and the way to lock them. */
import { flushSync } from 'svelte';
import { announcer } from './announcer.svelte';
import { autosaves } from './autosave.svelte';
import { copy } from './copy';
import { navigation } from './navigation.svelte';
import { unsent } from './unsent.svelte';
import type { FaultView } from '../ipc';

/** What the session asks of the program behind the window. */
export interface SessionCommands {
  /** Locks the records and destroys this window; a fresh one shows the lock screen. */
  lock(): Promise<unknown>;
  /** Locks the records and puts a window with a neutral page in the place of this one. */
  hide(): Promise<unknown>;
  /** Closes the app. */
  quit(): Promise<unknown>;
  /** Says that somebody is there. */
  touch(): Promise<unknown>;
}

/** At most this often is the program told that somebody is there, in milliseconds. */
const TOUCH_EVERY = 10_000;

/** How long hiding waits for a save, in milliseconds: the keys must be gone within a second. */
const HIDE_PATIENCE = 600;

/** Within this time Shift has to be pressed three times, in milliseconds. */
const THREE_SHIFTS = 1500;

/** Saves what saves itself, and keeps what was not sent. True when nothing typed would be lost now. */
async function keepAll(): Promise<boolean> {
  const kept = await Promise.all([autosaves.flushAll(), unsent.keep()]);
  return kept.every(Boolean);
}

class Session {
  /** True while the records are open. Set by the screens that open them. */
  unlocked = $state(false);
  /** What is wrong with the files. While there is something, nothing can be written. */
  fault = $state.raw<FaultView | null>(null);
  /** Seconds until the app locks itself, once it has warned. */
  idleSeconds = $state<number | undefined>(undefined);
  /** True while locking waits because something could not be saved. */
  lockHeld = $state(false);

  /** True from the moment that the screen was hidden: nothing else is shown any more. */
  hidden = $state(false);

  /**
   * True from hiding on the page of the first run where that is tried, until the person goes on. Nothing is
   * locked by it, as there are no records yet.
   */
  trial = $state(false);

  #commands: SessionCommands | undefined;
  #shifts: number[] = [];
  #touched = 0;

  /** Names the commands; once, at the start. */
  connect(commands: SessionCommands): void {
    this.#commands = commands;
  }

  /** Saves what is being typed, then locks. Waits for the person when something cannot be saved. */
  async lock(): Promise<void> {
    if (await keepAll()) await this.lockNow();
    else this.lockHeld = true;
  }

  /** Locks without saving. Only ever by the person's own choice, or when everything is saved. */
  async lockNow(): Promise<void> {
    this.lockHeld = false;
    await this.#commands?.lock();
  }

  /**
   * Hides the screen: covers it at once, before anything is waited for, then keeps what was typed and
   * locks. What cannot be saved in time is given up: somebody is looking at the screen.
   */
  hide(): void {
    // With records open it is never a trial, whatever page is shown.
    if (navigation.current.name === 'try-hide' && !this.unlocked) {
      this.trial = true;
      this.#shifts = [];
      flushSync();
      document.title = copy.product;
      return;
    }
    this.#cover(() => this.#commands?.hide());
  }

  /** The laptop goes to sleep, or its screen is locked: as hiding, with the lock screen after it. */
  leave(): void {
    this.#cover(() => this.#commands?.lock());
  }

  #cover(then: () => Promise<unknown> | undefined): void {
    if (this.hidden) return;
    this.hidden = true;
    announcer.hush();
    flushSync();
    document.title = copy.product;
    const patience = new Promise<void>((resolve) => {
      setTimeout(resolve, HIDE_PATIENCE);
    });
    void Promise.race([keepAll(), patience]).then(then);
  }

  /** A key was pressed: three times Shift, with nothing between, hides the screen. */
  key(event: KeyboardEvent): void {
    if (event.key !== 'Shift' || event.ctrlKey || event.altKey || event.metaKey) {
      this.#shifts = [];
      return;
    }
    if (event.repeat) return;
    const now = event.timeStamp;
    this.#shifts = [...this.#shifts.filter((before) => now - before < THREE_SHIFTS), now];
    if (this.#shifts.length >= 3) this.hide();
  }

  /** The window is being closed: saves what can be saved, then quits. */
  async close(): Promise<void> {
    await keepAll();
    await this.#commands?.quit();
  }

  /** The app is about to lock itself: saves now, so that nothing is lost if nobody answers. */
  warn(seconds: number): void {
    this.idleSeconds = seconds;
    void keepAll();
  }

  /** Somebody pressed a key or moved the pointer. */
  touch(): void {
    if (!this.unlocked) return;
    const now = Date.now();
    if (this.idleSeconds === undefined && now - this.#touched < TOUCH_EVERY) return;
    this.#touched = now;
    this.idleSeconds = undefined;
    // Nobody can do anything about a touch that went astray; the next one follows.
    this.#commands?.touch().catch(() => undefined);
  }
}

export const session = new Session();
