/** One choice of radios or checkboxes. */
export interface Choice<V extends string> {
  value: V;
  text: string;
  hint?: string;
}

/** How large a label or legend is. Without one it has the size of the text. */
export type LabelSize = 's' | 'm' | 'l';

/** Something to do, as a button. */
export interface ButtonAction {
  text: string;
  onclick: () => void;
  /** Said to screen readers after the text, where the text alone does not tell: "weapons used". */
  about?: string;
}

/** The ids that describe a field, for `aria-describedby`; undefined when there are none. */
export function describedBy(...ids: (string | false | undefined)[]): string | undefined {
  const present = ids.filter((id): id is string => Boolean(id));
  return present.length > 0 ? present.join(' ') : undefined;
}

/** What keeps every system from correcting, completing, remembering or looking up what is typed. */
export const QUIET = {
  spellcheck: false,
  autocomplete: 'off',
  autocapitalize: 'off',
  autocorrect: 'off',
} as const;
