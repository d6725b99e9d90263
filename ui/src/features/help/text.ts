/** What a page of the help is made of: data, so that it can be translated as a whole. */
import type { HelpPage } from '../../app/help';
import type { View } from '../../app/navigation.svelte';

/** A paragraph, or the lines of a list. */
export type Block = string | readonly string[];

/** Some blocks under a heading. */
export interface Part {
  heading: string;
  body: readonly Block[];
}

/** One page: what it says first, then its parts, then where else to look. */
export interface PageText {
  title: string;
  intro: string;
  parts: readonly Part[];
  /** Other pages of the help. */
  see?: readonly HelpPage[];
  /** Other places in Waymark. */
  leads?: readonly { text: string; view: View }[];
}
