import { fireEvent, render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import type { Component } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { navigation, type ViewName } from '../../app/navigation.svelte';
import { steps, victimOnly } from '../../app/words';
import { commands, type ContactView, type Gate, type Step } from '../../ipc';
import { emptyContact } from '../../test-views';
import { contact as open } from './contact.svelte';
import { copy } from './copy';
import { screens } from './screens';

const view = emptyContact;

const leave: Gate = { gate: 'leave', reasons: ['danger_now'] };
const left: ContactView = { ...view, gate: leave, ask: { ...view.ask, gate: leave } };
const inner: Step[] = ['look', 'ask', 'assess', 'respond', 'refer', 'record'];

/** Opens one screen of the contact, and waits until the contact is there. */
async function opens(name: Step | 'tasks', contact: ContactView): Promise<void> {
  vi.spyOn(commands, 'contact').mockResolvedValue({ status: 'ok', data: contact });
  vi.spyOn(commands, 'saveChange').mockResolvedValue({ status: 'ok', data: contact });
  await navigation.reset({ name: 'tasks', contact: 'c1' });
  if (name !== 'tasks') await navigation.go({ name, contact: 'c1' });
  await open.open('c1');
  const shown = screens as unknown as Record<ViewName, Component<{ view: unknown }>>;
  render(shown[name], { view: { name, contact: 'c1' } });
  const last = name === 'tasks' ? copy.tasks.home : copy.continue;
  await screen.findByRole('button', { name: last });
}

beforeEach(() => {
  vi.spyOn(commands, 'guideStep').mockResolvedValue({ status: 'ok', data: [] });
  vi.spyOn(commands, 'guideChecklist').mockResolvedValue({
    status: 'ok',
    data: { indicators: [], warning_signs: [] } as never,
  });
  vi.spyOn(commands, 'people').mockResolvedValue({ status: 'ok', data: [] });
});

describe('when somebody is in danger now', () => {
  it.each([...inner, 'tasks', 'before'] as const)('%s says first to call 999', async (name) => {
    await opens(name, left);
    expect(screen.getAllByText(copy.gate.leave)).toHaveLength(1);
    const box = screen.getByText(copy.gate.leave).closest('.govuk-inset-text');
    expect(box?.textContent).toContain(copy.gate.leaveBody);
    if (name === 'before') return;
    // Nothing but the heading, and on the steps the way to correct it, stands before it.
    const main = [...document.querySelectorAll('h1, h2, legend, .govuk-inset-text')];
    expect(main.indexOf(box ?? document.body)).toBe(1);
  });

  it.each(inner)('%s has no such box while nobody is', async (name) => {
    await opens(name, view);
    expect(screen.queryByText(copy.gate.leave)).toBeNull();
  });
});

describe('when something changed in mid-contact', () => {
  it.each(inner)('%s leads back to what is asked before the start', async (name) => {
    await opens(name, view);
    await fireEvent.click(screen.getByRole('button', { name: copy.changed }));
    await vi.waitFor(() => {
      expect(navigation.current).toEqual({ name: 'before', contact: 'c1' });
    });
  });

  it('that page does not lead to itself', async () => {
    await opens('before', view);
    expect(screen.queryByRole('button', { name: copy.changed })).toBeNull();
  });
});

describe('what may come only from the victim', () => {
  const told: ContactView = {
    ...view,
    only_from_victim: true,
    ask: {
      ...view.ask,
      sets: [
        { set: 'ask.other-issue', shut: null },
        { set: 'ask.disclosed', shut: 'only_from_victim' },
        { set: 'ask.direct', shut: 'only_from_victim' },
      ],
    },
  };

  it.each(inner.filter((step) => step !== 'ask'))('%s says not to use it', async (name) => {
    await opens(name, told);
    expect(screen.getByText(victimOnly)).toBeTruthy();
  });

  it('is not spoken of where the person may look', async () => {
    await opens('ask', told);
    await screen.findByText(copy.ask.own);
    expect(screen.getByText(copy.ask.onlyTheirs)).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/victim|partner|someone else|told you by/i);
  });

  it('cannot be told there from a warning that comes and goes', async () => {
    await opens('ask', view);
    await screen.findByText(copy.ask.own);
    expect(screen.getByText(copy.ask.onlyTheirs)).toBeTruthy();
  });

  it.each([
    ['before', told],
    ['before', view],
    ['tasks', told],
    ['tasks', view],
  ] as const)('cannot be told from %s, before or after it is answered', async (name, contact) => {
    await opens(name, contact);
    expect(screen.getByText(copy.ask.onlyTheirs)).toBeTruthy();
    expect(screen.queryByText(victimOnly)).toBeNull();
  });
});

describe('a page for the practitioner alone', () => {
  it.each(['before', 'assess', 'respond', 'refer'] as const)('is %s, and says so', async (name) => {
    await opens(name, view);
    expect(screen.getByText(copy.quick.away)).toBeTruthy();
  });

  it('is not the one that the person may see', async () => {
    await opens('ask', view);
    expect(screen.queryByText(copy.quick.away)).toBeNull();
  });
});

it.each([...inner, 'before'] as const)('%s has no accessibility fault', async (name) => {
  await opens(name, { ...left, only_from_victim: true });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toContain(steps[name]);
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map((violation) => violation.id)).toEqual([]);
});
