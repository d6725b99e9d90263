import { describe, expect, it } from 'vitest';
import { lastUsed, stillThere } from './last-used';

describe('what was chosen last', () => {
  it('is a place that is still there, or a path that was typed', () => {
    const places = [{ path: '/media/stick' }];
    const stick = { path: '/media/stick', typed: false };
    const typed = { path: '/srv/share', typed: true };
    expect(stillThere(stick, places)).toBe(stick);
    expect(stillThere(stick, [])).toBeUndefined();
    expect(stillThere(typed, places)).toBe(typed);
    expect(stillThere(undefined, places)).toBeUndefined();
  });

  it('never narrows the timeline of somebody else', () => {
    lastUsed.noteTimeline('p1', 'event');
    expect(lastUsed.timelineOf('p1')).toBe('event');
    expect(lastUsed.timelineOf('p2')).toBeUndefined();
  });
});
