import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { gateReasons, victimOnly } from '../../app/words';
import { commands, type GateChangeView, type RecordView } from '../../ipc';
import { emptyContact, emptyRecord } from '../../test-views';
import Check from './Check.svelte';
import { copy } from './copy';

const openSets: GateChangeView['sets'] = [
  { set: 'ask.other-issue', shut: null },
  { set: 'ask.disclosed', shut: null },
  { set: 'ask.direct', shut: 'child_can_hear' },
];
const shutSets = openSets.map(({ set }) => ({ set, shut: 'gate_shut' as const }));

const changes: GateChangeView[] = [
  {
    at: '2:14pm',
    gate: { gate: 'look_and_listen_only', reasons: ['under_influence_not_sure'] },
    sets: shutSets,
    only_from_victim: false,
  },
  {
    at: '2:15pm',
    gate: { gate: 'look_and_listen_only', reasons: ['partner_can_hear', 'relative_interprets'] },
    sets: shutSets,
    only_from_victim: true,
  },
  { at: '2:20pm', gate: { gate: 'ask' }, sets: openSets, only_from_victim: false },
  { at: '2:25pm', gate: { gate: 'ask' }, sets: [], only_from_victim: false },
  {
    at: '2:30pm',
    gate: { gate: 'leave', reasons: ['danger_now'] },
    sets: shutSets,
    only_from_victim: false,
  },
];

const record: RecordView = { ...emptyRecord, gate_changes: changes };

async function checks(only_from_victim: boolean): Promise<void> {
  const contact = { ...emptyContact, only_from_victim };
  vi.spyOn(commands, 'check').mockResolvedValue({ status: 'ok', data: record });
  vi.spyOn(commands, 'contact').mockResolvedValue({ status: 'ok', data: contact });
  render(Check, { view: { name: 'check', contact: 'c1' } });
  await screen.findByRole('button', { name: copy.seal });
}

const saidAt = (time: string): string =>
  screen.getByText(`${copy.gate}, ${time}`).nextElementSibling?.textContent ?? '';

describe('the changes of the gate in a record', () => {
  it('are all there, each with its reasons', async () => {
    await checks(false);
    expect(saidAt('2:14pm')).toBe(`${copy.gateLook}\n${gateReasons.under_influence_not_sure}`);
    expect(saidAt('2:15pm').split('\n')).toEqual([
      copy.gateLook,
      gateReasons.partner_can_hear,
      gateReasons.relative_interprets,
      copy.onlyFromVictim,
    ]);
    expect(saidAt('2:30pm')).toBe(`${copy.gateLeave}\n${gateReasons.danger_now}`);
  });

  it('say which questions stayed shut, and nothing where that was not kept', async () => {
    await checks(false);
    expect(saidAt('2:20pm')).toBe(
      `${copy.gateAsk}\n${copy.sets['ask.direct']}: ${copy.setShut.child_can_hear}`,
    );
    expect(saidAt('2:25pm')).toBe(copy.gateAsk);
  });
});

describe('a long list of them', () => {
  it('shows how it stands in the end, and the earlier ones when asked for', async () => {
    await checks(false);
    const earlier = screen.getByRole('button', { name: copy.gateBefore(4) });
    const shown = (time: string): boolean =>
      screen.getByText(`${copy.gate}, ${time}`).closest('[hidden]') === null;
    expect([shown('2:30pm'), shown('2:14pm'), shown('2:25pm')]).toEqual([true, false, false]);
    await fireEvent.click(earlier);
    expect([shown('2:14pm'), shown('2:25pm')]).toEqual([true, true]);
  });
});

describe('Check and seal', () => {
  it('says that what only the victim said is not to be used', async () => {
    await checks(true);
    expect(screen.getByText(victimOnly)).toBeTruthy();
  });

  it('does not say so otherwise', async () => {
    await checks(false);
    expect(screen.queryByText(victimOnly)).toBeNull();
  });
});
