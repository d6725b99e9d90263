import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HitView } from '../../ipc';
import { sourcesOf } from './kinds';

/** Everything of the guide that is ticked on Look. */
const entries = readFileSync('../assets/guide/look.toml', 'utf8')
  .split('[[entry]]')
  .slice(1)
  .map((part) => {
    const value = (key: string): string =>
      new RegExp(`^${key} = "(.*)"$`, 'm').exec(part)?.[1] ?? '';
    return { id: value('id'), kind: value('kind') as HitView['kind'] };
  });

describe('who something comes from as a rule', () => {
  it('is the person wherever it is something that the person says', () => {
    const from = (source: string): string[] =>
      entries
        .filter((entry) => !entry.id.startsWith('say.'))
        .filter((entry) => sourcesOf(entry, false)[0] === source)
        .map(({ id }) => id);
    expect(from('person')).toEqual([
      'present.asks-for-help',
      'present.blames',
      'present.other-problem',
      'present.claims-victim',
      'notice.says-partner-violent',
    ]);
    // Each of these is seen or heard of without their saying so. What is new in the guide is put in one of
    // the two lists by somebody who has read it.
    expect(from('seen_by_me')).toEqual([
      'present.comes-along',
      'present.through-a-child',
      'notice.speaks-for-partner',
      'notice.jealousy',
      'notice.mental-ill-health',
      'notice.substances',
      'notice.calls-and-texts',
      'notice.checks-whereabouts',
      'notice.injury-from-hitting',
      'notice.defensive-marks',
    ]);
  });

  it('is the person for every statement', () => {
    const said = entries.filter(({ kind }) => kind === 'statement');
    expect(said.length).toBeGreaterThan(5);
    for (const entry of said) expect(sourcesOf(entry, false), entry.id).toEqual(['person']);
  });

  it('is nobody while what is known may come only from the victim', () => {
    for (const entry of entries) expect(sourcesOf(entry, true), entry.id).toEqual([]);
  });

  it('is not given for a question, which has its own card', () => {
    expect(sourcesOf({ id: 'ask.other-issue.how-behave', kind: 'question' }, false)).toEqual([]);
  });
});
