import { defineScreens } from '../../app/screens';
import Entry from './Entry.svelte';
import Library from './Library.svelte';

export const screens = defineScreens({ library: Library, entry: Entry });
