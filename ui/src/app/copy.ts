import { lower, messages } from '../messages';

/** The words of the frame around every view. */
export const copy = messages('app.copy', {
  product: 'Waymark',
  skip: 'Skip to main content',
  nav: { label: 'Main', home: 'Home', library: 'Guide', settings: 'Settings' },
  lock: 'Lock',
  hide: 'Hide',
  hideLink: 'Hide this screen',
  danger: 'In immediate danger call 999',
  save: {
    saving: 'Saving',
    savedAt: (time: string) => `Saved at ${time}`,
    failed: 'Not saved.',
    again: 'Try again',
  },
  unsaved: {
    heading: 'Important',
    title: 'Your last words are not saved yet',
    body: 'They are still on the screen. Try again before you leave this page.',
    again: 'Try again',
    leave: 'Leave without saving',
    lock: 'Lock without saving',
  },
  idle: {
    heading: 'Important',
    title: (seconds: number) => `Waymark locks itself in ${seconds} seconds`,
    body: 'Nobody has pressed a key or moved the pointer for a while. What you have typed is saved.',
    stay: 'Stay open',
  },
  line: {
    doneOn: (day: string) => `Done on ${day}`,
    who: (who: string) => (who ? `Who: ${who}` : 'Who: not said'),
    about: (who: string) => `For: ${who}`,
    review: (who: string) => (who ? `Review: ${who}` : 'Review: no name'),
    reviewOn: (day: string) => `On ${day}.`,
    /** What is known of an action, as one sentence. */
    rest: (parts: readonly string[]) => `${parts.filter(Boolean).join('. ')}.`,
  },
  /** A step's place among the six. */
  stepOf: (number: number) => `Step ${number} of 6`,
  outcome: {
    why: 'Why',
    since: (day: string) => `Since last time (${day})`,
    twoActions: 'Two actions, side by side',
    twoPerson:
      'The person: ask about their safety now and get urgent mental health help. Stay with them or hand over.',
    twoOthers:
      'Partner and children: a person who is suicidal can be a danger to them. Tell your safeguarding lead today.',
    what: 'What to do',
    lead: (lead: string) => `Safeguarding lead: ${lead}.`,
    /** Until the settings were read nobody knows whether one was entered. */
    leadNotRead: 'Safeguarding lead:',
    leadMissing: 'Safeguarding lead: not entered yet. Add the name and number under Settings.',
    policy: (where: string) => `Policy: ${where}.`,
    whoNeeds:
      'Think who needs to hear: the victim, safely and separately; the local domestic abuse service; police; social care; MARAC.',
    notSure: (manager: string) =>
      manager
        ? `Not sure? Ask your manager (${manager}) or safeguarding lead now.`
        : 'Not sure? Ask your manager or safeguarding lead now.',
    doNotTell: 'Do not tell the person what anyone else has said.',
    missing: 'What is missing, and how to find out',
    missingItem: (label: string, presence: string) => `${label} (${lower(presence)})`,
  },
  /**
   * The page's part of the window's title. Anyone may see it, so it is the neutral name of the view
   * and never a name, a heading or words of a case.
   */
  titles: {
    start: 'Start',
    'first-run': 'Set up',
    'confirm-recovery': 'Recovery phrase',
    passphrase: 'Passphrase',
    unlock: 'Unlock',
    recover: 'Recovery phrase',
    home: 'Home',
    quick: 'Quick contact',
    before: 'Before you start',
    tasks: 'Steps',
    look: 'Look and listen',
    ask: 'Ask',
    assess: 'Assess',
    respond: 'Respond',
    refer: 'Refer',
    record: 'Record',
    sort: 'Sort your notes',
    picture: 'The whole picture',
    check: 'Check and seal',
    sealed: 'Record',
    library: 'Guide',
    entry: 'Guide',
    settings: 'Settings',
    'go-on': 'Go on',
    'back-up': 'Backup',
    restore: 'Restore',
    amend: 'Add to a record',
    keep: 'Keep or erase',
    'check-record': 'Check the record',
    people: 'People',
    person: 'Person',
    'person-form': 'Person',
    join: 'Join',
    'event-form': 'Event',
    actions: 'Actions',
    action: 'Action',
    'action-form': 'New action',
    find: 'Search',
    services: 'Local services',
    'service-form': 'Local services',
    import: 'Local services',
    referrals: 'Referrals',
    'follow-up': 'What came of it',
    outputs: 'Outputs',
    output: 'Preview',
    'save-output': 'Save',
    card: 'Card',
    'save-export': 'Save',
    counts: 'Counts',
  },
});
