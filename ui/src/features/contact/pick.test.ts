import { fireEvent, render, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation } from '../../app/navigation.svelte';
import { commands, type Change, type PersonCard } from '../../ipc';
import { emptyContact } from '../../test-views';
import BeforeForm from './BeforeForm.svelte';
import { contact as open } from './contact.svelte';
import { copy } from './copy';

const somebody = (n: number): PersonCard => ({
  id: `p${n}`,
  name: `Person ${n}`,
  reference: '',
  contacts: 1,
});
const people = (count: number): PersonCard[] =>
  Array.from({ length: count }, (_, n) => somebody(n + 1));
const ok = <T>(data: T): { status: 'ok'; data: T } => ({ status: 'ok', data });

/** Every change that was sent. */
let sent: Change[];

beforeEach(async () => {
  vi.restoreAllMocks();
  sent = [];
  vi.spyOn(commands, 'contact').mockResolvedValue(ok(emptyContact));
  vi.spyOn(commands, 'saveChange').mockImplementation((_, change) => {
    sent.push(change);
    return Promise.resolve(ok(emptyContact));
  });
  await navigation.reset({ name: 'before', contact: 'c1' });
  await open.open('c1');
});

describe('whom a contact is about', () => {
  it('is chosen from a short list while there are few', async () => {
    vi.spyOn(commands, 'people').mockResolvedValue(ok(people(10)));
    render(BeforeForm, { contact: emptyContact });
    expect(await screen.findByText('Person 10')).toBeTruthy();
    expect(screen.queryByText(copy.before.earlierFind)).toBeNull();
  });

  it('is looked up when there are more than ten', async () => {
    vi.spyOn(commands, 'people').mockResolvedValue(ok(people(11)));
    const find = vi.spyOn(commands, 'findPeople').mockResolvedValue(ok([somebody(99)]));
    render(BeforeForm, { contact: emptyContact });
    const box = await screen.findByLabelText(copy.before.earlierFind);
    expect(screen.queryByText('Person 11')).toBeNull();
    await fireEvent.input(box, { target: { value: 'pers' } });
    await fireEvent.click(await screen.findByText('Person 99'));
    expect(find).toHaveBeenCalledExactlyOnceWith('pers');
    expect(screen.queryByText('Person 1')).toBeNull();
    const about = { id: 'p99', name: 'Person 99', local_reference: '' };
    expect(sent).toContainEqual({ change: 'about', about });
  });

  it('is offered anew when what was looked up is emptied, and typed when nobody is found', async () => {
    vi.spyOn(commands, 'people').mockResolvedValue(ok(people(11)));
    vi.spyOn(commands, 'findPeople').mockResolvedValue(ok([]));
    render(BeforeForm, { contact: emptyContact });
    const box = await screen.findByLabelText(copy.before.earlierFind);
    await fireEvent.input(box, { target: { value: 'nobody' } });
    expect(await screen.findByText(copy.before.earlierNone)).toBeTruthy();
    expect(screen.queryByText('Person 1')).toBeNull();
    await fireEvent.input(box, { target: { value: '' } });
    expect(screen.getByText('Person 1')).toBeTruthy();
  });
});
