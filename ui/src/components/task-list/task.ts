import type { TagKind } from '../tag/tag';

/** One line of a task list. */
export interface Task {
  title: string;
  /** In plain words: "3 things noted". */
  status: string;
  /** Shows the status as a tag; plain text without it. */
  kind?: TagKind;
  hint?: string;
  /** The chord that opens it, "Alt+1". */
  keys?: string | undefined;
  /** Opens the task; without it the task cannot be opened now. */
  onclick?: () => void;
}
