/**
 * Which screen shows which view. A feature says so in its own `screens.ts`:
 *
 *     export const screens = defineScreens({ home: Home });
 */
import type { Component } from 'svelte';
import type { ScreenProps, ViewName } from './navigation.svelte';

/** Some views and the screens that show them. */
export type Screens = {
  [N in ViewName]?: Component<ScreenProps<N>> | Component<Record<string, never>>;
};

/** Checks the views' names and the screens' props, and says nothing more. */
export function defineScreens(screens: Screens): Screens {
  return screens;
}
