import './styles/main.scss';
import { mount } from 'svelte';
import { loadTranslation, locale } from './messages';

/** Shows the app. Its words are asked for as its files are read, so the language comes first. */
async function start(target: HTMLElement): Promise<void> {
  document.documentElement.lang = locale;
  // Without its words another language is shown in English: nobody may be kept from their records by it.
  await loadTranslation().catch(() => undefined);
  const { default: App, loadGuideLanguage } = await import('./start');
  await loadGuideLanguage().catch(() => undefined);
  mount(App, { target });
}

const target = document.getElementById('app');
if (target) void start(target);
