import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import type { Leak, RecordTextView } from '../../ipc';
import { copy } from './copy';
import RecordText from './RecordText.svelte';

const name = (before: string, found: string, after: string): Leak => ({
  kind: 'name',
  sentence: { before, found, after },
});

/** Two names in one long text without a stop: what is shown of each goes into that of the other. */
const text: RecordTextView = {
  entry: 'What the person said\n“I rang Kay and then Jo at work”',
  hidden: 'Hide this entry',
  leaks: [name('“I rang ', 'Kay', ' and then'), name('and then ', 'Jo', ' at work”')],
  pieces: [
    { text: 'What the person said\n', leaks: [] },
    { text: '“I rang Kay ', leaks: [0] },
    { text: 'and then', leaks: [0, 1] },
    { text: ' Jo at work”', leaks: [1] },
  ],
};

async function shows(): Promise<void> {
  render(RecordText, { text });
  await fireEvent.click(screen.getByRole('button', { name: copy.text.summary }));
}

async function answer(index: number, words: string): Promise<void> {
  const group = screen.getAllByRole('group', { name: copy.leaks.kinds.name })[index];
  await fireEvent.click(within(group ?? document.body).getByLabelText(words));
}

const entry = (): string =>
  screen.getByText(copy.text.hidden).previousElementSibling?.textContent ?? '';

it('shows the entry only when each place was answered', async () => {
  await shows();
  expect(entry()).toBe(copy.leaks.open(2));
  await answer(0, copy.leaks.stays);
  expect(entry()).toBe(copy.leaks.open(1));
  await answer(1, copy.leaks.stays);
  expect(entry()).toBe(text.entry);
});

it('leaves out both of two that overlap', async () => {
  await shows();
  await answer(0, copy.leaks.leaveOut);
  await answer(1, copy.leaks.leaveOut);
  expect(entry()).not.toContain('Kay');
  expect(entry()).not.toContain('Jo');
});

it('leaves one out and nothing of the other’s own', async () => {
  await shows();
  await answer(0, copy.leaks.leaveOut);
  await answer(1, copy.leaks.stays);
  expect(entry()).not.toContain('Kay');
  expect(entry()).toContain('Jo at work');
});
