import { defineScreens } from '../../app/screens';
import CheckRecord from './CheckRecord.svelte';
import Keep from './Keep.svelte';

export const screens = defineScreens({ keep: Keep, 'check-record': CheckRecord });
