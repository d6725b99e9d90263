import { render, screen, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../app/navigation.svelte';
import { commands, type ErrorCode } from '../../ipc';
import { copy } from './copy';
import Start from './Start.svelte';

beforeEach(async () => {
  vi.restoreAllMocks();
  await navigation.reset({ name: 'start' });
});

describe('a vault that cannot be opened', () => {
  it.each<[ErrorCode, string]>([
    ['keys_damaged', copy.restore],
    ['database_missing', copy.restore],
    ['in_use', copy.tryAgain],
    ['newer_version', copy.tryAgain],
  ])('offers first what its text says to do: %s', async (code, first) => {
    const error = { code, field: null, number: null };
    vi.spyOn(commands, 'start').mockResolvedValue({
      status: 'ok',
      data: { start: 'unusable', error },
    });
    const { container } = render(Start);
    await screen.findByText(copy.unusable);
    const group = container.querySelector<HTMLElement>('.govuk-button-group');
    if (!group) throw new Error('there are buttons');
    const buttons = within(group).getAllByRole('button');
    const [one, ...others] = buttons.map((button) => button.textContent.trim());
    expect(one).toBe(first);
    expect(others).toContain(first === copy.restore ? copy.tryAgain : copy.restore);
    const isSecondary = buttons.map((button) =>
      button.classList.contains('govuk-button--secondary'),
    );
    expect(isSecondary).toEqual([false, true, true]);
  });
});
