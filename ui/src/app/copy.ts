/** The words of the frame around every view. */
export const copy = {
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
    before: 'Before you start',
    tasks: 'Steps',
    look: 'Look and listen',
    ask: 'Ask',
    assess: 'Assess',
    respond: 'Respond',
    refer: 'Refer',
    record: 'Record',
    check: 'Check and seal',
    sealed: 'Record',
    library: 'Guide',
    entry: 'Guide',
    settings: 'Settings',
  },
} as const;
