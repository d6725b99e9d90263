import type { ButtonAction } from '../types';

/** One line of a summary. Give each action `about`, so that "Change" says what. */
export interface SummaryRow {
  key: string;
  value: string;
  /** True where the value is what somebody wrote, and no words of the screens. */
  typed?: boolean;
  actions?: readonly ButtonAction[];
}
