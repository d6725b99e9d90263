import axe from 'axe-core';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { copy as frame } from '../../app/copy';
import { navigation } from '../../app/navigation.svelte';
import { practice } from '../../app/practice.svelte';
import PracticeBar from '../../app/PracticeBar.svelte';
import { session } from '../../app/session.svelte';
import { commands, type ComparisonView, type PointView, type SceneView } from '../../ipc';
import { emptyContact } from '../../test-views';
import Compare from './Compare.svelte';
import Rehearse from './Rehearse.svelte';
import Scene from './Scene.svelte';
import { copy } from './copy';

const scene: SceneView = {
  id: 'visit-blames',
  title: 'He says that it is her fault',
  person: 'Oliver Pretend',
  who: 'You are a health visitor.',
  place: 'Their living room.',
  says: ['“It’s her fault.”'],
  does: ['He rings her twice.'],
  known: [{ text: 'She told the midwife.', from: 'partner' }],
  answers: [{ question: 'ask.other-issue.what-do-you-do', words: 'I tell her straight.' }],
};

const ok = <T>(data: T): Promise<{ status: 'ok'; data: T }> =>
  Promise.resolve({ status: 'ok', data });

function practise(): void {
  practice.now = { scene, contact: 'c1', leads_home: true };
}

beforeEach(async () => {
  practice.now = undefined;
  session.unlocked = false;
  await navigation.reset({ name: 'rehearse' });
});

const accessible = async (): Promise<void> => {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations).toEqual([]);
};

describe('the list of scenes', () => {
  it('says what each is about, and begins the one that is chosen', async () => {
    vi.spyOn(commands, 'rehearsals').mockReturnValue(
      ok([
        {
          id: scene.id,
          title: scene.title,
          about: 'The father gives the mother as the reason.',
          setting: 'home_visit' as const,
          themes: ['blames' as const],
          lesson: 'Be kind without agreeing.',
        },
      ]),
    );
    const begin = vi.spyOn(commands, 'beginPractice');
    begin.mockReturnValue(
      ok({ start: 'practice' as const, practice: { scene, contact: 'c1', leads_home: true } }),
    );
    render(Rehearse);
    await screen.findByText(/The father gives the mother/);
    await accessible();
    await fireEvent.click(screen.getByText(scene.title));
    await waitFor(() => {
      expect(navigation.current).toEqual({ name: 'scene' });
    });
    expect(begin).toHaveBeenCalledWith({ practice: 'scene', id: scene.id });
    expect(practice.scene).toEqual(scene);
    expect(session.unlocked).toBe(true);
  });

  it('stays where it is, and says why, when a practice cannot be begun', async () => {
    vi.spyOn(commands, 'rehearsals').mockReturnValue(ok([]));
    vi.spyOn(commands, 'beginPractice').mockResolvedValue({
      status: 'error',
      error: { code: 'disk_full', field: null, number: null },
    });
    render(Rehearse);
    await fireEvent.click(screen.getByText(copy.take));
    await screen.findByRole('alert');
    expect(practice.now).toBeUndefined();
    expect(navigation.current).toEqual({ name: 'rehearse' });
  });
});

describe('the scene', () => {
  it('leads to the steps of its draft', async () => {
    practise();
    await navigation.reset({ name: 'scene' });
    render(Scene);
    expect(screen.getByText('You are a health visitor.')).toBeTruthy();
    expect(screen.getByText(/She told the midwife/)).toBeTruthy();
    await fireEvent.click(screen.getByText(copy.scene.start));
    await waitFor(() => {
      expect(navigation.current).toEqual({ name: 'before', contact: 'c1' });
    });
  });
});

describe('the bar of a practice', () => {
  it('says that the person is made up, and keeps the scene at hand', async () => {
    practise();
    await navigation.reset({ name: 'look', contact: 'c1' });
    render(PracticeBar);
    expect(screen.getByRole('region', { name: frame.practice.label })).toBeTruthy();
    expect(screen.getByText(new RegExp(frame.practice.madeUp))).toBeTruthy();
    expect(screen.getByText(/She told the midwife/)).toBeTruthy();
    await accessible();
  });

  it('leaves what is known from others out beside the questions, as in a real contact', async () => {
    practise();
    await navigation.reset({ name: 'ask', contact: 'c1' });
    render(PracticeBar);
    expect(screen.getByText('He rings her twice.')).toBeTruthy();
    expect(screen.queryByText(/She told the midwife/)).toBeNull();
  });

  it.each([
    ['unlocked', { start: 'unlocked' as const, name: 'V', idle_minutes: 5, fault: null }, 'home'],
    ['locked', { start: 'locked' as const, name: 'V' }, 'start'],
    ['without a vault', { start: 'first_run' as const }, 'start'],
  ] as const)('leads back to where it began: %s', async (_, view, name) => {
    practise();
    await navigation.reset({ name: 'look', contact: 'c1' });
    vi.spyOn(commands, 'endPractice').mockReturnValue(ok(view));
    render(PracticeBar);
    await fireEvent.click(screen.getByText(frame.practice.end));
    await waitFor(() => {
      expect(navigation.current.name).toBe(name);
    });
    expect(practice.now).toBeUndefined();
  });

  it('says on the tour what the page is for, and offers nothing to compare', async () => {
    practice.now = { scene: null, contact: 'c1', leads_home: false };
    await navigation.reset({ name: 'person', person: 'p1' });
    render(PracticeBar);
    expect(screen.getByText(frame.practice.tour.person)).toBeTruthy();
    expect(screen.queryByText(frame.practice.finish)).toBeNull();
  });
});

describe('an answer of the person', () => {
  it('is known for the cards of the scene, null for others, and nothing outside of a practice', () => {
    expect(practice.answerTo('ask.other-issue.what-do-you-do')).toBeUndefined();
    practise();
    expect(practice.answerTo('ask.other-issue.what-do-you-do')).toBe('I tell her straight.');
    expect(practice.answerTo('ask.direct.weapon')).toBeNull();
  });
});

const point = (over: Partial<PointView>): PointView => ({
  item: 'respond.no-collusion',
  label: 'Be kind without agreeing',
  yours: false,
  your_words: '',
  theirs: true,
  their_words: 'I can hear that.',
  your_reply: null,
  their_reply: null,
  reason: {
    label: 'Be kind without agreeing',
    own: '',
    guide: 'It may be used at home.',
    sources: [{ publisher: 'G', title: 'A guide' }],
  },
  ...over,
});

const comparison: ComparisonView = {
  title: scene.title,
  lesson: 'Be kind without agreeing.',
  gate: {
    yours: emptyContact.before,
    theirs: { danger_now: 'no' },
    differ: ['danger_now', 'interpreter'],
    your_gate: { gate: 'look_and_listen_only', reasons: ['danger_not_sure'] },
    their_gate: { gate: 'ask' },
    why: 'You are two.',
    points: [],
  },
  noticed: [],
  counter: [],
  asked: [
    point({
      item: 'ask.a',
      label: 'Card A',
      reason: { label: 'A', own: 'Too close.', guide: '', sources: [] },
      theirs: false,
      their_words: '',
      yours: true,
    }),
  ],
  asked_when_unsafe: true,
  items: [
    {
      item: 'risk.pregnancy',
      label: 'Partner pregnant or new baby',
      yours: 'not_asked',
      your_sources: [],
      theirs: 'present',
      their_sources: ['seen_by_me'],
      reason: {
        label: 'x',
        own: '',
        guide: 'A new baby is one of the eight.',
        sources: [{ publisher: 'G', title: 'A guide' }],
      },
    },
  ],
  judgement: { yours: null, your_why: '', theirs: 'yes', their_why: 'A new baby.' },
  outcome: { yours: null, theirs: 'act_now' },
  said: [point({}), point({ item: 'respond.x', label: 'Both', yours: true })],
  referred: [],
  not_advised: [],
  actions: { yours: [], theirs: [], urgent_open: ['The person may be suicidal'] },
  record: {
    yours: {},
    your_accounts: [],
    theirs: { said: '“It’s her fault.”', seen: 'A hole.', opinion: 'I think.' },
    their_accounts: [],
    why: 'His words stay his.',
    remarks: [],
    your_review: null,
    their_review: '30 November 2026',
  },
};

describe('side by side', () => {
  async function shown(): Promise<string> {
    practise();
    await navigation.reset({ name: 'compare' });
    vi.spyOn(commands, 'comparison').mockReturnValue(ok(comparison));
    render(Compare);
    await screen.findByText(copy.compare.intro);
    return document.body.textContent;
  }

  it('says in words where the two differ, why, and who says so', async () => {
    const text = await shown();
    expect(text).toContain('anyone in danger now; who interprets');
    expect(text).toContain(copy.compare.unsafe);
    expect(text).toContain(copy.compare.ask.left);
    expect(text).toContain('It may be used at home.');
    expect(text).toContain('(G)');
    expect(text).toContain('G: A guide');
    expect(text).toContain('The person may be suicidal');
    await accessible();
  });

  it('gives no score, no percentage and no verdict', async () => {
    const text = await shown();
    expect(text).not.toMatch(/%|\b(score|points|correct|wrong|mistake|failed|passed|well done)\b/i);
  });

  it('folds away what both did', async () => {
    await shown();
    const fold = screen.getByRole('button', { name: copy.compare.same(1) });
    expect(fold.getAttribute('aria-expanded')).toBe('false');
  });
});
