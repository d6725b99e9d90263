import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { autosaves } from '../../app/autosave.svelte';
import { copy as frame } from '../../app/copy';
import { navigation } from '../../app/navigation.svelte';
import { practice } from '../../app/practice.svelte';
import SaveLine from '../../app/SaveLine.svelte';
import { steps } from '../../app/words';
import { commands, type ContactView, type StepStatus, type StepView } from '../../ipc';
import { emptyContact } from '../../test-views';
import { copy } from './copy';
import Tasks from './Tasks.svelte';

const words = copy.tasks;

const order = ['before', 'look', 'ask', 'assess', 'respond', 'refer', 'record'] as const;

/** The steps of a contact, each as far as it has come. */
function stepsAre(...statuses: StepStatus['status'][]): StepView[] {
  return order.map((step, index) => {
    const status = statuses[index] ?? 'done';
    return { step, status: status === 'started' ? { status, count: 1 } : { status } };
  });
}

async function opens(contact: Partial<ContactView>): Promise<void> {
  const data = { ...emptyContact, ...contact };
  vi.spyOn(commands, 'contact').mockResolvedValue({ status: 'ok', data });
  vi.spyOn(commands, 'guideStep').mockResolvedValue({ status: 'ok', data: [] });
  await navigation.reset({ name: 'tasks', contact: 'c1' });
  render(Tasks, { view: { name: 'tasks', contact: 'c1' } });
  await screen.findByRole('button', { name: words.home });
}

/** The buttons below the steps, the one that stands out in capitals. */
const buttons = (): string[] =>
  [...document.querySelectorAll('.govuk-button')].map((button) => {
    const name = button.textContent.trim();
    return button.classList.contains('govuk-button--secondary') ? name : name.toUpperCase();
  });

afterEach(() => {
  practice.now = undefined;
});

describe('the way on from the steps', () => {
  it('is the first step that was not begun', async () => {
    await opens({ steps: stepsAre('done', 'started', 'not_started', 'done', 'not_started') });
    const next = words.goOn(steps.ask);
    expect(buttons()).toEqual([next.toUpperCase(), words.check, words.home]);
    await fireEvent.click(screen.getByRole('button', { name: next }));
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'ask', contact: 'c1' });
    });
  });

  it('is never one that may not be taken now', async () => {
    await opens({ steps: stepsAre('done', 'started', 'not_now', 'not_started') });
    expect(buttons()[0]).toBe(words.goOn(steps.assess).toUpperCase());
  });

  it('is to check and seal once every step was begun', async () => {
    await opens({ steps: stepsAre('done', 'started', 'not_now') });
    expect(buttons()).toEqual([words.check.toUpperCase(), words.home]);
  });
});

describe('in a practice', () => {
  it('nothing is said to be saved, unless something goes wrong', async () => {
    practice.now = { scene: null, contact: 'c1', leads_home: true };
    await opens({});
    expect(screen.getByText(words.orderInPractice)).toBeTruthy();
    expect(screen.queryByText(words.order)).toBeNull();
    autosaves.saved('2:14pm');
    render(SaveLine, {});
    expect(screen.queryByText(frame.save.savedAt('2:14pm'))).toBeNull();
    practice.now = undefined;
    expect(await screen.findByText(frame.save.savedAt('2:14pm'))).toBeTruthy();
  });

  it('outside of one, everything is', async () => {
    await opens({});
    expect(screen.getByText(words.order)).toBeTruthy();
  });
});
