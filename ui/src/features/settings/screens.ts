import { defineScreens } from '../../app/screens';
import Display from './Display.svelte';
import Settings from './Settings.svelte';

export const screens = defineScreens({ settings: Settings, display: Display });
