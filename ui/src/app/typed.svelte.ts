/**
 * Words in a form that does not save itself. A slip on two keys must not throw them away: before a chord
 * leaves the page, it is asked. A button says what it does and is pressed on purpose, so none asks.
 */
import { autosaves } from './autosave.svelte';

/** Fields that hold words. What is searched for is no loss. */
const WORDS = 'textarea, input:not([type=search], [type=radio], [type=checkbox])';

class Typed {
  #serial = -1;
  #submitted = false;

  /** Something was typed on the view with this number. Called after the field itself has heard of it. */
  note(target: EventTarget | null, serial: number): void {
    if (!(target instanceof Element) || !target.matches(WORDS)) return;
    // Whatever saves itself is on its way already.
    if (autosaves.status.kind === 'pending' || autosaves.status.kind === 'failed') return;
    this.stands(serial);
  }

  /** Words that were typed before stand on the view with this number again. */
  stands(serial: number): void {
    this.#serial = serial;
    this.#submitted = false;
  }

  /** The form of the view was sent. */
  submit(): void {
    this.#submitted = true;
  }

  /** True when leaving the view with this number would lose words. */
  wouldBeLost(serial: number): boolean {
    if (this.#serial !== serial) return false;
    // Sent and accepted, they are kept; with a problem they are not.
    return !this.#submitted || document.querySelector('main .govuk-error-summary') !== null;
  }
}

export const typed = new Typed();
