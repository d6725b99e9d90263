import axe from 'axe-core';
import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../app/navigation.svelte';
import { commands, type RecordView } from '../../ipc';
import Amend from './Amend.svelte';
import { copy } from './copy';

function add(): Promise<boolean> {
  return fireEvent.click(screen.getByRole('button', { name: copy.addYes }));
}

beforeEach(async () => {
  await navigation.reset({ name: 'sealed', contact: 'c1' });
  await navigation.go({ name: 'amend', contact: 'c1' });
  render(Amend, { view: { name: 'amend', contact: 'c1' } });
});

describe('adding to a sealed record', () => {
  it('needs what is new and why, and says so at both fields', async () => {
    const amend = vi.spyOn(commands, 'amend');
    await add();
    expect(screen.getByLabelText(copy.addText).getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText(copy.addReason).getAttribute('aria-invalid')).toBe('true');
    expect(amend).not.toHaveBeenCalled();
  });

  it('sends both and goes back to the record', async () => {
    const amend = vi
      .spyOn(commands, 'amend')
      .mockResolvedValue({ status: 'ok', data: {} as RecordView });
    await fireEvent.input(screen.getByLabelText(copy.addText), { target: { value: 'brother' } });
    await fireEvent.input(screen.getByLabelText(copy.addReason), { target: { value: 'wrong' } });
    await add();
    expect(amend).toHaveBeenCalledWith({ contact: 'c1', text: 'brother', reason: 'wrong' });
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('sealed');
    });
  });

  it('keeps the words on the screen when they could not be written', async () => {
    const error = { code: 'disk_full', field: null, number: null } as const;
    vi.spyOn(commands, 'amend').mockResolvedValue({ status: 'error', error });
    await fireEvent.input(screen.getByLabelText(copy.addText), { target: { value: 'brother' } });
    await fireEvent.input(screen.getByLabelText(copy.addReason), { target: { value: 'wrong' } });
    await add();
    await screen.findByRole('alert');
    expect(screen.getByLabelText<HTMLTextAreaElement>(copy.addText).value).toBe('brother');
  });

  it('says that the outcome stays and that a new contact is needed where the risk may change', () => {
    expect(screen.getByText(copy.addRisk)).toBeTruthy();
    expect(copy.addRisk).toMatch(/assess again now/);
  });

  it('has no accessibility fault, with errors', async () => {
    await add();
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map((violation) => violation.id)).toEqual([]);
  });
});
