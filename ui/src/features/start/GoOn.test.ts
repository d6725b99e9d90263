import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../app/navigation.svelte';
import { session } from '../../app/session.svelte';
import { commands } from '../../ipc';
import { copy } from './copy';
import GoOn from './GoOn.svelte';

beforeEach(async () => {
  session.fault = { kind: 'older_file' };
  await navigation.reset({ name: 'home' });
  await navigation.go({ name: 'go-on' });
  render(GoOn);
});

describe('going on with a doubtful record', () => {
  it('is asked once more, and says that it stays in the record', async () => {
    const goOn = vi.spyOn(commands, 'goOn');
    expect(screen.getByText(/noted in the record for good/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: copy.goOnNo }));
    expect(navigation.current.name).toBe('home');
    expect(goOn).not.toHaveBeenCalled();
    expect(session.fault).toEqual({ kind: 'older_file' });
  });

  it('opens it for writing', async () => {
    vi.spyOn(commands, 'goOn').mockResolvedValue({
      status: 'ok',
      data: { start: 'unlocked', name: 'Visits', idle_minutes: 5, fault: null },
    });
    await fireEvent.click(screen.getByRole('button', { name: copy.goOnYes }));
    await vi.waitFor(() => {
      expect(navigation.current.name).toBe('home');
    });
    expect(session.fault).toBeNull();
  });

  it('that fails leaves the notice', async () => {
    const error = { code: 'record_doubtful', field: null, number: null } as const;
    vi.spyOn(commands, 'goOn').mockResolvedValue({ status: 'error', error });
    await fireEvent.click(screen.getByRole('button', { name: copy.goOnYes }));
    await screen.findByRole('alert');
    expect(session.fault).toEqual({ kind: 'older_file' });
  });
});
