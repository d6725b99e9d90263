import { defineScreens } from '../../app/screens';
import Pack from './Pack.svelte';

export const screens = defineScreens({ pack: Pack });
