import { defineScreens } from '../../app/screens';
import ChangePassphrase from './ChangePassphrase.svelte';
import ConfirmRecovery from './ConfirmRecovery.svelte';
import GoOn from './GoOn.svelte';
import FirstRun from './FirstRun.svelte';
import Recover from './Recover.svelte';
import Start from './Start.svelte';
import Unlock from './Unlock.svelte';

export const screens = defineScreens({
  start: Start,
  'first-run': FirstRun,
  'confirm-recovery': ConfirmRecovery,
  passphrase: ChangePassphrase,
  unlock: Unlock,
  recover: Recover,
  'go-on': GoOn,
});
