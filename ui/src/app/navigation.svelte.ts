/**
 * Which view is shown. Views are kept in memory only: no address, no history of the browser, nothing
 * stored. Going anywhere first saves what is being typed.
 */
import { tick } from 'svelte';
import { autosaves } from './autosave.svelte';
import { announcer } from './announcer.svelte';
import { copy } from './copy';
import type { HelpPage } from './help';
import { typed } from './typed.svelte';
import type {
  ExportWhat,
  FindRequest,
  GuideStep,
  ItemId,
  Nation,
  OutputRequest,
  Step,
} from '../ipc';

/** A page of the guide: a step, or something that belongs to all of them. */
export type ReadingPart = GuideStep | Nation | 'checklist' | 'services' | 'figures';

/**
 * Every view, with what it needs to be shown. Contacts and entries of the guide go by their id. A quick
 * contact can be opened at what belongs to one step, the ask screen at one of its questions, and home can
 * begin a contact at once. *Keys* lies over the others and is never among them.
 */
export type View =
  | { name: 'start' }
  | { name: 'first-run' }
  | { name: 'try-hide'; seen?: true }
  | { name: 'new-vault' }
  | { name: 'confirm-recovery'; renew?: true; first?: true }
  | { name: 'passphrase' }
  | { name: 'unlock' }
  | { name: 'recover' }
  | { name: 'home'; begin?: 'contact' | 'quick' }
  | { name: 'quick'; contact: string; at?: Step }
  | { name: 'before'; contact: string }
  | { name: 'tasks'; contact: string }
  | { name: 'look'; contact: string }
  | { name: 'ask'; contact: string; at?: ItemId }
  | { name: 'assess'; contact: string }
  | { name: 'respond'; contact: string }
  | { name: 'refer'; contact: string }
  | { name: 'record'; contact: string }
  | { name: 'sort'; contact: string }
  | { name: 'picture'; contact: string }
  | { name: 'check'; contact: string }
  | { name: 'sealed'; contact: string }
  | { name: 'library'; query?: string }
  | { name: 'reading'; part: ReadingPart }
  | { name: 'entry'; item: string }
  | { name: 'settings' }
  | { name: 'pack' }
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
  | { name: 'counts' }
  | { name: 'help' }
  | { name: 'help-page'; page: HelpPage }
  | { name: 'keys' }
  | { name: 'rehearse' }
  | { name: 'scene' }
  | { name: 'compare' }
  | { name: 'licences' };

export type ViewName = View['name'];

/** The view of one name, with its own fields. */
export type ViewOf<N extends ViewName> = Extract<View, { name: N }>;

/** What a screen is given: its own view. `let { view }: ScreenProps<'tasks'> = $props()`. */
export interface ScreenProps<N extends ViewName> {
  view: ViewOf<N>;
}

/**
 * Views that show, or lead into, a contact: the line on danger stands on them. On `start` too, which is what
 * is seen when the records cannot be opened.
 */
const WITH_DANGER: ReadonlySet<ViewName> = new Set<ViewName>([
  'start',
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
  'scene',
]);

/** Gives the focus back to where it was. */
function focusOn(element: Element | null | undefined): void {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}

class Navigation {
  #stack = $state.raw<readonly View[]>([{ name: 'start' }]);
  /** Grows with every change of view, so that the same view opened again is a new one. */
  serial = $state(0);
  /** Where the person wanted to go when something could not be saved. */
  #held = $state.raw<(() => void) | undefined>(undefined);
  #focusDue = true;
  #over = $state.raw<{ view: View; focus: Element | null; scroll: number }>();
  /** Where a chord wanted to lead when that would have lost typed words. */
  #asked = $state.raw<{ move: () => Promise<boolean>; focus: Element | null }>();

  /** What lies over the present view, which stays as it is beneath. */
  get over(): View | undefined {
    return this.#over?.view;
  }

  /** The view that is shown, or that lies beneath what is. */
  get current(): View {
    return this.#stack[this.#stack.length - 1] ?? { name: 'start' };
  }

  /** The view that {@link back} leads to. */
  get before(): View | undefined {
    return this.#stack[this.#stack.length - 2];
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

  /** The contact whose steps lie on the way to the present view; none in a quick contact. */
  get steps(): string | null {
    for (const view of [...this.#stack].reverse()) if (view.name === 'tasks') return view.contact;
    return null;
  }

  /** True while it is asked whether typed words may be left behind. */
  get asksAboutWords(): boolean {
    return this.#asked !== undefined;
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

  /** Saves, then shows the steps of a contact, or `view` right above them, whatever lay between. */
  toSteps(contact: string, view?: View): Promise<boolean> {
    return this.#leave(() => {
      const steps: View = { name: 'tasks', contact };
      const at = this.#stack.findIndex((one) => one.name === 'tasks' && one.contact === contact);
      const below = at < 0 ? this.#stack : this.#stack.slice(0, at);
      this.#show([...below, steps, ...(view ? [view] : [])]);
    });
  }

  /**
   * Leaves by a chord. Where that would lose words that do not save themselves, it is asked first.
   */
  leaveBy(move: () => Promise<boolean>): void {
    if (typed.wouldBeLost(this.serial)) this.#asked = { move, focus: document.activeElement };
    else void move();
  }

  /** The answer to the question about typed words. */
  answerAboutWords(leave: boolean): void {
    const asked = this.#asked;
    this.#asked = undefined;
    if (leave) void asked?.move();
    else focusOn(asked?.focus);
  }

  /** Lays `view` over the present one. Nothing beneath is left, lost or moved. */
  cover(view: View): void {
    // What is half typed stays on the page; what saves itself need not wait for it either.
    void autosaves.flushAll();
    this.#over = { view, focus: document.activeElement, scroll: window.scrollY };
    this.#focusDue = true;
    announcer.clear();
    window.scrollTo(0, 0);
  }

  /** Takes away what lies over the present view, and goes on where the person was. */
  uncover(): void {
    const over = this.#over;
    if (!over) return;
    this.#over = undefined;
    this.#focusDue = false;
    document.title = this.#title;
    void tick().then(() => {
      window.scrollTo(0, over.scroll);
      focusOn(over.focus);
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
    const title = this.#title;
    requestAnimationFrame(() => {
      document.title = title;
    });
  }

  get #title(): string {
    return `${copy.titles[(this.over ?? this.current).name]} - ${copy.product}`;
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
    this.#over = undefined;
    this.#asked = undefined;
    this.serial += 1;
    this.#focusDue = true;
    announcer.clear();
    window.scrollTo(0, 0);
  }
}

export const navigation = new Navigation();
