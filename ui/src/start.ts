/** The app and what has to be known before it is shown, in one piece. */
export { loadGuideLanguage } from './app/guide';
export { default } from './App.svelte';
