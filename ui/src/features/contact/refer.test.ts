import axe from 'axe-core';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  commands,
  type Change,
  type ContactView,
  type EntryView,
  type Route,
  type Service,
} from '../../ipc';
import { emptyContact, nothingOpen } from '../../test-views';
import { contact } from './contact.svelte';
import { copy } from './copy';
import RouteFields from './RouteFields.svelte';
import Reopened from './Reopened.svelte';
import SharingFields from './SharingFields.svelte';

const words = copy.refer;
const entry = (id: string): EntryView =>
  ({ id, label: id, say: null, avoid: null }) as unknown as EntryView;
const service: Service = {
  id: 's1',
  name: 'Turnaround',
  kind: 'perpetrator_programme',
  area: 'Westshire',
  phone: '01632 960001',
  accredited: null,
  survivor_support: 'no',
  cohorts: ['women'],
  checked_on: null,
  notes: '',
};
const bare: Route = { service: '', reply: null, note: '' };

let changes: Change[] = [];
beforeEach(() => {
  changes = [];
  vi.spyOn(contact, 'change').mockImplementation((change) => {
    changes.push(change);
    return Promise.resolve('2:14pm');
  });
  vi.spyOn(commands, 'newId').mockResolvedValue({ status: 'ok', data: 'a1' });
});

function fields(id: string, view: Partial<ContactView> = {}, route: Route = bare): void {
  const contact = { ...emptyContact, routes: { [id]: route }, ...view };
  render(RouteFields, { contact, entry: entry(id), route });
}

describe('a route', () => {
  it('shows what is not known of a service as something to ask', async () => {
    const kind = 'anger_management' as const;
    const other = { ...service, id: 's2', name: 'Calm', kind, survivor_support: null };
    const choices = [
      { service, checked_on: null, not_advised: false, stale: true },
      { service: other, checked_on: '1 May 2026', not_advised: true, stale: false },
    ];
    vi.spyOn(commands, 'servicesForRoutes').mockResolvedValue({ status: 'ok', data: choices });
    fields('refer.dapp');
    await fireEvent.click(screen.getByRole('button', { name: `${words.look} refer.dapp` }));
    expect(await screen.findByText(/Accredited: not sure\. Ask\./)).toBeTruthy();
    expect(screen.getByText(/Support for survivors runs with it: no\./)).toBeTruthy();
    expect(screen.getByText(words.notAdvisedHere)).toBeTruthy();
    // One of the two can be chosen.
    const choose = screen.getAllByRole('button', { name: new RegExp(`^${words.choose}`) });
    expect(choose).toHaveLength(1);
    if (choose[0]) await fireEvent.click(choose[0]);
    await waitFor(() => {
      expect(changes).toEqual([
        { change: 'route', item: 'refer.dapp', route: { ...bare, chosen: service } },
      ]);
    });
  });

  it('for another need asks about a programme, as the program says', async () => {
    const left_open = { ...nothingOpen, programme_not_asked: ['refer.linked-needs'] };
    fields('refer.linked-needs', { left_open });
    expect(screen.getByText(words.programme)).toBeTruthy();
    await fireEvent.click(screen.getByRole('radio', { name: 'No' }));
    expect(await screen.findByLabelText(words.programmeWords)).toBeTruthy();
  });

  it('asks for no programme where the program does not', () => {
    fields('refer.practical-help');
    expect(screen.queryByText(words.programme)).toBeNull();
  });
});

describe('a gap', () => {
  it('offers both ways with one press each and an action that the route names', async () => {
    fields('refer.none-local');
    expect(screen.queryByText(words.reply)).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: words.phoneline }));
    await fireEvent.click(screen.getByRole('button', { name: words.agencies }));
    await fireEvent.click(screen.getByRole('button', { name: words.gapAction }));
    await waitFor(() => {
      expect(changes).toHaveLength(4);
    });
    expect(changes.map((one) => ('item' in one ? one.item : one.change))).toEqual([
      'refer.phoneline',
      'refer.multi-agency',
      'action',
      'refer.none-local',
    ]);
    expect(changes[3]).toMatchObject({ route: { action: 'a1' } });
  });
});

describe('a refusal', () => {
  it('says whose and lets the practitioner say that they looked again', async () => {
    const risk = { declined: ['refer.dapp'], looked_again: false, told: false };
    render(Reopened, { contact: emptyContact, risk, routes: [entry('refer.dapp')] });
    expect(screen.getByText(/Declined: refer\.dapp\./)).toBeTruthy();
    expect(screen.getByText(words.tellThem)).toBeTruthy();
    await fireEvent.click(screen.getByRole('checkbox', { name: words.lookedAgainItem }));
    expect(changes).toEqual([{ change: 'looked_again', looked: true }]);
  });
});

describe('who should hear', () => {
  it('makes an action with its words ready of each agency', async () => {
    render(SharingFields, { contact: emptyContact });
    expect(screen.queryByLabelText(words.nobodyTold)).toBeNull();
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Children’s social care' }));
    await waitFor(() => {
      expect(changes).toHaveLength(1);
    });
    expect(changes[0]).toMatchObject({
      change: 'action',
      action: {
        what: 'Tell children’s social care about this contact',
        telling: { agency: 'childrens_social_care', decision: null },
      },
    });
  });

  it('asks why nobody is told once somebody declined', async () => {
    const risk = { declined: ['refer.dapp'], looked_again: true, told: false };
    const left_open = { ...nothingOpen, risk };
    render(SharingFields, { contact: { ...emptyContact, left_open } });
    expect(screen.getByLabelText(words.nobodyTold)).toBeTruthy();
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations).toEqual([]);
  });
});
