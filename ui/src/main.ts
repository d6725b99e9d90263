import './styles/main.scss';
import { mount } from 'svelte';
import { loadTranslation, locale } from './messages';

/**
 * The two weights of the font. Text that is laid out before they are there is laid out twice, and first with
 * a font that the system is asked for at every size: that took half of the time to the first screen.
 */
const fonts = ['400', '600'].map((weight) =>
  document.fonts.load(`${weight} 1em 'Atkinson Hyperlegible Next'`),
);

/** After this the app is shown without its font, in milliseconds. */
const LONGEST = 300;
const patience = new Promise((resolve) => {
  setTimeout(resolve, LONGEST);
});

/** Shows the app. Its words are asked for as its files are read, so the language comes first. */
async function start(target: HTMLElement): Promise<void> {
  document.documentElement.lang = locale;
  // Without its words another language is shown in English: nobody may be kept from their records by it.
  await loadTranslation().catch(() => undefined);
  const { default: App, loadGuideLanguage } = await import('./start');
  await loadGuideLanguage().catch(() => undefined);
  // One that cannot be read, or does not come, keeps nobody out.
  await Promise.race([Promise.allSettled(fonts), patience]);
  mount(App, { target });
}

const target = document.getElementById('app');
if (target) void start(target);
