import { defineScreens } from '../../app/screens';
import ChangePassphrase from './ChangePassphrase.svelte';
import ConfirmRecovery from './ConfirmRecovery.svelte';
import GoOn from './GoOn.svelte';
import FirstRun from './FirstRun.svelte';
import NewVault from './NewVault.svelte';
import Recover from './Recover.svelte';
import Start from './Start.svelte';
import TryHide from './TryHide.svelte';
import Unlock from './Unlock.svelte';

export const screens = defineScreens({
  start: Start,
  'first-run': FirstRun,
  'try-hide': TryHide,
  'new-vault': NewVault,
  'confirm-recovery': ConfirmRecovery,
  passphrase: ChangePassphrase,
  unlock: Unlock,
  recover: Recover,
  'go-on': GoOn,
});
