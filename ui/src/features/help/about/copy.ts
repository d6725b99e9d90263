/** What the help says about Waymark itself. */
import { messages } from '../../../messages';
import type { PageText } from '../text';

export const about = messages<Record<'promises' | 'accessibility' | 'licences', PageText>>(
  'help.about',
  {
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
              'For the pages of a contact, the names, the roles and the order that a screen reader gets are kept and compared.',
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
      leads: [{ text: 'Licences of everything in Waymark', view: { name: 'licences' } }],
    },
  },
);
