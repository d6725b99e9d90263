import { defineScreens } from '../../app/screens';
import Entry from './Entry.svelte';
import Library from './Library.svelte';
import Reading from './Reading.svelte';

export const screens = defineScreens({ library: Library, reading: Reading, entry: Entry });
