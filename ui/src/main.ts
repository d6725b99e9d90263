import './styles/main.scss';
import { mount } from 'svelte';
import { loadTranslation, locale } from './messages';

/** Shows the app. Its words are asked for as its files are read, so the language comes first. */
async function start(target: HTMLElement): Promise<void> {
  document.documentElement.lang = locale;
  await loadTranslation();
  const { default: App, loadGuideLanguage } = await import('./start');
  await loadGuideLanguage();
  mount(App, { target });
}

const target = document.getElementById('app');
if (target) void start(target);
