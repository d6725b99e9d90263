/** The help on rehearsing, keyboard, screen reader and dictation. */
import { messages } from '../../../messages';
import { headings } from '../copy';
import type { PageText } from '../text';

const { mind } = headings;

export const work = messages<
  Record<'rehearse' | 'keyboard' | 'screen-reader' | 'dictation', PageText>
>('help.work', {
  rehearse: {
    title: 'Rehearsing with a made-up person',
    intro:
      'Try out a hard talk before you have one, or look round Waymark before you use it. Practice may begin before you unlock.',
    parts: [
      {
        heading: 'What there is',
        body: [
          [
            'The tour shows records of a made-up person. A line on each page says what it is for.',
            'A scene takes you through the same six steps as real work. Afterwards you see what a skilled colleague would do, and why.',
            'There is no score, and no scene has one right way.',
          ],
        ],
      },
      {
        heading: mind,
        body: [
          [
            'While you practise, a bar on top says so, and each heading begins with “Practice”. If neither is there, it is real.',
            'Nothing you enter in practice is kept. Never write about a real visit there: it is gone at the end.',
            'Your own records are out of reach until you choose “End practice”.',
            'Locking and hiding end it too.',
          ],
        ],
      },
    ],
    leads: [{ text: 'Rehearse with a made-up person', view: { name: 'rehearse' } }],
    see: ['before', 'quick'],
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
            'F1 shows the keys for what is done often. They work wherever the page says so.',
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
});
