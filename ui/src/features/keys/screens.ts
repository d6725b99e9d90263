import { defineScreens } from '../../app/screens';
import Keys from './Keys.svelte';

export const screens = defineScreens({ keys: Keys });
