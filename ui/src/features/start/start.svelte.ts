/** Where the app begins, and what the lock screen knows. */
import { navigation } from '../../app/navigation.svelte';
import { practice } from '../../app/practice.svelte';
import { session } from '../../app/session.svelte';
import type { AppError, StartView } from '../../ipc';

class Start {
  /** The name of the vault that is there. */
  name = $state('');
  /** Why the vault cannot be opened. */
  unusable = $state.raw<AppError>();
  /** The recovery phrase while it is shown; forgotten once it was typed back. */
  words = $state.raw<readonly string[]>([]);
  /** What is typed in the first run, so that it is there again when the person comes back to its page. */
  readonly setUp = $state({ name: '', passphrase: '', repeat: '', suggested: '' });
  /** The recovery phrase as it is typed back; none while the words are shown. */
  typedBack = $state<string>();

  /** Forgets every secret that was typed or shown. */
  forget(): void {
    Object.assign(this.setUp, { name: '', passphrase: '', repeat: '', suggested: '' });
    this.words = [];
    this.typedBack = undefined;
  }
}

export const start = new Start();

/** Shows what the program says is next. */
export async function follow(view: StartView): Promise<void> {
  switch (view.start) {
    case 'first_run':
      await navigation.reset({ name: 'first-run' });
      break;
    case 'locked':
      start.name = view.name;
      await navigation.reset({ name: 'unlock' });
      break;
    case 'recovery_needed':
      start.name = view.name;
      session.fault = null;
      session.unlocked = true;
      await navigation.reset({ name: 'confirm-recovery' });
      break;
    case 'unlocked':
      start.forget();
      start.name = view.name;
      session.fault = view.fault;
      session.unlocked = true;
      await navigation.reset({ name: 'home' });
      break;
    case 'practice':
      await practice.follow(view);
      break;
    case 'unusable':
      break;
  }
}
