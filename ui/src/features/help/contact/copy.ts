/**
 * The help on a contact, step by step. Mostly read beside the person: it names nobody else.
 */
import { messages } from '../../../messages';
import { steps } from '../../../app/words';
import type { Step } from '../../../ipc';
import { headings } from '../copy';
import type { PageText } from '../text';

const { how, mind } = headings;

export const contact = messages<Record<Step, PageText>>('help.contact', {
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
});
