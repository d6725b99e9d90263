import axe from 'axe-core';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../app/navigation.svelte';
import { commands, type ReferralCard, type ReferralView } from '../../ipc';
import { emptyContact } from '../../test-views';
import { copy } from './copy';
import FollowUp from './FollowUp.svelte';
import Referrals from './Referrals.svelte';

const card: ReferralCard = {
  contact: 'c1',
  route: 'refer.dapp',
  initials: 'JS',
  reference: '',
  label: 'Accredited programme',
  service: 'Turnaround',
  state: 'made',
  made: '23 November 2026',
  heard: null,
};
const about = { id: 'p1', name: 'Jo Smith', local_reference: '' };
const made: ReferralView = { card, about, words: '', risk_reopened: false };
const stopped: ReferralView = {
  ...made,
  card: { ...card, state: 'stopped', heard: '24 November 2026' },
  risk_reopened: true,
};

function open(referral: ReferralView): void {
  vi.spyOn(commands, 'referral').mockResolvedValue({ status: 'ok', data: referral });
  render(FollowUp, { view: { name: 'follow-up', contact: 'c1', route: 'refer.dapp' } });
}

beforeEach(async () => {
  await navigation.reset({ name: 'referrals' });
});

describe('the list', () => {
  it('keeps gaps apart from referrals, by initials', async () => {
    const unmet = {
      ...card,
      route: 'refer.none-local',
      label: 'Nothing near',
      state: 'none_available' as const,
    };
    vi.spyOn(commands, 'referrals').mockResolvedValue({
      status: 'ok',
      data: { open: [card], unmet: [unmet] },
    });
    render(Referrals);
    expect(await screen.findByText('JS: Accredited programme')).toBeTruthy();
    expect(screen.getByText('JS: Nothing near')).toBeTruthy();
    const [first, second] = screen.getAllByRole('listitem').map((one) => one.textContent);
    expect(first?.match(/nothing heard/gi)).toHaveLength(1);
    expect(second).not.toMatch(/nothing heard/i);
    await fireEvent.click(screen.getByText('JS: Accredited programme'));
    await waitFor(() => {
      expect(navigation.current).toEqual({ name: 'follow-up', contact: 'c1', route: 'refer.dapp' });
    });
  });
});

describe('what came of a referral', () => {
  it('leaves out what nobody has entered', async () => {
    open({ ...made, card: { ...card, service: '' } });
    expect(await screen.findByText(copy.stateKey)).toBeTruthy();
    for (const row of [copy.serviceKey, copy.heardKey, copy.wordsKey]) {
      expect(screen.queryByText(row), row).toBeNull();
    }
  });

  it('needs where it stands and a day, and says so', async () => {
    open(made);
    const followUp = vi.spyOn(commands, 'followUp');
    await fireEvent.click(await screen.findByRole('button', { name: copy.save }));
    expect(screen.getAllByText(copy.noState).length).toBeGreaterThan(0);
    expect(screen.getAllByText(copy.noDay).length).toBeGreaterThan(0);
    expect(followUp).not.toHaveBeenCalled();
    expect(screen.queryByText(copy.stopped)).toBeNull();
  });

  it('that the person stopped says that the risk has to be looked at again', async () => {
    open(stopped);
    expect(await screen.findByText(copy.stopped)).toBeTruthy();
    const start = vi
      .spyOn(commands, 'startContact')
      .mockResolvedValue({ status: 'ok', data: emptyContact });
    const change = vi
      .spyOn(commands, 'saveChange')
      .mockResolvedValue({ status: 'ok', data: emptyContact });
    await fireEvent.click(screen.getByRole('button', { name: copy.start }));
    await waitFor(() => {
      expect(navigation.current.name).toBe('before');
    });
    expect(start).toHaveBeenCalled();
    expect(change).toHaveBeenCalledWith('c1', { change: 'about', about });
  });

  it('offers an action', async () => {
    open(stopped);
    const add = vi
      .spyOn(commands, 'addReferralAction')
      .mockResolvedValue({ status: 'ok', data: null });
    await fireEvent.input(await screen.findByLabelText(copy.whoDoes), { target: { value: 'me' } });
    await fireEvent.click(screen.getByRole('button', { name: copy.add }));
    expect(await screen.findByText(copy.added)).toBeTruthy();
    expect(add).toHaveBeenCalledWith({
      contact: 'c1',
      route: 'refer.dapp',
      what: copy.whatReady,
      who: 'me',
      by: { by: 'today' },
    });
  });

  it('has no accessibility fault', async () => {
    open(stopped);
    await screen.findByText(copy.stopped);
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations).toEqual([]);
  }, 20_000);
});
