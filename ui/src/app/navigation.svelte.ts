/**
 * Which view is shown. Views are kept in memory only: no address, no history of the browser, nothing
 * stored. Going anywhere first saves what is being typed.
 */
import { autosaves } from './autosave.svelte';
import { announcer } from './announcer.svelte';
import { copy } from './copy';
import type { ExportWhat, FindRequest, OutputRequest, Step } from '../ipc';

/**
 * Every view, with what it needs to be shown. Contacts and entries of the guide go by their id. A quick
 * contact can be opened at what belongs to one step.
 */
export type View =
  | { name: 'start' }
  | { name: 'first-run' }
  | { name: 'confirm-recovery'; renew?: true }
  | { name: 'passphrase' }
  | { name: 'unlock' }
  | { name: 'recover' }
  | { name: 'home' }
  | { name: 'quick'; contact: string; at?: Step }
  | { name: 'before'; contact: string }
  | { name: 'tasks'; contact: string }
  | { name: 'look'; contact: string }
  | { name: 'ask'; contact: string }
  | { name: 'assess'; contact: string }
  | { name: 'respond'; contact: string }
  | { name: 'refer'; contact: string }
  | { name: 'record'; contact: string }
  | { name: 'sort'; contact: string }
  | { name: 'picture'; contact: string }
  | { name: 'check'; contact: string }
  | { name: 'sealed'; contact: string }
  | { name: 'library'; query?: string }
  | { name: 'entry'; item: string }
  | { name: 'settings' }
  | { name: 'display' }
  | { name: 'go-on' }
  | { name: 'back-up' }
  | { name: 'restore' }
  | { name: 'amend'; contact: string }
  | { name: 'keep'; person: string; contact?: string }
  | { name: 'check-record' }
  | { name: 'people' }
  | { name: 'person'; person: string }
  | { name: 'person-form'; person?: string }
  | { name: 'join'; person: string }
  | { name: 'event-form'; person: string; event?: string }
  | { name: 'actions' }
  | { name: 'action'; action: string }
  | { name: 'action-form'; person?: string }
  | { name: 'find'; request?: FindRequest }
  | { name: 'services' }
  | { name: 'service-form'; service?: string }
  | { name: 'import' }
  | { name: 'referrals' }
  | { name: 'follow-up'; contact: string; route: string }
  | { name: 'outputs'; person: string; contact?: string }
  | { name: 'output'; request: OutputRequest }
  | { name: 'save-output'; request: OutputRequest }
  | { name: 'card' }
  | { name: 'save-export'; export: ExportWhat }
  | { name: 'counts' };

export type ViewName = View['name'];

/** The view of one name, with its own fields. */
export type ViewOf<N extends ViewName> = Extract<View, { name: N }>;

/** What a screen is given: its own view. `let { view }: ScreenProps<'tasks'> = $props()`. */
export interface ScreenProps<N extends ViewName> {
  view: ViewOf<N>;
}

/** Views that show, or lead into, a contact: the line on danger stands on them. */
const WITH_DANGER: ReadonlySet<ViewName> = new Set<ViewName>([
  'unlock',
  'quick',
  'before',
  'tasks',
  'look',
  'ask',
  'assess',
  'respond',
  'refer',
  'record',
  'sort',
  'picture',
  'check',
  'sealed',
  'amend',
  'person',
  'event-form',
  'action',
  'follow-up',
  'outputs',
  'output',
  'save-output',
]);

class Navigation {
  #stack = $state.raw<readonly View[]>([{ name: 'start' }]);
  /** Grows with every change of view, so that the same view opened again is a new one. */
  serial = $state(0);
  /** Where the person wanted to go when something could not be saved. */
  #held = $state.raw<(() => void) | undefined>(undefined);
  #focusDue = true;

  /** The view that is shown. */
  get current(): View {
    return this.#stack[this.#stack.length - 1] ?? { name: 'start' };
  }

  /** True when {@link back} has somewhere to go. */
  get canGoBack(): boolean {
    return this.#stack.length > 1;
  }

  /** True when *In immediate danger call 999* has to be on the screen. */
  get showsDanger(): boolean {
    // The guide opened from a contact is still within that contact.
    return this.#stack.some((view) => WITH_DANGER.has(view.name));
  }

  /** The contact that the present view was opened from, also by way of the guide; null outside of one. */
  get within(): string | null {
    for (const view of [...this.#stack].reverse()) {
      if ('contact' in view) return view.contact ?? null;
    }
    return null;
  }

  /** True while a change of view waits because something could not be saved. */
  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Saves, then shows `view` on top of the present one. False when it had to stay. */
  go(view: View): Promise<boolean> {
    return this.#leave(() => {
      this.#show([...this.#stack, view]);
    });
  }

  /** Saves, then shows the view before. */
  back(): Promise<boolean> {
    return this.#leave(() => {
      if (this.canGoBack) this.#show(this.#stack.slice(0, -1));
    });
  }

  /** Saves, then shows `view` with nothing behind it: after unlocking, sealing, and for the menu. */
  reset(view: View): Promise<boolean> {
    return this.#leave(() => {
      this.#show([view]);
    });
  }

  /** Saves, then shows `view` in the place of the present one. */
  replace(view: View): Promise<boolean> {
    return this.#leave(() => {
      this.#show([...this.#stack.slice(0, -1), view]);
    });
  }

  /** Saves, then shows `view` in the place of the one before the present one. */
  backTo(view: View): Promise<boolean> {
    return this.#leave(() => {
      this.#show([...this.#stack.slice(0, -2), view]);
    });
  }

  /** Notes what the present view has to show when the person comes back to it. */
  remember(view: View): void {
    this.#stack = [...this.#stack.slice(0, -1), view];
  }

  /** Tries the held change of view again. */
  retry(): Promise<boolean> {
    const held = this.#held;
    return held ? this.#leave(held) : Promise.resolve(true);
  }

  /** Makes the held change of view without saving. Only ever by the person's own choice. */
  leaveUnsaved(): void {
    const held = this.#held;
    this.#held = undefined;
    autosaves.giveUp();
    held?.();
  }

  /**
   * Called by `Heading.svelte` when the heading of a view is there: the first one after a change of
   * view takes the focus, and the window gets its title once that is painted.
   */
  headingReady(heading: HTMLElement): void {
    if (!this.#focusDue) return;
    this.#focusDue = false;
    heading.focus({ preventScroll: true });
    const title = `${copy.titles[this.current.name]} - ${copy.product}`;
    requestAnimationFrame(() => {
      document.title = title;
    });
  }

  async #leave(move: () => void): Promise<boolean> {
    const from = this.serial;
    const saved = await autosaves.flushAll();
    // Two clicks in a row: the first one has moved on already.
    if (from !== this.serial) return false;
    if (!saved) {
      this.#held = move;
      return false;
    }
    this.#held = undefined;
    move();
    return true;
  }

  #show(stack: readonly View[]): void {
    this.#stack = stack;
    this.serial += 1;
    this.#focusDue = true;
    announcer.clear();
    window.scrollTo(0, 0);
  }
}

export const navigation = new Navigation();
