/**
 * What the help says: data, so that it can be translated as a whole.
 *
 * Any page may be open in the person's own kitchen, and the index is one press away from every screen. So
 * nothing here names a victim, says what the person may have done, or hints that somebody else has spoken;
 * a test holds the words that must not stand here. Only what is certain is said: no product is named.
 */
import type { HelpPage } from '../../app/help';
import type { View } from '../../app/navigation.svelte';
import { steps } from '../../app/words';

/** A paragraph, or the lines of a list. */
export type Block = string | readonly string[];

/** Some blocks under a heading. */
export interface Part {
  heading: string;
  body: readonly Block[];
}

/** One page: what it says first, then its parts, then where else to look. */
export interface PageText {
  title: string;
  intro: string;
  parts: readonly Part[];
  /** Other pages of the help. */
  see?: readonly HelpPage[];
  /** Other places in Waymark. */
  leads?: readonly { text: string; view: View }[];
}

const how = 'How to use it';
const mind = 'What to mind';

/** Pages in groups, as the index shows them. */
export const groups: readonly { heading: string; pages: readonly HelpPage[] }[] = [
  {
    heading: 'A contact, step by step',
    pages: ['before', 'look', 'ask', 'assess', 'respond', 'refer', 'record', 'quick'],
  },
  { heading: 'Ways to work', pages: ['keyboard', 'screen-reader', 'dictation'] },
  {
    heading: 'Your records',
    pages: ['stored', 'leaves', 'lock-and-hide', 'backup', 'passphrase', 'no-false-vault'],
  },
  { heading: 'About Waymark', pages: ['promises', 'accessibility', 'licences'] },
];

/** Every page. */
export const pages: Record<HelpPage, PageText> = {
  before: {
    title: steps.before,
    intro: 'These questions come first. Your answers decide what the steps show.',
    parts: [
      {
        heading: how,
        body: [
          [
            'Answer each question with yes, no or not sure. One that you leave open counts as not sure.',
            'Where it is no time for questions, the step Ask shows how to listen.',
            'Something has changed? Every step has a link back to this page. Change the answer, and the steps follow.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Answer for the place where you are now, not for the one you had planned.',
            'In doubt, choose not sure.',
            'If anyone is in danger now, get out if you can, and call 999.',
          ],
        ],
      },
    ],
    see: ['look', 'lock-and-hide'],
  },
  look: {
    title: `1 ${steps.look}`,
    intro: 'Note what you hear and see while you still have the exact words.',
    parts: [
      {
        heading: how,
        body: [
          [
            'Tick what fits. Each tick opens a place for the exact words.',
            'Say who each piece came from. There may be several answers.',
            'No time? Type one line into the notepad at the end of the page and press Enter. Sort the lines later.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Look at the person, not at the screen. You can fill this in afterwards.',
            'Write down what was said, not what you think it means. Your own view has its place in step 6.',
            'If you do not know who a piece came from, leave that open. Do not guess.',
          ],
        ],
      },
    ],
    see: ['ask', 'keyboard'],
  },
  // Reached from the step that the person may see: it speaks of this talk alone.
  ask: {
    title: `2 ${steps.ask}`,
    intro:
      'Questions that help a talk along. You choose which ones fit. You need not ask them all.',
    parts: [
      {
        heading: how,
        body: [
          [
            'Use your own words. A card is a reminder, not a script.',
            'Mark each question: asked, declined or not asked. Write the answer down as it was said.',
            'Waymark may offer to mark something. It marks nothing by itself: you decide.',
            'The direct questions open once you have marked that the earlier ones were answered openly.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Use only what is said in this talk.',
            'Anyone may say no to a question. Accept it and go on.',
            'Stop when the talk gets heated, or when somebody comes in.',
            'Where the page shows how to listen in place of questions, do not ask now.',
          ],
        ],
      },
    ],
    see: ['before', 'look'],
  },
  assess: {
    title: `3 ${steps.assess}`,
    intro: 'A checklist and your own judgement. Together they say what has to be done next.',
    parts: [
      {
        heading: how,
        body: [
          [
            'Give each line one of four answers: present, not present, not known, not asked. Until you choose, it is not asked.',
            'Where a line is present, say who it came from, in which words, and when it was.',
            'Then give your own judgement and say why. Only after that does Waymark show what follows from the list.',
            'You can raise your judgement later. You cannot take it down.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Fill this in on your own, where nobody else sees the screen.',
            'Not known is a full answer. It shows what somebody still has to find out.',
            'A short list does not mean that all is well. It shows what was found so far.',
            'Your judgement counts as much as the list does.',
          ],
        ],
      },
    ],
    see: ['refer', 'record'],
  },
  respond: {
    title: `4 ${steps.respond}`,
    intro: 'Ideas for what to say and do in the talk, and for looking after yourself.',
    parts: [
      {
        heading: how,
        body: [
          [
            'What fits the place where you are stands first.',
            'Tick what you used, and note what you said.',
            'Under some ideas stands a sentence that you could say. Change it until it sounds like you.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Your own safety comes first. If it does not feel right, leave.',
            'You need not use all of it. One clear sentence is often enough.',
            'Talk to your manager or a colleague afterwards, every time.',
          ],
        ],
      },
    ],
    see: ['refer'],
    leads: [{ text: 'Read more in the guide', view: { name: 'library' } }],
  },
  refer: {
    title: `5 ${steps.refer}`,
    intro: 'Which services fit, and what has to be done by whom and by when.',
    parts: [
      {
        heading: how,
        body: [
          [
            'Tick a route, and note how the person took it. You can choose a service from your own directory.',
            'Nothing near you? There is a line for that too. Say where you looked.',
            'Some services are marked as not advised, with the reason. You cannot choose them.',
            'Write down each action: what, who, by when. It stays open until you say that it was done.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Waymark sends nothing and tells nobody. Somebody has to do it.',
            'Fill this in on your own, where nobody else sees the screen.',
            'If the answer to a route is no, do not press. Go back to step 3 and look once more.',
          ],
        ],
      },
    ],
    see: ['assess', 'leaves'],
  },
  record: {
    title: `6 ${steps.record}`,
    intro: 'Your notes, the date of the next review, and the seal that ends the contact.',
    parts: [
      {
        heading: how,
        body: [
          [
            'There are four kinds of notes. Keep what was said, what you saw and what you think apart.',
            'Write in plain words who did what, when, and what came of it.',
            'Enter the next review date, or say why there is none.',
            'Then open “Check and seal”. It shows all answers with a link to change each, and what is still missing.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Write as if it might be read out one day.',
            'Before the seal, Waymark points out wording that can be misread. You decide.',
            'After the seal nothing is changed. You can add to it, with the date and your reason.',
            'Write on your own, where nobody else sees the screen.',
          ],
        ],
      },
    ],
    see: ['leaves', 'backup'],
  },
  quick: {
    title: steps.quick,
    intro: 'One page for a short appointment. It makes the same record as the six steps.',
    parts: [
      {
        heading: how,
        body: [
          [
            'Go down the page: who and where, what was said or seen, the checklist, your judgement, an action, a note.',
            'To find a line, type a word or two of what was said. Not in the list? Keep it in your own words.',
            'Leave open what you do not know.',
            'You need more room? Choose “Open as a full contact”. Nothing gets lost.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'This page is for you alone. Turn the screen away, or fill it in afterwards.',
            'The first questions count here too: where it is no time to ask, listen.',
          ],
        ],
      },
    ],
    see: ['before', 'assess', 'record'],
  },
  keyboard: {
    title: 'Working by keyboard',
    intro: 'Everything in Waymark can be done without a mouse.',
    parts: [
      {
        heading: 'Moving about',
        body: [
          [
            'Tab goes on to the next field, button or link. Shift and Tab go back.',
            'Enter or the space bar presses a button. The space bar ticks a box.',
            'The arrow keys choose between the answers of a question.',
            'The first Tab on a page leads to “Skip to main content”, the second to “Hide this screen”.',
            'Each new page begins at its heading.',
          ],
        ],
      },
      {
        heading: 'Hiding',
        body: ['Press Shift three times, quickly and with no other key between.'],
      },
      {
        heading: 'In a contact',
        body: [
          [
            'Alt and J lead to the notepad. Escape takes you back to where you were.',
            'Where Waymark offers to mark something, Alt and Y mark it, and Alt and N turn it down.',
          ],
        ],
      },
    ],
    see: ['screen-reader', 'lock-and-hide'],
  },
  'screen-reader': {
    title: 'With a screen reader',
    intro: 'Waymark is made of plain headings, lists, buttons and fields with names.',
    parts: [
      {
        heading: 'What to expect',
        body: [
          [
            'Each new page puts the focus on its main heading. The title of the window changes too. It never holds a name.',
            'Going by headings is the quickest way through a long page.',
            '“Saved”, with the time, is said without moving the focus. So is a save that failed.',
            'If something in a form has to be mended, the focus goes to a list of what it is. Each line leads to its field.',
            'Half a minute before Waymark locks itself, it says so. Any key keeps it open.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Others can hear a screen reader. Use headphones or braille where you are not alone.',
            'Know the key that makes yours stop speaking at once. Hiding the screen may not cut off a sentence that has begun.',
            'If yours keeps a history of what it said, find out how to empty it. Waymark cannot.',
          ],
        ],
      },
    ],
    see: ['keyboard', 'accessibility'],
  },
  dictation: {
    title: 'Dictation without the cloud',
    intro:
      'You can dictate into every field with a tool that types into other programs. Waymark has none of its own and does not listen.',
    parts: [
      {
        heading: 'Where does your voice go?',
        body: [
          'Some tools turn speech into text on the laptop. Others send it over a network to a company’s computers. Some do one or the other, by a setting.',
          'Waymark cannot tell which kind yours is, and cannot stop it. It sees only the letters that arrive.',
          'Ask your IT department before you dictate a word about anybody:',
          [
            'Does speech leave this laptop, ever?',
            'Does anybody keep the sound or the text?',
            'May I use it for confidential records?',
            'Can it be set to work on this laptop alone?',
          ],
        ],
      },
      {
        heading: 'A first test',
        body: [
          'Turn the network off and dictate something harmless. If it no longer works, it needs a network: do not use it here. If it works, ask all the same. It may send something later.',
        ],
      },
      {
        heading: mind,
        body: [
          [
            'Dictate only where nobody can hear you: not in a home, a waiting room or an open office.',
            'Read what arrived. A wrong word in a record can do harm.',
            'A phone that types for you is one more device. The same questions hold for it.',
          ],
        ],
      },
    ],
    see: ['leaves', 'screen-reader'],
  },
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
            'What you copy stays on the clipboard for 60 seconds at most.',
          ],
          'Another program on the laptop may keep what it sees, such as a history of the clipboard. Ask your IT department.',
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
          'If the disk takes too long to save the last words, they are given up: hiding does not wait. “Continue” on the empty page leads to the unlock screen. Your drafts are there again.',
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
  promises: {
    title: 'What Waymark does not promise',
    intro: 'It is an aid. The decisions are yours and those of your organisation.',
    parts: [
      {
        heading: 'About your work',
        body: [
          [
            'It does not replace training, supervision, your safeguarding policy, a specialist service or the police. In immediate danger call 999.',
            '“None identified so far” does not mean that nothing is there. The checklist shows what was found.',
            'The law cards are for your own information. They are not legal advice. Each says when it was checked.',
            'It is not a product of the NHS, GOV.UK or Respect, and none of them has approved it.',
          ],
        ],
      },
      {
        heading: 'About your records',
        body: [
          'They are protected on a lost or stolen laptop. Waymark cannot protect them from:',
          [
            'somebody who controls the laptop while they are open, by a program or as its administrator',
            'a camera, or eyes over your shoulder',
            'somebody who knows the passphrase, or makes you type it',
            'a wrong clock. It is noted where it can be noticed, and not put right.',
          ],
          'A record that was changed behind its back is noticed and not shown as if nothing were. One gap stays: the whole folder set back to an earlier day. Compare the seal code on a document that you made later.',
        ],
      },
    ],
    see: ['stored', 'leaves', 'accessibility'],
  },
  accessibility: {
    title: 'Accessibility statement',
    intro:
      'Waymark aims at the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, on every screen.',
    parts: [
      {
        heading: 'How it is tested',
        body: [
          [
            'A program for finding barriers (axe) looks at every screen, in every theme.',
            'Whole contacts are done by keyboard alone.',
            'The names and roles that a screen reader is given are read out and compared.',
          ],
          'These tests are run by programs. They do not find everything, and they listen to no screen reader.',
        ],
      },
      {
        heading: 'What is known not to work',
        body: [
          [
            'Where pictures of the screen are blocked, a tool that works from such pictures may see an empty window: some magnifiers, remote help, programs that read text from a picture. You can turn this off in Settings, but not for the unlock screen.',
            'On Linux, pictures of the screen cannot be blocked.',
            'A PDF that is locked with a password has its tags for screen readers, but is not in the format for archives.',
            'The words are in English only.',
          ],
        ],
      },
      {
        heading: 'If something keeps you out',
        body: [
          'Tell whoever gave you Waymark in your organisation: your manager or your IT department. Say which page it was, what you tried, and with which tool. Send no picture of a record.',
        ],
      },
    ],
    see: ['keyboard', 'screen-reader'],
  },
  licences: {
    title: 'Licences',
    intro: 'Waymark is free software under the MIT licence.',
    parts: [
      {
        heading: 'Fonts',
        body: [
          'Atkinson Hyperlegible Next and, in documents, Noto Sans and Noto Emoji, all under the SIL Open Font License.',
        ],
      },
      {
        heading: 'No warranty',
        body: [
          'It is provided as it is, without any warranty. The licence has the exact words, and comes with Waymark.',
        ],
      },
    ],
    see: ['promises'],
  },
};
