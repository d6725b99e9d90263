/** The app and what has to be known before it is shown, in one piece. */
import { announcer } from './app/announcer.svelte';
import { call, commands } from './ipc';

// What cannot be said stands on the screen all the same.
announcer.aloud = (text) => void call(commands.announce(text)).catch(() => undefined);

export { loadGuideLanguage } from './app/guide';
export { default } from './App.svelte';
