/** What somebody has seen and answered in a preview. */
import type { OutputPreviewView, OutputSeen } from '../../ipc';

export type LeakAnswer = 'leave_out' | 'stays';

export type LeakAnswers = Readonly<Record<number, LeakAnswer>>;

const placed = (answers: LeakAnswers, wanted: LeakAnswer): number[] =>
  Object.entries(answers)
    .filter(([, answer]) => answer === wanted)
    .map(([place]) => Number(place));

/** What the program is told was seen of `preview`. */
export function seenOf(preview: OutputPreviewView, answers: LeakAnswers): OutputSeen {
  return {
    digest: preview.digest,
    leave_out: placed(answers, 'leave_out'),
    stays: placed(answers, 'stays'),
  };
}

/** The answers that were given before. */
export function answersOf(seen: OutputSeen | null): LeakAnswers {
  return Object.fromEntries([
    ...(seen?.stays ?? []).map((place): [number, LeakAnswer] => [place, 'stays']),
    ...(seen?.leave_out ?? []).map((place): [number, LeakAnswer] => [place, 'leave_out']),
  ]);
}

/** How many of the leaks have no answer yet. */
export function openOf(preview: OutputPreviewView, answers: LeakAnswers): number {
  return preview.leaks.filter((_, place) => answers[place] === undefined).length;
}
