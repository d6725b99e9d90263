import { defineScreens } from '../../app/screens';
import Check from './Check.svelte';
import Sealed from './Sealed.svelte';

export const screens = defineScreens({ check: Check, sealed: Sealed });
