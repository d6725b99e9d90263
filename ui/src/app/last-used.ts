/** A folder by its whole path; typed, or one of a list. */
export interface LastFolder {
  path: string;
  typed: boolean;
}

/**
 * What was chosen last, so that it need not be chosen again. It stands in the page's memory alone: locking
 * ends the process and this with it, so nobody finds in it where files went.
 *
 * What is remembered: the folder of the last backup and that of the last file, each for itself, and what a
 * person's timeline was narrowed to, for that person. Both stand chosen on the screen, where they can be seen.
 *
 * What is not, on purpose:
 *
 * - Any answer of *Before you start*. Who can hear and who is there is another matter each time, and an
 *   answer of yesterday would open the questions today. Unanswered counts as not sure.
 * - Who an output is for, and what goes in: a hand-over in the hands of the person is what must never be.
 * - That a file was saved without a password, or into a folder that is synchronised.
 * - What a search was narrowed to: *nothing found*, behind a condition of last week that nobody sees,
 *   reassures. Coming back from a record that was found, it is there again.
 * - What a timeline was narrowed to for somebody else, for the same reason.
 * - A judgement, a source, an action's day: each is about this contact.
 */
class LastUsed {
  readonly folder: { backup?: LastFolder; file?: LastFolder } = {};
  #timeline: { person: string; shows: string } | undefined;

  /** What this person's timeline was narrowed to, when it was the last that was looked at. */
  timelineOf(person: string): string | undefined {
    return this.#timeline?.person === person ? this.#timeline.shows : undefined;
  }

  /** Notes what a person's timeline is narrowed to. */
  noteTimeline(person: string, shows: string): void {
    this.#timeline = { person, shows };
  }
}

export const lastUsed = new LastUsed();
