import axe from 'axe-core';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { commands, type DisplayView } from '../../ipc';
import Display from './Display.svelte';
import { copy } from './copy';

const root = document.documentElement;

function remembers(display: DisplayView): void {
  vi.spyOn(commands, 'display').mockResolvedValue({ status: 'ok', data: display });
}

afterEach(() => {
  delete root.dataset['theme'];
});

describe('colours and size of text', () => {
  it('stand as they were chosen before', async () => {
    remembers({ theme: 'dark', text_size: '150' });
    render(Display);
    await waitFor(() => {
      expect(screen.getByLabelText(copy.themes.dark)).toHaveProperty('checked', true);
    });
    expect(screen.getByLabelText(copy.textSizes['150'])).toHaveProperty('checked', true);
    const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
    expect(violations).toEqual([]);
  });

  it('are kept and followed at once, each without the other', async () => {
    remembers({ theme: 'system', text_size: '200' });
    const save = vi.spyOn(commands, 'saveDisplay');
    save.mockImplementation((display) => Promise.resolve({ status: 'ok', data: display }));
    render(Display);
    await waitFor(() => {
      expect(screen.getByLabelText(copy.textSizes['200'])).toHaveProperty('checked', true);
    });
    await fireEvent.click(screen.getByLabelText(copy.themes.contrast));
    await waitFor(() => {
      expect(root.dataset['theme']).toBe('contrast');
    });
    expect(save).toHaveBeenCalledWith({ theme: 'contrast', text_size: '200' });
    await fireEvent.click(screen.getByLabelText(copy.textSizes['125']));
    await waitFor(() => {
      expect(save).toHaveBeenCalledWith({ theme: 'contrast', text_size: '125' });
    });
  });

  it('stay as they were when they cannot be kept, and the page says so', async () => {
    remembers({ theme: 'light', text_size: '100' });
    vi.spyOn(commands, 'saveDisplay').mockResolvedValue({
      status: 'error',
      error: { code: 'folder_refused', field: null, number: null },
    });
    render(Display);
    await waitFor(() => {
      expect(screen.getByLabelText(copy.themes.light)).toHaveProperty('checked', true);
    });
    await fireEvent.click(screen.getByLabelText(copy.themes.dark));
    await screen.findByText('Waymark may not write in its folder');
    expect(screen.getByLabelText(copy.themes.light)).toHaveProperty('checked', true);
    expect(root.dataset['theme']).toBeUndefined();
  });

  it('offer four sizes, the smallest first', () => {
    remembers({ theme: 'system', text_size: '100' });
    render(Display);
    const words = Object.values(copy.textSizes);
    const labels = screen.getAllByText((text) => words.includes(text));
    expect(labels.map((label) => label.textContent)).toEqual(words);
  });
});
