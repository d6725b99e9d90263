import { defineScreens } from '../../app/screens';
import Amend from './Amend.svelte';
import Check from './Check.svelte';
import Sealed from './Sealed.svelte';

export const screens = defineScreens({ check: Check, sealed: Sealed, amend: Amend });
