import { describe, expect, it } from 'vitest';
import type { Screens } from './app/screens';
import { copy } from './app/copy';

const modules = import.meta.glob<{ screens: Screens }>('./features/*/screens.ts', { eager: true });

describe('every view', () => {
  it('has one screen, and no two features claim the same', () => {
    const claimed = Object.values(modules).flatMap((module) => Object.keys(module.screens));
    expect(claimed.sort()).toEqual(Object.keys(copy.titles).sort());
  });

  it.each(Object.values(copy.titles))(
    'titles the window "%s" without a word of a case',
    (title) => {
      expect(title).not.toMatch(/abus|violen|perpetrat|victim|risk|harm|partner/i);
    },
  );
});
