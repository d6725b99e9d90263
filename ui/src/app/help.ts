import type { Step } from '../ipc';

/** The pages of the help. Those on a step of a contact are called as the step is. */
export type HelpPage =
  | Step
  | 'screen-reader'
  | 'keyboard'
  | 'dictation'
  | 'rehearse'
  | 'stored'
  | 'leaves'
  | 'lock-and-hide'
  | 'backup'
  | 'passphrase'
  | 'no-false-vault'
  | 'promises'
  | 'accessibility'
  | 'licences';
