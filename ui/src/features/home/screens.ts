import { defineScreens } from '../../app/screens';
import Home from './Home.svelte';

export const screens = defineScreens({ home: Home });
