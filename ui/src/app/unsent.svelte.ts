/**
 * What stands in a form that is sent by a button. When Waymark locks, hides or closes before that, it is kept
 * in the vault, and home offers to go on with it. Leaving such a page by a button throws it away, as its
 * words say.
 */
import { onDestroy, untrack } from 'svelte';
import { call, commands } from '../ipc';
import { navigation, type View, type ViewName } from './navigation.svelte';
import { typed } from './typed.svelte';

/** The pages with such a form. Those that ask for a passphrase or a password are never among them. */
export const FORMS = [
  'amend',
  'person-form',
  'event-form',
  'action-form',
  'action',
  'service-form',
  'follow-up',
  'keep',
  'settings',
] as const satisfies readonly ViewName[];

/** A page with such a form. */
export type FormView = Extract<View, { name: (typeof FORMS)[number] }>;

/** A form as it is kept. */
export interface Kept {
  view: FormView;
  fields: object;
}

/** The form that is on the screen. */
interface Open {
  view: View;
  serial: number;
  fields: () => object;
  /** True while the vault has it. */
  stored: boolean;
}

const hasForm = (view: View): view is FormView => FORMS.some((name) => name === view.name);

/** What the vault has, when it is a form of this version: others stay where they are. */
function read(text: string): Kept | undefined {
  try {
    const kept = JSON.parse(text) as Partial<Kept> | null;
    const { view, fields } = kept ?? {};
    return view && hasForm(view) && typeof fields === 'object' ? { view, fields } : undefined;
  } catch {
    return undefined;
  }
}

class Unsent {
  #open: Open | undefined;
  #again = $state.raw<Kept>();

  /**
   * Says what is in the form of a page, and puts back what was kept of it once the form is `ready`. Call it
   * while the component is set up.
   */
  form<T extends object>(
    fields: () => T,
    put: (fields: T) => void,
    ready: () => boolean = () => true,
  ): void {
    const { current: view, serial } = navigation;
    const open: Open = { view, serial, fields, stored: false };
    this.#open = open;
    $effect(() => {
      const again = this.#again;
      if (again?.view !== view || !ready()) return;
      untrack(() => {
        // It stays in the vault until it is sent or left.
        open.stored = true;
        this.#again = undefined;
        put({ ...fields(), ...again.fields });
        typed.stands(serial);
      });
    });
    onDestroy(() => {
      if (this.#open === open) this.#open = undefined;
      if (open.stored) this.throwAway().catch(() => undefined);
    });
  }

  /** Keeps what is typed and not sent. True when nothing would be lost now. */
  async keep(): Promise<boolean> {
    const open = this.#open;
    if (!open || !hasForm(open.view)) return true;
    try {
      if (typed.wouldBeLost(open.serial)) {
        const kept: Kept = { view: open.view, fields: open.fields() };
        // Also when the page is left before the answer comes.
        open.stored = true;
        await call(commands.keepUnsent(JSON.stringify(kept)));
      } else if (open.stored) {
        await call(commands.keepUnsent(null));
        open.stored = false;
      }
      return true;
    } catch {
      return false;
    }
  }

  /** The form that is kept, if there is one. */
  async kept(): Promise<Kept | undefined> {
    const text = await call(commands.unsent()).catch(() => null);
    return text === null ? undefined : read(text);
  }

  /** Shows the page of a kept form, with what was in it. */
  async goOn(kept: Kept): Promise<void> {
    this.#again = kept;
    await navigation.go(kept.view);
  }

  /**
   * Takes what is kept away. Only ever by the person's own choice, or once it was sent or left.
   *
   * @throws AppError when it is still there.
   */
  async throwAway(): Promise<void> {
    await call(commands.keepUnsent(null));
  }
}

export const unsent = new Unsent();
