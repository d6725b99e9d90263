/**
 * Something that a page asks of the program: once at a time, and what stood in its way.
 */
import { AppError } from '../ipc';
import { summary, type FieldIds, type FormError } from './form';

export class Attempt {
  /** True while it is under way. */
  busy = $state(false);
  /** Why the program has not done it. */
  error = $state.raw<AppError>();
  /** What the page itself found wrong. */
  faults = $state.raw<readonly FormError[]>([]);
  #ids = $state.raw<FieldIds>({});
  /** The lines of the error summary. */
  readonly errors = $derived(this.faults.length > 0 ? this.faults : summary(this.error, this.#ids));

  /** What the summary says of one field. */
  at(id: string): string | undefined {
    return this.errors.find(({ field }) => field === id)?.text;
  }

  /** Does `work`, and nothing while something is under way already. Never throws: see {@link error}. */
  async run(work: () => Promise<void>, ids: FieldIds = {}): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refuse([]);
    this.#ids = ids;
    try {
      await work();
    } catch (thrown) {
      this.fail(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** Says why something was not done. */
  fail(thrown: unknown): void {
    this.faults = [];
    this.error = AppError.from(thrown);
  }

  /** Puts what the page found wrong in the place of what was said before. */
  refuse(faults: readonly FormError[]): void {
    this.error = undefined;
    this.faults = faults;
  }
}
