import axe from 'axe-core';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { announcer } from '../../app/announcer.svelte';
import { errorText } from '../../app/errors';
import { navigation } from '../../app/navigation.svelte';
import { cohorts, serviceKinds } from '../../app/words';
import { AppError, commands, type ErrorCode, type Field } from '../../ipc';
import type { ImportView, LocalServiceView, ServiceFault, ServicesView } from '../../ipc';
import Import from './Import.svelte';
import ServiceForm from './ServiceForm.svelte';
import Services from './Services.svelte';
import { copy, faultInWords } from './copy';

const ok = <T>(data: T): { status: 'ok'; data: T } => ({ status: 'ok', data });
const no = (code: ErrorCode, field: Field | null = null) =>
  ({ status: 'error', error: { code, field, number: null } }) as const;
const title = (code: ErrorCode): string => errorText(new AppError({ code })).title;
const press = (name: string | RegExp): Promise<boolean> =>
  fireEvent.click(screen.getByRole('button', { name }));
const type = (label: string, value: string): Promise<boolean> =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
/** The name of a service, and not the link that changes it. */
const NAME = { selector: 'strong' };
const choose = (name: string | RegExp): Promise<boolean> =>
  fireEvent.click(screen.getByRole('radio', { name }));

async function faultless(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((violation) => violation.id)).toEqual([]);
}

const service: LocalServiceView = {
  id: 's1',
  name: 'Westshire Change',
  kind: 'perpetrator_programme',
  area: 'Westshire',
  phone: '01632 960001',
  accredited: 'yes',
  survivor_support: null,
  cohorts: ['high_risk', 'women'],
  checked_on: '2026-11-03',
  checked: '3 November 2026',
  checked_months_ago: 0,
  stale: false,
  notes: 'Rings back',
  not_advised: false,
  of_pack: null,
};
const anger: LocalServiceView = {
  ...service,
  id: 's2',
  name: 'Calm',
  kind: 'anger_management',
  cohorts: [],
  not_advised: true,
  stale: true,
  checked: '1 April 2026',
  checked_months_ago: 7,
};
const both: ServicesView = {
  count: 2,
  groups: [
    {
      kind: 'perpetrator_programme',
      not_advised: false,
      guide: null,
      count: 60,
      services: [service],
    },
    {
      kind: 'anger_management',
      not_advised: true,
      guide: { item: 'refer.not-anger-management', why: 'Because of the guide.' },
      count: 1,
      services: [anger],
    },
  ],
};

beforeEach(async () => {
  vi.restoreAllMocks();
  await navigation.reset({ name: 'home' });
});

describe('the list of services', () => {
  it('says what to do while it is empty', async () => {
    vi.spyOn(commands, 'services').mockResolvedValue(ok({ count: 0, groups: [] }));
    render(Services);
    await screen.findByText(copy.empty);
    expect(screen.queryByLabelText(copy.search)).toBeNull();
    await faultless();
    await press(copy.importList);
    await waitFor(() => {
      expect(navigation.current.name).toBe('import');
    });
  });

  it('shows each by kind, what is not sure as not sure, and how old it is', async () => {
    vi.spyOn(commands, 'services').mockResolvedValue(ok(both));
    render(Services);
    await screen.findByText('Westshire Change', NAME);
    expect(screen.getByText(/Accredited: yes. Support for survivors runs with it: not sure./));
    expect(screen.getByText(/Takes: high risk, women who use violence./));
    expect(screen.getByText(/Checked on 3 November 2026\./));
    expect(screen.getByText('Checked on 1 April 2026 (7 months ago): check before use.'));
    expect(screen.getByText(copy.first(1, 60)));
    await faultless();
  });

  it('puts what is not advised under its own heading, with the reason of the guide', async () => {
    vi.spyOn(commands, 'services').mockResolvedValue(ok(both));
    render(Services);
    const heading = await screen.findByRole('heading', { name: copy.notAdvised });
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    const comesAfter = (text: string): number =>
      heading.compareDocumentPosition(screen.getByText(text, NAME)) & follows;
    expect(comesAfter('Calm')).toBeTruthy();
    expect(comesAfter('Westshire Change')).toBeFalsy();
    expect(screen.getByText('Because of the guide.', { exact: false }));
    await press(new RegExp(copy.inGuide));
    await waitFor(() => {
      expect(navigation.current).toEqual({ name: 'entry', item: 'refer.not-anger-management' });
    });
  });

  it('searches as somebody types, and an answer that comes late does not win', async () => {
    const services = vi.spyOn(commands, 'services').mockResolvedValue(ok(both));
    render(Services);
    await screen.findByText('Calm', NAME);
    let late: (value: ReturnType<typeof ok<ServicesView>>) => void = () => undefined;
    services.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    services.mockResolvedValueOnce(ok({ count: 2, groups: [] }));
    await type(copy.search, 'w');
    await type(copy.search, 'wx');
    await screen.findByText(copy.nothing);
    late(ok(both));
    await Promise.resolve();
    expect(services).toHaveBeenLastCalledWith({ kind: null, words: 'wx' });
    expect(screen.queryByText('Calm', NAME)).toBeNull();
    await vi.waitFor(() => {
      expect(announcer.polite).toBe(copy.found(0));
    });
  });
});

describe('a service typed in', () => {
  it('says every fault at its field and keeps what was typed', async () => {
    const faults: ServiceFault[] = [
      { fault: 'name_missing' },
      { fault: 'phone_lost_zero' },
      { fault: 'address', column: 'notes' },
      { fault: 'kind_missing' },
    ];
    const save = vi.spyOn(commands, 'saveService');
    save.mockResolvedValue(ok({ service: null, faults }));
    render(ServiceForm, { view: { name: 'service-form' } });
    await type(copy.phoneLabel, '1632960001');
    await press(copy.save);
    const summary = await screen.findByRole('alert');
    for (const fault of faults) {
      expect(within(summary).getByText(faultInWords(fault))).toBeTruthy();
    }
    for (const field of ['name', 'phone', 'notes']) {
      expect(document.getElementById(field)?.getAttribute('aria-invalid')).toBe('true');
    }
    expect(screen.getByLabelText<HTMLInputElement>(copy.phoneLabel).value).toBe('1632960001');
    await faultless();
  });

  it('is shown as it is, changed, and saved with its id', async () => {
    await navigation.go({ name: 'services' });
    await navigation.go({ name: 'service-form', service: 's1' });
    vi.spyOn(commands, 'service').mockResolvedValue(ok(service));
    const save = vi.spyOn(commands, 'saveService');
    save.mockResolvedValue(ok({ service, faults: [] }));
    render(ServiceForm, { view: { name: 'service-form', service: 's1' } });
    await screen.findByDisplayValue('Westshire Change');
    await choose(serviceKinds.other);
    await press(copy.save);
    await waitFor(() => {
      expect(navigation.current.name).toBe('services');
    });
    expect(save).toHaveBeenCalledWith({
      id: 's1',
      name: 'Westshire Change',
      kind: 'other',
      area: 'Westshire',
      phone: '01632 960001',
      accredited: 'yes',
      survivor_support: null,
      cohorts: ['high_risk', 'women'],
      checked_on: '2026-11-03',
      notes: 'Rings back',
    });
    expect(announcer.polite).toBe(copy.saved);
  });

  it('is removed only after a second word', async () => {
    vi.spyOn(commands, 'service').mockResolvedValue(ok(service));
    const remove = vi.spyOn(commands, 'removeService').mockResolvedValue(ok(null));
    await navigation.go({ name: 'services' });
    await navigation.go({ name: 'service-form', service: 's1' });
    render(ServiceForm, { view: { name: 'service-form', service: 's1' } });
    await screen.findByDisplayValue('Westshire Change');
    await press(copy.remove);
    expect(remove).not.toHaveBeenCalled();
    await press(copy.removeYes);
    await waitFor(() => {
      expect(navigation.current.name).toBe('services');
    });
    expect(remove).toHaveBeenCalledWith('s1');
  });
});

describe('an import', () => {
  const file = { path: '/home/jo/Documents/list.csv', name: 'list.csv', written_at: 'today' };
  const view: ImportView = {
    digest: 'd1',
    headings: 1,
    columns: ['name', 'kind'],
    not_taken: ['E-mail'],
    refused: [
      {
        row: 5,
        name: 'Northshire',
        faults: [
          { fault: 'answer_unknown', column: 'accredited', said: 'maybe' },
          { fault: 'date_unreadable', said: '31/02/2026' },
        ],
      },
    ],
    taken: [
      { row: 2, name: 'A', kind: 'other', area: '', change: { does: 'adds' } },
      {
        row: 3,
        name: 'B',
        kind: 'other',
        area: 'West',
        change: { does: 'updates', fields: ['phone', 'notes'], of_row: null },
      },
      { row: 4, name: 'A', kind: 'other', area: '', change: { does: 'nothing', of_row: 2 } },
    ],
    counts: { new: 1, updated: 1, unchanged: 1, refused: 1 },
  };

  async function preview(): Promise<void> {
    vi.spyOn(commands, 'importFiles').mockResolvedValue(ok([file]));
    render(Import);
    await screen.findByText(copy.which);
    await choose('list.csv');
    await press(copy.look);
    await screen.findByRole('heading', { name: copy.preview });
  }

  it('shows the refused rows first, each with its number and every reason', async () => {
    vi.spyOn(commands, 'readImport').mockResolvedValue(ok(view));
    await preview();
    const headings = screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent);
    expect(headings).toEqual([copy.refused(1), copy.taken(3)]);
    expect(screen.getByText('Row 5: Northshire')).toBeTruthy();
    expect(screen.getByText('Accredited: “maybe” is not yes, no or not sure.')).toBeTruthy();
    expect(screen.getByText(/“31\/02\/2026” is not a date that exists/)).toBeTruthy();
    expect(screen.getByText(/already there: will be brought up to date \(phone, notes\)/));
    expect(screen.getByText(/already there from row 2, nothing changes/)).toBeTruthy();
    expect(screen.getByText(copy.notTaken(['E-mail']))).toBeTruthy();
    await faultless();
  });

  it('takes in what was looked at, and says how many', async () => {
    vi.spyOn(commands, 'readImport').mockResolvedValue(ok(view));
    const take = vi.spyOn(commands, 'importServices').mockResolvedValue(ok(view.counts));
    await preview();
    expect(take).not.toHaveBeenCalled();
    await press(copy.import(2));
    await screen.findByRole('heading', { name: copy.imported(2) });
    expect(take).toHaveBeenCalledWith({ file: file.path, digest: 'd1' });
    await faultless();
  });

  it('of a file that changed is refused, and the file can be checked again', async () => {
    const read = vi.spyOn(commands, 'readImport').mockResolvedValue(ok(view));
    vi.spyOn(commands, 'importServices').mockResolvedValue(no('import_changed', 'file'));
    await preview();
    await press(copy.import(2));
    await screen.findByText(title('import_changed'));
    await press(copy.again);
    await waitFor(() => {
      expect(screen.queryByText(title('import_changed'))).toBeNull();
    });
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('of a file without a good row cannot be made', async () => {
    const counts = { new: 0, updated: 0, unchanged: 0, refused: 1 };
    vi.spyOn(commands, 'readImport').mockResolvedValue(ok({ ...view, taken: [], counts }));
    await preview();
    expect(screen.getByText(copy.nothingToImport)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Import/ })).toBeNull();
  });

  it('shows the first hundred rows, and the others when they are asked for', async () => {
    const refused = Array.from({ length: 150 }, (_, index) => ({
      row: index + 2,
      name: 'x',
      faults: [{ fault: 'kind_missing' } as const],
    }));
    const counts = { new: 0, updated: 0, unchanged: 0, refused: 150 };
    vi.spyOn(commands, 'readImport').mockResolvedValue(ok({ ...view, refused, counts }));
    await preview();
    expect(screen.queryByText('Row 151: x')).toBeNull();
    await press(copy.more(50));
    expect(screen.getByText('Row 151: x')).toBeTruthy();
  });

  it.each(['import_missing', 'import_workbook', 'import_utf16', 'import_no_kinds'] as const)(
    'that says %s shows it at the typed file',
    async (code) => {
      vi.spyOn(commands, 'importFiles').mockResolvedValue(ok([]));
      vi.spyOn(commands, 'readImport').mockResolvedValue(no(code, 'file'));
      render(Import);
      await screen.findByText(copy.none);
      await choose(copy.otherFile);
      await type(copy.file, '/tmp/a.csv');
      await press(copy.look);
      const summary = await screen.findByRole('alert');
      expect(within(summary).getByText(title(code))).toBeTruthy();
      expect(screen.getByLabelText<HTMLInputElement>(copy.file).value).toBe('/tmp/a.csv');
      await faultless();
    },
  );

  it('says what the file needs, in the words that it takes', async () => {
    vi.spyOn(commands, 'importFiles').mockResolvedValue(ok([]));
    render(Import);
    await screen.findByText(copy.none);
    for (const word of [...Object.values(serviceKinds), ...Object.values(cohorts)]) {
      expect(screen.getByText(word)).toBeTruthy();
    }
    await press(copy.look);
    expect(screen.getAllByText(copy.chooseFile).length).toBeGreaterThan(0);
  });
});
