/** The contact that is open. Every change goes to the program, which answers with the whole view. */
import { announcer } from '../../app/announcer.svelte';
import { autosaves } from '../../app/autosave.svelte';
import { keysOf } from '../../app/chords';
import { guideOfSteps } from '../../app/guide';
import { navigation } from '../../app/navigation.svelte';
import { call } from '../../ipc';
import { commands, type Change, type ContactView } from '../../ipc';
import { copy } from './copy';
import { aboutOf, takenInWords, undo } from './undo.svelte';

class OpenContact {
  #view = $state.raw<ContactView>();
  #queue: Promise<unknown> = Promise.resolve();
  #marked = $state.raw<Record<string, number>>({});

  /** The contact as it is on the disk, once it was opened. */
  get view(): ContactView | undefined {
    return this.#view;
  }

  /**
   * How often something was changed from elsewhere on its page: marked from an offer, or brought back.
   * Its fields hold what they were opened with, so they have to be shown anew.
   */
  get marked(): Record<string, number> {
    return this.#marked;
  }

  /** Opens a draft. */
  async open(id: string): Promise<ContactView> {
    await this.#queue;
    const [view] = await Promise.all([call(commands.contact(id)), guideOfSteps()]);
    this.#view = view;
    return view;
  }

  /**
   * Makes one change, after those before it. Resolves with the time of the save once it is on the
   * disk; throws what went wrong, and the words are still on the screen.
   */
  change(change: Change): Promise<string> {
    return this.#make(change);
  }

  /**
   * Makes a change that may take typed words away, and keeps them at hand for as long as the page is
   * there to bring them back. `label` says on the screen what they are.
   */
  undoable(change: Change, label: string): Promise<string> {
    const page = navigation.current.name;
    return this.#make(change, (before) => {
      undo.keep(before, change, label, page);
      const taken = undo.here;
      if (taken?.label === label) {
        announcer.announce(copy.undo.said(takenInWords(taken), keysOf('undo') ?? ''));
      }
    });
  }

  /** Brings back the latest that was taken out on this page. Resolves with its id, once it is there. */
  async bringBack(): Promise<string | undefined> {
    const taken = await undo.take();
    if (!taken) return undefined;
    const page = navigation.current.name;
    await this.#make(taken.back, (before) => {
      undo.done(taken);
      // What stood in its place in the meantime is not lost either.
      undo.keep(before, taken.back, taken.label, page);
    });
    const about = aboutOf(taken.back);
    this.#renew(about);
    announcer.announce(copy.undo.done(taken.label));
    return about;
  }

  #make(change: Change, then?: (before: ContactView) => void): Promise<string> {
    const id = this.#view?.id ?? '';
    const done = this.#queue.then(async () => {
      const before = this.#view;
      const view = await call(commands.saveChange(id, change));
      this.#view = view;
      if (before && then) then(before);
      if (change.change === 'take_up') this.#renew(change.item);
      autosaves.saved(view.saved);
      return view.saved;
    });
    // The next change does not wait for ever behind one that failed.
    this.#queue = done.catch(() => undefined);
    return done;
  }

  #renew(about: string): void {
    this.#marked = { ...this.#marked, [about]: (this.#marked[about] ?? 0) + 1 };
  }
}

export const contact = new OpenContact();
