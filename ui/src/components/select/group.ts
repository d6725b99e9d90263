import type { Choice } from '../types';

/** Choices under one heading of a list. */
export interface ChoiceGroup<V extends string> {
  text: string;
  items: readonly Choice<V>[];
}
