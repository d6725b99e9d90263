import { defineScreens } from '../../app/screens';
import Settings from './Settings.svelte';

export const screens = defineScreens({ settings: Settings });
