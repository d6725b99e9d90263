/**
 * Which language the screens speak. It is settled before the first word is shown, and stays until the
 * window is made anew.
 */

/** What the window was told before the page began. What ships tells it nothing. */
interface Told {
  /** The language, as a BCP 47 tag. */
  tag: string;
  /** Makes the words of that language out of English ones, where it has none of its own. */
  text?: (english: string) => string;
}

declare global {
  var waymarkLocale: Told | undefined;
}

/** The language in which everything is written first. */
export const SOURCE = 'en-GB';

/** The language of the screens, as a BCP 47 tag. */
export const locale: string = globalThis.waymarkLocale?.tag ?? SOURCE;

/** How words are made of English ones; nothing where they are written. */
export const words = globalThis.waymarkLocale?.text;
