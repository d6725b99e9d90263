import axe from 'axe-core';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  commands,
  type OutputChoicesView,
  type OutputPreviewView,
  type OutputRequest,
} from '../../ipc';
import { navigation } from '../../app/navigation.svelte';
import { copy } from './copy';
import Counts from './Counts.svelte';
import Outputs from './Outputs.svelte';
import Preview from './Preview.svelte';
import SaveOutput from './SaveOutput.svelte';

const choices: OutputChoicesView = {
  person: 'p1',
  name: 'Jo Smith',
  reference: 'WCH-204',
  contacts: [
    { contact: 'c2', sealed: '24 November 2026 at 9am', setting: null, outcome: 'act_now' },
    { contact: 'c1', sealed: '23 November 2026 at 3pm', setting: 'clinic', outcome: 'act_now' },
  ],
};

const request: OutputRequest = {
  reader: 'hand_over',
  person: 'p1',
  which: { which: 'whole' },
  seen: null,
};

const open = (text: string): { text: string; protected: boolean } => ({ text, protected: false });

const preview: OutputPreviewView = {
  reader: 'hand_over',
  leaks: [],
  leaks_open: 0,
  document: {
    title: 'Record',
    made: '23 November 2026 at 2:14pm',
    made_by: 'Anna Berry',
    seal_code: '4-ABCD-EFGH',
    every_page: 'Protected.',
    blocks: [
      { kind: 'heading', level: 1, text: 'Who is at risk' },
      { kind: 'callout', text: 'Act now' },
      { kind: 'paragraph', text: open('A partner and a child.') },
      { kind: 'list', items: [open('I shout'), { text: 'he hits me', protected: true }] },
      { kind: 'facts', rows: [{ name: 'Review', value: open('23 November 2026') }] },
      {
        kind: 'table',
        caption: 'Actions',
        head: ['What', 'Who'],
        rows: [[open('Ring the lead'), open('Me')]],
      },
    ],
  },
  entry: null,
  hidden: null,
  terms: [],
  left_out: [{ what: 'Where the partner lives.', why: 'Waymark does not keep it.' }],
  seal_code: '4-ABCD-EFGH',
  digest: 'd1',
};

const own: OutputPreviewView = {
  ...preview,
  reader: 'own_agency',
  document: null,
  leaks: [
    {
      kind: 'name',
      sentence: { before: 'I asked ', found: 'Kelly', after: ' to stop.' },
    },
  ],
  leaks_open: 1,
  hidden: 'Hide this entry from online access.',
};

function shows(view: OutputPreviewView): void {
  vi.spyOn(commands, 'outputPreview').mockImplementation((asked) =>
    Promise.resolve({
      status: 'ok',
      data: asked.seen && asked.seen.leave_out.length > 0 ? { ...view, entry: 'I shout' } : view,
    }),
  );
}

beforeEach(() => {
  vi.restoreAllMocks();
  vi.spyOn(commands, 'outputChoices').mockResolvedValue({ status: 'ok', data: choices });
  vi.spyOn(commands, 'backupPlaces').mockResolvedValue({
    status: 'ok',
    data: [{ path: '/home/a/Documents', kind: 'documents', synced: false }],
  });
});

describe('who it is for', () => {
  it('has to be chosen, and nothing is chosen for anybody', async () => {
    const go = vi.spyOn(navigation, 'go').mockResolvedValue(true);
    const { container } = render(Outputs, {
      view: { name: 'outputs', person: 'p1', contact: 'c1' },
    });
    await fireEvent.click(await screen.findByText(copy.goOn));
    expect(screen.getAllByText(copy.chooseReader).length).toBeGreaterThan(0);
    expect(go).not.toHaveBeenCalled();
    expect((await axe.run(container)).violations).toEqual([]);
    await fireEvent.click(screen.getByLabelText(copy.readers.safe_copy));
    await fireEvent.click(screen.getByText(copy.goOn));
    expect(go).toHaveBeenCalledWith({
      name: 'output',
      request: {
        reader: 'safe_copy',
        person: 'p1',
        which: { which: 'contacts', contacts: ['c1'] },
        seen: null,
      },
    });
  });

  it('asks which contacts when some are to be chosen', async () => {
    const go = vi.spyOn(navigation, 'go').mockResolvedValue(true);
    render(Outputs, { view: { name: 'outputs', person: 'p1' } });
    await fireEvent.click(await screen.findByLabelText(copy.readers.hand_over));
    await fireEvent.click(screen.getByLabelText(copy.choose));
    await fireEvent.click(screen.getByText(copy.goOn));
    expect(screen.getAllByText(copy.chooseContacts).length).toBeGreaterThan(0);
    await fireEvent.click(screen.getByLabelText('Sealed 24 November 2026 at 9am'));
    await fireEvent.click(screen.getByText(copy.goOn));
    expect(go).toHaveBeenCalledWith(
      expect.objectContaining({
        request: expect.objectContaining({
          which: { which: 'contacts', contacts: ['c2'] },
        }) as unknown,
      }),
    );
  });
});

describe('the preview', () => {
  it('marks what has to be kept from the person in words, and says what was left out', async () => {
    shows(preview);
    const { container } = render(Preview, { view: { name: 'output', request } });
    const kept = await screen.findByText('he hits me', { exact: false, selector: '.wm-kept' });
    expect(kept.textContent).toMatch(/^Protected/);
    expect(container.querySelectorAll('.wm-kept')).toHaveLength(1);
    expect(screen.getByText('Where the partner lives.')).toBeTruthy();
    expect(container.textContent).toContain('Waymark does not keep it.');
    expect(screen.getByText(copy.warnings.hand_over)).toBeTruthy();
    expect((await axe.run(container)).violations).toEqual([]);
  });

  it('has no entry to copy while a leak is open', async () => {
    shows(own);
    const asked: OutputRequest = { ...request, reader: 'own_agency' };
    const { container } = render(Preview, { view: { name: 'output', request: asked } });
    await screen.findByText(copy.leaks.title);
    expect(screen.queryByText(copy.copyEntry)).toBeNull();
    expect(screen.getByText(copy.copyHidden)).toBeTruthy();
    await fireEvent.click(screen.getByLabelText(copy.leaks.leaveOut));
    expect(await screen.findByText(copy.copyEntry)).toBeTruthy();
    expect((await axe.run(container)).violations).toEqual([]);
  });

  it('says that a text was copied and for how long, and hands no text to the program', async () => {
    shows({ ...own, leaks: [], entry: 'I shout' });
    const copied = vi
      .spyOn(commands, 'copyOutput')
      .mockResolvedValue({ status: 'ok', data: { seconds: 60 } });
    const asked: OutputRequest = { ...request, reader: 'own_agency' };
    render(Preview, { view: { name: 'output', request: asked } });
    await fireEvent.click(await screen.findByText(copy.copyEntry));
    expect(
      await screen.findByText(
        'Copied. It is taken off the clipboard after 60 seconds. Paste it now.',
      ),
    ).toBeTruthy();
    expect(JSON.stringify(copied.mock.calls)).not.toContain('I shout');
    expect(copied).toHaveBeenCalledWith({
      output: { ...asked, seen: { digest: 'd1', leave_out: [], stays: [] } },
      text: 'entry',
    });
  });
});

describe('saving', () => {
  const save = async (): Promise<void> => {
    await fireEvent.click(await screen.findByLabelText('Documents on this laptop'));
    await fireEvent.click(screen.getByText(copy.save.make));
  };

  it('has a password for a hand-over unless somebody asks for none, and shows it once', async () => {
    const saved = vi.spyOn(commands, 'saveOutput').mockResolvedValue({
      status: 'ok',
      data: {
        path: '/home/a/Documents/record.pdf',
        password: 'ox fig jaw elk hut pea',
        seal_code: '4',
      },
    });
    const { container } = render(SaveOutput, { view: { name: 'save-output', request } });
    await save();
    expect(saved).toHaveBeenCalledWith({
      output: request,
      locked: true,
      folder: '/home/a/Documents',
      even_if_synced: false,
      replace: false,
    });
    expect(await screen.findByText('ox fig jaw elk hut pea')).toBeTruthy();
    expect(screen.getByText(copy.saved.wordsHow)).toBeTruthy();
    expect((await axe.run(container)).violations).toEqual([]);
  });

  it('replaces a file only after a question', async () => {
    const saved = vi.spyOn(commands, 'saveOutput').mockResolvedValue({
      status: 'error',
      error: { code: 'output_exists', field: null, number: null },
    });
    render(SaveOutput, { view: { name: 'save-output', request } });
    await save();
    await screen.findByText(copy.save.existsBody);
    await fireEvent.click(screen.getByText(copy.save.existsYes));
    expect(saved.mock.calls.map(([asked]) => asked.replace)).toEqual([false, true]);
  });

  it('asks before it goes to a folder that is copied to a company', async () => {
    const saved = vi.spyOn(commands, 'saveOutput').mockResolvedValue({
      status: 'error',
      error: { code: 'folder_synced', field: 'folder', number: null },
    });
    render(SaveOutput, { view: { name: 'save-output', request } });
    await save();
    await screen.findByText(copy.save.syncedBody);
    await fireEvent.click(screen.getByText(copy.save.syncedYes));
    expect(saved.mock.calls.map(([asked]) => asked.even_if_synced)).toEqual([false, true]);
  });
});

describe('the counts', () => {
  beforeEach(() => {
    const quarters = [
      { quarter: { year: 2026, number: 3 }, name: 'July to September', contacts: 40 },
      { quarter: { year: 2026, number: 2 }, name: 'April to June', contacts: 30 },
    ];
    vi.spyOn(commands, 'counts').mockResolvedValue({ status: 'ok', data: { notes: [], quarters } });
    vi.spyOn(commands, 'countsOf').mockImplementation(({ number }) => {
      const acted = { what: `Act now in ${String(number)}`, contacts: 12 };
      const data = [
        { name: 'Outcome', lines: [acted, { what: 'Not enough known', contacts: null }] },
        { name: 'Referrals', lines: [{ what: 'Referral made', contacts: null }] },
        { name: 'Places', lines: [{ what: 'At a home', contacts: null }] },
      ];
      return Promise.resolve({ status: 'ok', data });
    });
    render(Counts);
  });

  it('show the latest quarter, and an earlier one when somebody opens it', async () => {
    await screen.findByText('Act now in 3');
    expect(screen.queryByText('Act now in 2')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'April to June: 30 contacts' }));
    expect(await screen.findByText('Act now in 2')).toBeTruthy();
  });

  it('name the groups without a number in one line, and not row for row', async () => {
    expect(await screen.findByText('Not shown: Referrals, Places.')).toBeTruthy();
    expect(screen.getAllByRole('table')).toHaveLength(1);
    expect(screen.getByText('Not enough known')).toBeTruthy();
    expect(screen.queryByText('Referral made')).toBeNull();
  });
});
