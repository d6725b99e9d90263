import { defineScreens } from '../../app/screens';
import Help from './Help.svelte';
import HelpPage from './HelpPage.svelte';

export const screens = defineScreens({ help: Help, 'help-page': HelpPage });
