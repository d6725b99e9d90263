import { describe, expect, it } from 'vitest';
import { lastUsed } from './last-used';

describe('what was chosen last', () => {
  it('never narrows the timeline of somebody else', () => {
    lastUsed.noteTimeline('p1', 'event');
    expect(lastUsed.timelineOf('p1')).toBe('event');
    expect(lastUsed.timelineOf('p2')).toBeUndefined();
  });
});
