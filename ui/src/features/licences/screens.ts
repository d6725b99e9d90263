import { defineScreens } from '../../app/screens';
import Licences from './Licences.svelte';

export const screens = defineScreens({ licences: Licences });
