/** The help on records: where they are, what leaves, how they are locked and lost. */
import { messages } from '../../../messages';
import { headings } from '../copy';
import type { PageText } from '../text';

const { mind } = headings;

export const records = messages<
  Record<
    'stored' | 'leaves' | 'lock-and-hide' | 'backup' | 'passphrase' | 'no-false-vault',
    PageText
  >
>('help.records', {
  stored: {
    title: 'What is stored, and where',
    intro: 'Everything is in one folder on this laptop, and nowhere else.',
    parts: [
      {
        heading: 'The folder',
        body: [
          [
            'Linux: ~/.local/share/org.waymark.desk',
            'Windows: %LOCALAPPDATA%\\org.waymark.desk',
            'macOS: ~/Library/Application Support/org.waymark.desk',
          ],
        ],
      },
      {
        heading: 'What is in it',
        body: [
          [
            'Your records, drafts and actions, and what you entered about yourself. All of it is encrypted: nobody can read it without the passphrase or the recovery phrase.',
            'The key to them, locked by both. The name that you gave the vault stands beside it and is not encrypted.',
            'The guide and its search. It holds nothing of yours and is not encrypted.',
          ],
        ],
      },
      {
        heading: 'What is not stored',
        body: [
          [
            'Your passphrase and your recovery phrase.',
            'Where the family of a person lives. There is no field for it. Do not write it into a note.',
            'Your words outside the vault: no list of recent files, no copy of a page, no history.',
          ],
          'What you copy stays on the clipboard for 60 seconds at most. Another program on the laptop may keep what it sees, such as a history of the clipboard. Ask your IT department.',
        ],
      },
    ],
    see: ['leaves', 'backup', 'passphrase'],
  },
  leaves: {
    title: 'What leaves the laptop',
    intro: 'Nothing, unless you take it out yourself. Waymark sends nothing to anybody.',
    parts: [
      {
        heading: 'What you can take out',
        body: [
          [
            'A document or a text for one reader. You choose who it is for, and see what it says and what is left out before it is made.',
            'A sealed export, and counts without names.',
            'A card with questions, without a word about any contact.',
            'A backup.',
          ],
          'What you make goes where you put it. From then on Waymark cannot protect it or take it back. That a document, text, export or backup was made is entered in the record.',
        ],
      },
      {
        heading: 'The network',
        body: [
          'Waymark never opens a connection, not even for updates. On Windows, the part of the system that draws its pages makes connections of its own. Waymark tells it not to, and cannot prevent all of them. A firewall can: ask your IT department.',
          'If the folder of your records is copied to a company’s computers by another program, the home page says so when Waymark can tell.',
        ],
      },
    ],
    see: ['stored', 'dictation', 'backup'],
  },
  'lock-and-hide': {
    title: 'Locking and hiding',
    intro: 'Locking closes your records. Hiding also covers the screen, at once.',
    parts: [
      {
        heading: 'Hide',
        body: [
          'Press Shift three times, or choose “Hide” on any page. An empty page with the word “Waymark” covers the window. What you typed is saved, then the records are locked.',
          'If the disk takes too long to save the last words, they are given up: hiding does not wait. “Continue” on the empty page leads to the unlock screen. Your drafts are there again, and “Home” offers a form that you had not sent.',
        ],
      },
      {
        heading: 'Lock',
        body: [
          [
            'Choose “Lock” at the top of the page.',
            'Waymark also locks when you close it, when the laptop sleeps and when its screen is locked.',
            'It locks when nobody has pressed a key or moved the pointer for five minutes, and warns 30 seconds before. You can set 1 to 30 minutes in Settings.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Lock Waymark before the laptop leaves your hands.',
            'Sit so that nobody is behind you.',
            'After a lock the passphrase is needed again. Nobody can skip it.',
          ],
        ],
      },
    ],
    see: ['no-false-vault', 'passphrase', 'keyboard'],
  },
  backup: {
    title: 'Backups',
    intro:
      'If the laptop is lost or breaks, a backup is the only way back to your records. The home page says when the last one was made.',
    parts: [
      {
        heading: 'Make one',
        body: [
          [
            'Choose “Make a backup” on the home page or in Settings, then where to put it.',
            'It is one encrypted file with everything in the vault. Waymark reads it to its end before it says that it is made.',
            'Keep it away from the laptop, where your organisation allows it.',
          ],
        ],
      },
      {
        heading: 'Go back to one',
        body: [
          [
            'Choose “Restore from a backup” on the unlock screen.',
            'It opens with the passphrase or the recovery phrase of the day on which it was made.',
            'What is on the laptop is kept aside, and not deleted.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'What you wrote after a backup is not in it.',
            'What you erase later is still in an older backup. Destroy old ones as your organisation asks.',
          ],
        ],
      },
    ],
    see: ['passphrase', 'stored'],
  },
  passphrase: {
    title: 'If you lose the passphrase',
    intro: 'The recovery phrase opens your records too. Without both, nobody can.',
    parts: [
      {
        heading: 'You have the recovery phrase',
        body: [
          'Choose “Use the recovery phrase” on the unlock screen. Type the 24 words and set a new passphrase. Nothing is lost.',
        ],
      },
      {
        heading: 'You have neither',
        body: [
          'Nobody can open the records: not your IT department, not the makers of Waymark. There is no second key. Tell your manager, and keep the files: a phrase may still turn up.',
        ],
      },
      {
        heading: 'You think somebody else knows it',
        body: [
          [
            'Change the passphrase in Settings, and make a new recovery phrase.',
            'A backup still opens with the old ones. Make a new backup and destroy the old.',
            'Tell your manager.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Keep the recovery phrase on paper, at work. Not with the laptop, and not in a bag that you take on visits.',
            'After a few wrong tries Waymark makes you wait, longer each time, five minutes at most. It never deletes anything.',
          ],
        ],
      },
    ],
    see: ['no-false-vault', 'backup'],
  },
  'no-false-vault': {
    title: 'Why there is no false vault',
    intro:
      'Some programs can show made-up records, or delete everything, when a second passphrase is typed. Waymark does neither, on purpose.',
    parts: [
      {
        heading: 'Why not',
        body: [
          [
            'If false records could exist, nobody could show that the ones on the screen are all there are. Whoever wants to see them would go on asking.',
            'A program that can delete everything can be made to do so. Records that may help somebody later would be gone.',
            'Under pressure, people mix up two passphrases.',
          ],
        ],
      },
      {
        heading: 'If somebody makes you open it',
        body: [
          [
            'Your safety comes first. Open it if you have to.',
            'Get away when you can. In danger call 999. On a mobile, if you cannot speak: call 999, then press 55 when asked.',
            'Tell your manager at once what was seen.',
          ],
        ],
      },
    ],
    see: ['lock-and-hide', 'passphrase'],
  },
});
