/** The screens of all features, gathered. A test sees to it that every view has exactly one. */
import type { Screens } from './app/screens';

const modules = import.meta.glob<{ screens: Screens }>('./features/*/screens.ts', { eager: true });

export const screens: Screens = Object.assign(
  {},
  ...Object.values(modules).map((module) => module.screens),
) as Screens;
