import { defineScreens } from '../../app/screens';
import BackUp from './BackUp.svelte';
import Restore from './Restore.svelte';

export const screens = defineScreens({ 'back-up': BackUp, restore: Restore });
