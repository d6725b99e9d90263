import { defineScreens } from '../../app/screens';
import Find from './Find.svelte';

export const screens = defineScreens({ find: Find });
