/** Pages as the program answers them, for the tests of these screens. */
import type { PersonPageView } from '../../ipc';

/** Somebody about whom nothing is known. */
export const nobody: PersonPageView = {
  id: 'p1',
  name: 'Jo Smith',
  initials: 'JS',
  reference: 'WS-1',
  contacts: 0,
  entry: {
    person: {
      id: 'p1',
      name: 'Jo Smith',
      local_reference: 'WS-1',
      born: null,
      nhs_number: null,
      notes: '',
      household: [],
    },
    born: null,
    nhs_number: null,
  },
  joined: [],
  retention: null,
  open: { drafts: [], actions: [], review: null, referrals: [] },
  timeline: [],
  over_time: null,
};

/** The same person after three contacts in a year. */
export const known: PersonPageView = {
  ...nobody,
  contacts: 3,
  entry: {
    ...nobody.entry,
    person: {
      ...nobody.entry.person,
      born: '1990-02-28',
      notes: 'works nights',
      household: [{ id: 'm1', relation: 'child', name: 'K.', birth_year: 2019 }],
    },
    born: '28 February 1990',
  },
  open: {
    drafts: [{ id: 'd1', started: '25 November 2026 at 9am', saved: '9:05am' }],
    actions: [
      { id: 'a1', what: 'Ring the lead', who: 'me', due: '1 November 2026', overdue: true },
      { id: 'a2', what: 'Write to the GP', who: '', due: '1 December 2026', overdue: false },
    ],
    review: { contact: 'c3', on: '20 November 2026', due: 'overdue' },
    referrals: [
      {
        contact: 'c2',
        route: 'refer.dapp',
        label: 'A programme',
        service: 'Turnaround',
        made: '2 May 2026',
        state: 'waiting',
      },
    ],
  },
  timeline: [
    {
      on: '6 November 2026',
      what: {
        kind: 'contact',
        contact: 'c3',
        sealed: '6 November 2026 at 2pm',
        setting: 'clinic',
        review: null,
      },
    },
    {
      on: '6 November 2026',
      what: {
        kind: 'assessment',
        contact: 'c3',
        outcome: 'not_enough_known',
        present: 0,
        new: 0,
        cleared: 0,
        cleared_on_their_word: 1,
      },
    },
    {
      on: '2 May 2026',
      what: {
        kind: 'referral_made',
        contact: 'c2',
        route: 'refer.dapp',
        label: 'A programme',
        service: 'Turnaround',
        state: null,
      },
    },
    {
      on: '2 May 2026',
      what: {
        kind: 'action_decided',
        action: 'a1',
        what: 'Ring the lead',
        who: 'me',
        due: '1 November 2026',
        overdue: true,
        done: false,
      },
    },
    {
      on: '1 December 2025',
      what: {
        kind: 'event',
        event: {
          id: 'e1',
          person: 'p1',
          kind: 'separation',
          on: '2025-12-01',
          words: 'he moved out',
          sources: ['other_agency'],
        },
        ahead: false,
      },
    },
  ],
  over_time: {
    contacts: [
      { contact: 'c1', on: '4 December 2025', outcome: 'act_now' },
      { contact: 'c2', on: '2 May 2026', outcome: 'act_now' },
      { contact: 'c3', on: '6 November 2026', outcome: 'not_enough_known' },
    ],
    items: [
      {
        item: 'risk.separation',
        list: 'indicator',
        label: 'Separation',
        cells: [
          { presence: 'present' },
          { presence: 'present' },
          { presence: 'not_present', cleared: 'on_their_word_alone' },
        ],
      },
      {
        item: 'risk.threats-to-kill',
        list: 'indicator',
        label: 'Threats to kill',
        cells: [
          { presence: 'not_asked' },
          { presence: 'present', new: true },
          { presence: 'not_known' },
        ],
      },
      {
        item: 'warn.stalking',
        list: 'warning_sign',
        label: 'Stalking',
        cells: [
          { presence: 'present' },
          { presence: 'not_present', cleared: 'otherwise' },
          { presence: 'not_present' },
        ],
      },
    ],
    still_open: ['Separation', 'Threats to kill'],
  },
};
