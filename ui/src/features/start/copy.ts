import { messages } from '../../messages';

/** The words of first run, unlock and recovery. */
export const copy = messages('start.copy', {
  pageOf: (page: number) => `Page ${page} of 4`,
  goOnTo: 'Continue',
  welcome: {
    title: 'What Waymark is, and is not',
    intro:
      'Waymark helps you through a contact with someone who may be using abusive behaviour, and keeps your record.',
    is: 'What it is',
    whatItIs: [
      'A guide through six steps: look and listen, ask, assess risk, respond, refer, record.',
      'A checklist beside your own judgement, which comes first.',
      'An encrypted record on this laptop alone. It never opens a network connection and sends nothing.',
    ],
    isNot: 'What it is not',
    whatItIsNot: [
      'It does not replace your training, your safeguarding policy or a specialist service.',
      'It cannot tell you that nobody is in danger.',
      'It calls nobody. In immediate danger call 999.',
    ],
    ready:
      'Setting up takes a few minutes. Have paper and a pen ready, and sit where nobody else can see the screen.',
    before: 'You have a backup from another laptop?',
  },
  tryHide: {
    title: 'Try the hide screen',
    why: 'When somebody comes near, you can cover the screen at once. Try it now, so that you know it when you need it:',
    how: ['press Shift three times, quickly', 'or choose “Hide” at the top of the page.'],
    then: 'An almost empty page comes. It says only “Waymark”. Choose “Continue” on it, and you are back here.',
    nothingLost: 'There are no records yet, so nothing is locked by it today.',
    skip: 'Skip this',
    seen: 'You have hidden the screen',
    seenBody: [
      'It works like this on every page. With records open it also saves what you typed and locks them: you come back with your passphrase.',
      'You can try it once more now, or go on.',
    ],
  },
  newVault: 'Make your vault',
  whatAVaultIs: 'A vault is the encrypted place on this laptop in which your records are kept.',
  noWayIn:
    'Your records are locked with a passphrase. If you lose both the passphrase and the recovery phrase, nobody can open them.',
  name: 'Name of this vault',
  nameHint: 'Shown on the unlock screen. Choose something neutral, for example “Visits”.',
  passphrase: 'Passphrase',
  passphraseHint: 'At least 12 characters or four words. Several unusual words are best.',
  again: 'Passphrase again',
  suggest: 'Suggest a passphrase',
  suggested: (words: string) =>
    `Suggested: ${words}. It is filled in below. Learn it, or write it down and keep it away from the laptop.`,
  create: 'Create the vault',
  creating: 'Creating the vault. This takes a few seconds.',
  writeDown: 'Write down your recovery phrase',
  writeDownWhy:
    'These 24 words open your records if you forget the passphrase. They are shown once.',
  writeDownHow: [
    'Write them on paper, in this order.',
    'Do not keep the paper with the laptop, or in a bag you take on visits.',
    'Do not photograph them.',
  ],
  written: 'I have written it down',
  type: 'Type your recovery phrase',
  typeWhy:
    'This makes sure that what you wrote down works. Capitals and extra spaces do not matter. Put a space between the words.',
  phrase: 'Recovery phrase',
  phraseHint: '24 words, with spaces between.',
  check: 'Check and continue',
  checking: 'Checking',
  newPhrase: 'Show me a new phrase',
  needed:
    'The recovery phrase of this vault was never typed back. Make a new one before you start a contact.',
  makePhrase: 'Make a recovery phrase',
  neededTitle: 'Recovery phrase',
  unlock: 'Unlock',
  unlocking: 'Unlocking',
  vault: (name: string) => `Vault: ${name}`,
  useRecovery: 'Use the recovery phrase',
  readGuide: 'Read the guide',
  recover: 'Use your recovery phrase',
  recoverWhy: 'It opens the vault and sets a new passphrase. The old one then no longer works.',
  newPassphrase: 'New passphrase',
  newAgain: 'New passphrase again',
  setNew: 'Set the new passphrase and unlock',
  change: 'Change your passphrase',
  changeWhy: 'Your records, your drafts and your recovery phrase stay as they are.',
  changing: 'Changing it. This takes a few seconds.',
  present: 'Your passphrase now',
  changed: 'Your passphrase is changed',
  changedBody: 'From now on the new passphrase unlocks Waymark. The old one no longer works.',
  backToSettings: 'Back to settings',
  renewTitle: 'New recovery phrase',
  renew:
    'A new recovery phrase takes the place of the old one at once. Have paper and a pen ready: you type it back on the next page.',
  restore: 'Restore from a backup',
  goOn: 'Go on with this record?',
  goOnWhat: [
    'You can write again. What is missing stays missing.',
    'It is noted in the record for good that you went on, when, and what was noticed.',
  ],
  goOnWhen:
    'Do this only if no backup is newer than this record, and your IT or information governance lead knows about it.',
  goOnYes: 'Go on with this record',
  goOnNo: 'Not now',
  goingOn: 'Going on',
  unusable: 'The vault cannot be opened',
  tryAgain: 'Try again',
});
