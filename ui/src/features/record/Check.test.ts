import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeAll, afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../app/navigation.svelte';
import { steps, topics } from '../../app/words';
import { commands, type RecordView, type Step } from '../../ipc';
import { emptyRecord } from '../../test-views';
import Check from './Check.svelte';
import { copy } from './copy';

const record: RecordView = {
  ...emptyRecord,
  name: 'J M',
  jottings: [
    {
      jotting: { id: 'j1', words: 'a knife', sources: [], to: [], alone: false, at: null },
      time: '2:10pm',
      sorted: false,
      labels: [],
      protection: 'victim_only',
    },
  ],
  counter: [
    {
      topic: 'injuries',
      finding: { who: 'cannot_tell_today', words: 'a split lip', sources: ['child'] },
      protection: 'victim_only',
    },
  ],
  dismissed: [
    {
      from: 'say.drink',
      from_label: 'Only when drunk',
      item: 'risk.weapons',
      label: 'Weapons',
      reason: '',
      time: '2:12pm',
      needs_reason: true,
    },
  ],
};

const offer = (from: string, item: string, label: string) => ({
  offer: { from, item, sources: ['person'] },
  label,
  from_label: `label of ${from}`,
});

/** The place at which the draft was left, before each test. */
let place: Step | null = null;

beforeEach(async () => {
  await navigation.reset({ name: 'home' });
  if (place === 'quick') await navigation.go({ name: 'quick', contact: 'c1' });
  await navigation.go({ name: 'check', contact: 'c1' });
  vi.spyOn(commands, 'check').mockResolvedValue({ status: 'ok', data: record });
  vi.spyOn(commands, 'contact').mockResolvedValue({
    status: 'ok',
    data: {
      place,
      blockers: [],
      urgent: [],
      answers: {
        'warn.stalking': { presence: 'present' },
        'risk.pregnancy': { presence: 'not_present' },
      },
      suggestions: [
        offer('notice.calls', 'warn.stalking', 'Stalking'),
        offer('ask.baby', 'risk.pregnancy', 'Pregnant'),
      ],
    } as never,
  });
  render(Check, { view: { name: 'check', contact: 'c1' } });
  await screen.findByText(copy.seal);
});

describe('what is still open before the seal', () => {
  it('leads to the lines that have no place', async () => {
    await fireEvent.click(screen.getByText(copy.toSort(1)));
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('sort');
    });
  });

  it('leads to what was turned down without a reason', async () => {
    await fireEvent.click(screen.getByText(copy.noReason('Weapons')));
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('assess');
    });
  });

  it('names offers that nobody answered, also where the item was said not to be present', async () => {
    expect(screen.queryByText(/Stalking/)).toBeNull();
    await fireEvent.click(screen.getByText(copy.notAnswered('“label of ask.baby”', 'Pregnant')));
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('assess');
    });
  });

  it('does not keep the seal away', async () => {
    const seal = vi.spyOn(commands, 'seal').mockResolvedValue({ status: 'ok', data: record });
    await fireEvent.click(screen.getByText(copy.seal));
    await vi.waitFor(() => {
      expect(seal).toHaveBeenCalled();
    });
  });

  it('stands in the record with its words, time and sources', () => {
    const text = document.body.textContent;
    expect(text).toContain('“a knife”');
    expect(text).toContain('When: 2:10pm');
    expect(text).toContain(`${topics.injuries} Cannot tell today`);
    expect(text).toContain('Only when drunk');
    expect(text).toContain('No reason given.');
  });
});

describe('a quick contact', () => {
  beforeAll(() => {
    place = 'quick';
  });
  afterAll(() => {
    place = null;
  });
  const change = (step: Step): Promise<boolean> =>
    fireEvent.click(screen.getByRole('button', { name: `${copy.change} ${steps[step]}` }));

  it('leads back to the place on its one page, with nothing of the check behind it', async () => {
    await change('record');
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'quick', contact: 'c1', at: 'record' });
    });
    await navigation.back();
    expect(navigation.current).toEqual({ name: 'home' });
  });

  it('leads to the step for what stands on no other page', async () => {
    await change('respond');
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'respond', contact: 'c1' });
    });
  });

  it('leads to what an offer stands beside', async () => {
    await fireEvent.click(screen.getByText(copy.noReason('Weapons')));
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'quick', contact: 'c1', at: 'look' });
    });
  });
});
