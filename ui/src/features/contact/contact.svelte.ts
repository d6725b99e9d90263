/** The contact that is open. Every change goes to the program, which answers with the whole view. */
import { autosaves } from '../../app/autosave.svelte';
import { guideOfSteps } from '../../app/guide';
import { call } from '../../ipc';
import { commands, type Change, type ContactView, type ItemId } from '../../ipc';

class OpenContact {
  #view = $state.raw<ContactView>();
  #queue: Promise<unknown> = Promise.resolve();
  #marked = $state.raw<Record<ItemId, number>>({});

  /** The contact as it is on the disk, once it was opened. */
  get view(): ContactView | undefined {
    return this.#view;
  }

  /**
   * How often each item of the checklist was marked from an offer. Its fields hold what they were opened
   * with: where both stand on one page, they have to be shown anew.
   */
  get marked(): Record<ItemId, number> {
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
    const id = this.#view?.id ?? '';
    const done = this.#queue.then(async () => {
      const view = await call(commands.saveChange(id, change));
      this.#view = view;
      if (change.change === 'take_up') {
        this.#marked = { ...this.#marked, [change.item]: (this.#marked[change.item] ?? 0) + 1 };
      }
      autosaves.saved(view.saved);
      return view.saved;
    });
    // The next change does not wait for ever behind one that failed.
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

export const contact = new OpenContact();
