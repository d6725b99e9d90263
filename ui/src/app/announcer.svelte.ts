/**
 * What is said to people who do not see the screen. `Page.svelte` holds the two live regions.
 *
 * The same polite words twice are said once: "Saved at 2:14pm" is heard once a minute, not at every
 * key.
 */
class Announcer {
  /** Said when the reader comes to a pause. */
  polite = $state('');
  /** Said at once. For what must not be missed. */
  assertive = $state('');

  /** Says `text`; `urgent` interrupts. */
  announce(text: string, urgent = false): void {
    // A failure that happens again is said again: a region that does not change stays silent.
    if (urgent) this.assertive = text === this.assertive ? `${text}\u00a0` : text;
    else this.polite = text;
  }

  /** Forgets what was said, so that it can be said again on the next view. */
  clear(): void {
    this.polite = '';
    this.assertive = '';
  }
}

export const announcer = new Announcer();
