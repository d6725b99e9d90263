/**
 * The screens of all features, gathered. A test sees to it that every view has exactly one.
 *
 * Those that a start needs are there at once. The rest is read when somebody begins to do something, so that
 * the unlock screen is there sooner; while a passphrase is worked on it has long come.
 */
import type { Screens } from './app/screens';
import { screens as start } from './features/start/screens';

type Module = { screens: Screens };

const rest = import.meta.glob<Module>(['./features/*/screens.ts', '!./features/start/screens.ts']);

class Gathered {
  /** The screens that can be shown now. */
  now = $state.raw<Screens>(start);
  #all: Promise<void> | undefined;

  /** Reads the rest, once. */
  load(): Promise<void> {
    this.#all ??= Promise.all(Object.values(rest).map((read) => read())).then((modules) => {
      this.now = Object.assign({}, start, ...modules.map((one) => one.screens)) as Screens;
    });
    return this.#all;
  }
}

export const screens = new Gathered();
