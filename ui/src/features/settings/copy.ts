import { messages } from '../../messages';
import type { Sector, TextSize, Theme } from '../../ipc';

const sectors: Record<Sector, string> = {
  health: 'Health visiting or community health',
  general_practice: 'General practice',
  housing: 'Housing',
  social_care: 'Social care',
  other: 'Other',
};

const themes: Record<Theme, string> = {
  system: 'As this laptop is set',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

const textSizes: Record<TextSize, string> = {
  '100': 'Normal',
  '125': 'A quarter larger',
  '150': 'Half as large again',
  '200': 'Twice the size',
};

/** The words of the settings. */
export const copy = messages('settings.copy', {
  settings: 'Settings',
  you: 'About you',
  turnTo: 'Whom to turn to',
  privacy: 'Locking and privacy',
  name: 'Your name',
  role: 'Your role',
  organisation: 'Organisation',
  sector: 'Sector',
  sectors,
  leadName: 'Safeguarding lead: name',
  leadPhone: 'Safeguarding lead: telephone',
  managerName: 'Manager: name',
  managerPhone: 'Manager: telephone',
  policy: 'Where your safeguarding policy is',
  policyHint: 'For example a page on your intranet, or a folder in the office.',
  idle: 'Lock after how many minutes without use (1 to 30)',
  idleWrong: 'Enter a whole number from 1 to 30',
  capture: 'Pictures of the screen',
  captureBlock: 'Stop other programs from taking pictures of this window',
  captureHint:
    'This also keeps the window out of a screen that you share. It cannot stop a camera or a phone.',
  captureOpen:
    'On this computer, Waymark cannot stop other programs from taking pictures of this window. Hide Waymark before you share your screen.',
  names: 'Names on lists',
  initials: 'Show initials instead of names',
  initialsHint: 'Anyone may see a list. The record itself always shows the name.',
  save: 'Save settings',
  saved: 'Settings saved',
  display: 'Display',
  displayWhat:
    'Each change is made at once. It stays on this laptop, also for the unlock screen, whoever uses it.',
  displaySaved: 'Display changed',
  theme: 'Colours',
  themes,
  textSize: 'Text size',
  textSizes,
  wayIn: 'Passphrase and recovery phrase',
  changePassphrase: 'Change your passphrase',
  newPhrase: 'Make a new recovery phrase',
  yourRecords: 'Your records',
  backUp: 'Make a backup',
  checkRecord: 'Check the record',
  services: 'Local services',
  pack: 'Content from your organisation',
  about: 'About Waymark',
  version: (version: string, commit: string) =>
    commit ? `Version ${version} (${commit})` : `Version ${version}, made for trying out`,
  licences: 'Licences',
});
