import type { ButtonAction } from '../types';

/** One line of a summary. Give each action `about`, so that "Change" says what. */
export interface SummaryRow {
  key: string;
  value: string;
  actions?: readonly ButtonAction[];
}
