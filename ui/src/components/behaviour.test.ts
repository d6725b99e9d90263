import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import {
  Button,
  Checkboxes,
  DateInput,
  dayOf,
  ErrorSummary,
  partsOf,
  PasswordInput,
  Radios,
  TaskList,
  Textarea,
  TextInput,
} from '.';
import { rowsOf } from './textarea/rows';

const items = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

function input(name: string): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>(name);
}

describe('radios', () => {
  it('tell which one was chosen', async () => {
    const onchange = vi.fn();
    render(Radios<string>, { legend: 'Safe to ask?', items, value: null, onchange });
    await fireEvent.click(input('No'));
    expect(onchange.mock.calls).toEqual([['no']]);
  });

  it('show what the value says, also when the choice was refused', async () => {
    const props = { legend: 'Judgement', items, value: 'yes', onchange: () => undefined };
    const { rerender } = render(Radios<string>, props);
    await fireEvent.click(input('No'));
    expect([input('Yes').checked, input('No').checked]).toEqual([true, false]);
    await rerender({ ...props, value: 'no' });
    expect([input('Yes').checked, input('No').checked]).toEqual([false, true]);
  });

  it('say which of several alike they are', () => {
    render(Radios<string>, {
      legend: 'Asked?',
      about: 'Weapons',
      items,
      value: null,
      onchange: vi.fn(),
    });
    expect(screen.getByRole('group', { name: /^Asked\? ?: Weapons$/ })).toBeTruthy();
  });
});

describe('checkboxes', () => {
  it('tell all that are ticked, in the order of the list, and the one that changed', async () => {
    const onchange = vi.fn();
    render(Checkboxes<string>, { legend: 'Heard', items, values: ['no'], onchange });
    await fireEvent.click(input('Yes'));
    await fireEvent.click(input('No'));
    expect(onchange.mock.calls).toEqual([
      [['yes', 'no'], 'yes'],
      [[], 'no'],
    ]);
  });
});

describe('fields of text', () => {
  it('tell every key and when they are left', async () => {
    const [oninput, onblur] = [vi.fn(), vi.fn()];
    render(Textarea, { label: 'Exact words', value: '', oninput, onblur });
    await fireEvent.input(input('Exact words'), { target: { value: 'it is the drink' } });
    await fireEvent.blur(input('Exact words'));
    expect(oninput.mock.calls).toEqual([['it is the drink']]);
    expect(onblur).toHaveBeenCalledOnce();
  });

  it('let nothing correct, complete, remember or look up what is typed', () => {
    const oninput = vi.fn();
    render(TextInput, { label: 'Name', value: '', oninput });
    render(Textarea, { label: 'Words', value: '', oninput });
    render(PasswordInput, { label: 'Passphrase', value: '', oninput });
    render(DateInput, { legend: 'Date', value: partsOf(null), oninput });
    const fields = [...document.querySelectorAll('input, textarea')];
    expect(fields).toHaveLength(6);
    for (const field of fields) {
      expect(field.getAttribute('spellcheck')).toBe('false');
      expect(field.getAttribute('autocomplete')).toBe('off');
      expect(field.getAttribute('autocorrect')).toBe('off');
      expect(field.getAttribute('autocapitalize')).toBe('off');
    }
  });

  it('are described by their hint and their error', () => {
    render(TextInput, {
      id: 'name',
      label: 'Name',
      hint: 'Initials are enough.',
      error: 'Enter a name',
      value: '',
      oninput: vi.fn(),
    });
    const ids = (input('Name').getAttribute('aria-describedby') ?? '').split(' ');
    const texts = ids.map((id) => document.getElementById(id)?.textContent?.trim());
    expect(texts[0]).toBe('Initials are enough.');
    expect(texts[1]).toMatch(/^Error:\s+Enter a name$/);
    expect(input('Name').getAttribute('aria-invalid')).toBe('true');
  });

  it('have ids of their own, however many there are', () => {
    for (let count = 0; count < 3; count += 1) {
      render(Radios<string>, { legend: 'Q', hint: 'h', items, value: null, onchange: vi.fn() });
      render(TextInput, { label: 'T', hint: 'h', value: '', oninput: vi.fn() });
    }
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    expect(ids.length).toBeGreaterThan(12);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('grow with what is typed', () => {
    expect(rowsOf('', 600)).toBe(1);
    expect(rowsOf('a\nb\n', 600)).toBe(3);
    expect(rowsOf('word '.repeat(60), 600)).toBe(5);
    expect(rowsOf('word '.repeat(60), 0)).toBe(1);
  });
});

describe('a passphrase', () => {
  it('is hidden until it is shown, and says which', async () => {
    render(PasswordInput, { label: 'Passphrase', value: 'four words', oninput: vi.fn() });
    expect(input('Passphrase').type).toBe('password');
    await fireEvent.click(screen.getByRole('button', { name: 'Show passphrase' }));
    expect(input('Passphrase').type).toBe('text');
    expect(screen.getByRole('status').textContent).toBe('Your passphrase is visible');
    await fireEvent.click(screen.getByRole('button', { name: 'Hide passphrase' }));
    expect(input('Passphrase').type).toBe('password');
  });
});

describe('a date', () => {
  it.each([
    [{ day: '23', month: '11', year: '2026' }, '2026-11-23'],
    [{ day: ' 3', month: '2 ', year: '2027' }, '2027-02-03'],
    [{ day: '29', month: '2', year: '2028' }, '2028-02-29'],
    [{ day: '', month: ' ', year: '' }, null],
    [{ day: '29', month: '2', year: '2027' }, undefined],
    [{ day: '31', month: '4', year: '2027' }, undefined],
    [{ day: '0', month: '4', year: '2027' }, undefined],
    [{ day: '1', month: '13', year: '2027' }, undefined],
    [{ day: '1', month: '4', year: '27' }, undefined],
    [{ day: '1', month: '', year: '2027' }, undefined],
    [{ day: '1a', month: '4', year: '2027' }, undefined],
  ])('%j is %s', (parts, day) => {
    expect(dayOf(parts)).toBe(day);
  });

  it('goes there and back', () => {
    expect(partsOf('2026-03-09')).toEqual({ day: '9', month: '3', year: '2026' });
    expect(dayOf(partsOf('2026-03-09'))).toBe('2026-03-09');
    expect(dayOf(partsOf(null))).toBeNull();
  });

  it('tells all three parts with every key', async () => {
    const oninput = vi.fn();
    render(DateInput, { legend: 'Review', value: { day: '1', month: '', year: '' }, oninput });
    await fireEvent.input(input('Month'), { target: { value: '4' } });
    expect(oninput.mock.calls).toEqual([[{ day: '1', month: '4', year: '' }]]);
  });
});

describe('an error summary', () => {
  it('takes the focus when it appears, and again on the next try', async () => {
    const { rerender, container } = render(ErrorSummary, { errors: [{ text: 'Enter a name' }] });
    const summary = container.querySelector('.govuk-error-summary');
    expect(document.activeElement).toBe(summary);
    (document.activeElement as HTMLElement).blur();
    await rerender({ errors: [{ text: 'Enter a name' }] });
    expect(document.activeElement).toBe(summary);
  });

  it('leads to the field, and to the first one of a group, without an address', async () => {
    const address = window.location.href;
    render(TextInput, { id: 'name', label: 'Name', value: '', oninput: vi.fn() });
    render(DateInput, { id: 'when', legend: 'When', value: partsOf(null), oninput: vi.fn() });
    render(ErrorSummary, {
      errors: [
        { text: 'Enter a name', field: 'name' },
        { text: 'Enter a date', field: 'when' },
      ],
    });
    await fireEvent.click(screen.getByText('Enter a name'));
    expect(document.activeElement).toBe(input('Name'));
    await fireEvent.click(screen.getByText('Enter a date'));
    expect(document.activeElement).toBe(input('Day'));
    expect(window.location.href).toBe(address);
  });
});

describe('a button', () => {
  it('does nothing more while it is busy, and keeps the focus', async () => {
    const onclick = vi.fn();
    const { rerender } = render(Button, { text: 'Unlock', onclick });
    const button = screen.getByRole('button');
    button.focus();
    await fireEvent.click(button);
    await rerender({ text: 'Unlocking', onclick, busy: true });
    await fireEvent.click(button);
    expect(onclick).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-disabled')).toBe('true');
  });

  it('keeps a busy form from being sent', async () => {
    const submitted = vi.fn((event: Event) => {
      event.preventDefault();
    });
    const form = document.createElement('form');
    form.addEventListener('submit', submitted);
    document.body.append(form);
    const { rerender } = render(Button, { target: form, props: { text: 'Unlock', submit: true } });
    await fireEvent.click(screen.getByRole('button'));
    expect(submitted).toHaveBeenCalledOnce();
    await rerender({ busy: true });
    await fireEvent.click(screen.getByRole('button'));
    expect(submitted).toHaveBeenCalledOnce();
    form.remove();
  });
});

describe('a task list', () => {
  it('has no way into a task that is not open now', () => {
    const open = vi.fn();
    render(TaskList, {
      tasks: [
        { title: 'Look and listen', status: '2 things noted', onclick: open },
        { title: 'Ask', status: 'Not now: look and listen only' },
      ],
    });
    const buttons = screen.getAllByRole('button');
    expect(buttons.map((button) => button.textContent.trim())).toEqual(['Look and listen']);
    buttons[0]?.click();
    expect(open).toHaveBeenCalledOnce();
  });
});
