import axe from 'axe-core';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { commands, type SettingsView } from '../../ipc';
import Settings from './Settings.svelte';
import { copy } from './copy';

const settings: SettingsView = {
  author: { name: 'Anna Berry', role: 'health visitor', organisation: '' },
  sector: null,
  lead_name: '',
  lead_phone: '',
  manager_name: '',
  manager_phone: '',
  policy_where: '',
  idle_minutes: 5,
  block_capture: true,
  initials_only: true,
};

async function shows(canBlock: boolean): Promise<void> {
  vi.spyOn(commands, 'canBlockCapture').mockResolvedValue({ status: 'ok', data: canBlock });
  vi.spyOn(commands, 'settings').mockResolvedValue({ status: 'ok', data: settings });
  render(Settings);
  await screen.findByText(copy.idle);
}

describe('pictures of the screen', () => {
  it('are stopped until the box is unticked and the settings are saved', async () => {
    const save = vi.spyOn(commands, 'saveSettings');
    save.mockImplementation((settings) => Promise.resolve({ status: 'ok', data: settings }));
    await shows(true);
    expect(screen.queryByText(copy.captureOpen)).toBeNull();
    const box = screen.getByLabelText(copy.captureBlock);
    expect(box).toHaveProperty('checked', true);

    await fireEvent.click(box);
    await fireEvent.click(screen.getByText(copy.save));

    await waitFor(() => {
      expect(save).toHaveBeenCalledWith({ ...settings, block_capture: false });
    });
  });

  it('are no matter of names: those are initials until the box is unticked', async () => {
    const save = vi.spyOn(commands, 'saveSettings');
    save.mockImplementation((settings) => Promise.resolve({ status: 'ok', data: settings }));
    await shows(true);
    const box = screen.getByLabelText(copy.initials);
    expect(box).toHaveProperty('checked', true);
    await fireEvent.click(box);
    await fireEvent.click(screen.getByText(copy.save));
    await waitFor(() => {
      expect(save).toHaveBeenCalledWith({ ...settings, initials_only: false });
    });
  });

  it('cannot be stopped on some systems, and the page says so in place of the box', async () => {
    await shows(false);
    expect(screen.getByText(copy.captureOpen)).toBeTruthy();
    expect(screen.queryByLabelText(copy.captureBlock)).toBeNull();
    const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
    expect(violations).toEqual([]);
  });
});
