/** Offers to mark an item of the checklist, open or turned down, and the keys that answer them. */
import { useChord } from '../../app/keys.svelte';
import type { ContactView, DismissedView, ItemId } from '../../ipc';

/** One entry that may show one item. It stays the same one when it is turned down. */
export interface Point {
  key: string;
  from: ItemId;
  fromLabel: string;
  item: ItemId;
  label: string;
  /** There once it was turned down. */
  dismissed: DismissedView | undefined;
}

const key = (from: ItemId, item: ItemId): string => `${from}/${item}`;

const inOrder = (points: Point[]): Point[] => points.sort((a, b) => (a.key < b.key ? -1 : 1));

/** Those that were turned down. */
function turnedDown(contact: ContactView): Point[] {
  return (
    contact.dismissed
      // Present after all: there is nothing more to say here. The record keeps both.
      .filter((one) => contact.answers[one.item]?.presence !== 'present')
      .map((one) => ({
        key: key(one.from, one.item),
        from: one.from,
        fromLabel: one.from_label,
        item: one.item,
        label: one.label,
        dismissed: one,
      }))
  );
}

/** The offers that fit, in an order that does not change when one is answered. */
export function pointsOf(
  contact: ContactView,
  fits: (one: { from: ItemId; item: ItemId }) => boolean,
): Point[] {
  const open = contact.suggestions.map(({ offer, label, from_label }) => ({
    key: key(offer.from, offer.item),
    from: offer.from,
    fromLabel: from_label,
    item: offer.item,
    label,
    dismissed: undefined,
  }));
  return inOrder([...open, ...turnedDown(contact)].filter(fits));
}

/** What a question card may show, which the person can see: from what they said themselves. */
export function besideThePerson(contact: ContactView, card: ItemId): Point[] {
  const open = contact.ask.offers.map((offer) => ({
    key: key(offer.from, offer.item),
    from: offer.from,
    fromLabel: '',
    item: offer.item,
    label: contact.item_labels[offer.item] ?? offer.item,
    dismissed: undefined,
  }));
  return inOrder([...open, ...turnedDown(contact)].filter(({ from }) => from === card));
}

const OPEN = '[data-offer]';

/** The offer that has the focus; else the first beside it, in the same group; else the first there is. */
function meant(): Element | null {
  const here = document.activeElement;
  return (
    here?.closest(OPEN) ??
    here?.closest('[role=group]')?.querySelector(OPEN) ??
    document.querySelector(OPEN)
  );
}

/** Marks or turns down the offer that is meant, by its own button; false when there is none. */
function answer(which: 'yes' | 'no'): boolean {
  const button = meant()?.querySelector<HTMLButtonElement>(`[data-${which}] button`);
  button?.click();
  return button !== undefined && button !== null;
}

/** One chord marks, another turns down. Call it while the page is set up. */
export function answerByKeys(): void {
  useChord('yes', () => answer('yes'));
  useChord('no', () => answer('no'));
}
