import { messages } from '../../messages';
import type { PlaceView, StageView } from '../../ipc';

const stages: Record<StageView, string> = {
  copying: 'Copying',
  checking: 'Checking what was copied',
  writing: 'Writing it to its place',
};

/** The words of backup and restore. */
export const copy = messages('backup.copy', {
  stages,
  backUp: 'Make a backup',
  what: [
    'A backup is one file with everything in this vault. It is encrypted.',
    'It opens with the passphrase or the recovery phrase that you have now. Without one of them nobody can open it.',
    'Keep it away from the laptop, with your other work things, where your organisation allows it.',
  ],
  where: 'Where to put it',
  place: (place: PlaceView) =>
    place.kind === 'documents' ? `Documents on this laptop` : `Stick or drive`,
  placeHint: (place: PlaceView) =>
    [
      place.path,
      place.kind === 'documents' ? 'If the laptop is lost, this backup is lost with it.' : '',
      place.synced ? 'Probably copied to a company’s computers.' : '',
    ]
      .filter(Boolean)
      .join('. '),
  other: 'Another folder',
  folder: 'The whole path of the folder',
  look: 'Look for sticks and drives again',
  chooseFolder: 'Choose where to put the backup',
  make: 'Make the backup',
  syncedYes: 'I have asked: make the backup here',
  syncedNo: 'Choose another folder',
  made: 'Backup made',
  madeWhere: 'It is in this file:',
  madeNext: 'If it is on a stick, use “eject” or “remove safely” before you take the stick out.',
  home: 'Home',
  restore: 'Restore from a backup',
  restoreWhat: [
    'The vault in the backup takes the place of the one on this laptop.',
    'What is on this laptop now is kept aside. It is not deleted.',
    'What you wrote after the backup was made is not in it.',
  ],
  which: 'Which backup',
  none: 'No backup was found in your documents or on a stick or drive. Plug the stick in and look again, or enter the file.',
  found: (name: string, made: string) => `${name}, made ${made}`,
  otherFile: 'Another file',
  file: 'The whole path of the file',
  fileHint: 'Its name ends in “.waymark”.',
  chooseFile: 'Choose a backup',
  openWith: 'What you open it with',
  withs: { passphrase: 'The passphrase', recovery_phrase: 'The recovery phrase' },
  ofThen: 'The one that the vault had when the backup was made.',
  passphrase: 'Passphrase',
  olderPassphrase: 'This backup may have an older passphrase. Or open it with its recovery phrase.',
  phrase: 'Recovery phrase',
  restoreYes: 'Restore this backup',
  restored: 'The backup is restored',
  restoredNext: 'Unlock it with the passphrase that the vault had when the backup was made.',
  aside: (folder: string) =>
    `What was on this laptop before is kept in the folder “${folder}”, beside the new one. Nobody should delete it before your IT or information governance lead has agreed.`,
  toUnlock: 'Go to the unlock screen',
});
