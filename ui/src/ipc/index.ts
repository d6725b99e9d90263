/**
 * The only way to the program behind the window, and the only place that knows Tauri.
 *
 * A command, taken through {@link call}, never throws anything but an {@link AppError}: a code that
 * the screens have words for.
 */
import { listen } from '@tauri-apps/api/event';
import type { ErrorCode, ErrorView, Field, ProgressView } from './bindings';

export { commands } from './bindings';
export type * from './bindings';

/** What every command gives back. */
export type CommandResult<T> = { status: 'ok'; data: T } | { status: 'error'; error: ErrorView };

/** A command's error, thrown by {@link call}. */
export class AppError extends Error {
  /** `unexpected` is for what no command says: the program behind the window did not answer. */
  readonly code: ErrorCode | 'unexpected';
  /** The field that it belongs to, if one. */
  readonly field: Field | null;
  /** Seconds to wait, the place of a word, the number of an entry: see `src/app/errors.ts`. */
  readonly number: number | null;

  constructor(view: { code: ErrorCode | 'unexpected' } & Partial<Omit<ErrorView, 'code'>>) {
    super(view.code);
    this.name = 'AppError';
    this.code = view.code;
    this.field = view.field ?? null;
    this.number = view.number ?? null;
  }

  /** Whatever was thrown, as an `AppError`. Its own text is dropped: it could hold anything. */
  static from(thrown: unknown): AppError {
    return thrown instanceof AppError ? thrown : new AppError({ code: 'unexpected' });
  }
}

/** A command that Tauri itself refuses answers with a text in the place of an {@link ErrorView}. */
function isErrorView(error: unknown): error is ErrorView {
  return typeof error === 'object' && error !== null && 'code' in error;
}

/**
 * Waits for a command and hands out its data.
 *
 * @throws AppError when the command says no, or does not answer.
 */
export async function call<T>(command: Promise<CommandResult<T>>): Promise<T> {
  let result: CommandResult<T>;
  try {
    result = await command;
  } catch (thrown) {
    throw AppError.from(thrown);
  }
  if (result.status === 'ok') return result.data;
  const error: unknown = result.error;
  throw isErrorView(error) ? new AppError(error) : new AppError({ code: 'unexpected' });
}

/** Called half a minute before the app locks itself, with the seconds left. Returns how to stop. */
export function onIdleWarning(run: (seconds: number) => void): Promise<() => void> {
  return listen<number>('idle-warning', (event) => {
    run(event.payload);
  });
}

/** Called while a backup or a restore runs, with how far it has come. */
export function onProgress(run: (progress: ProgressView) => void): Promise<() => void> {
  return listen<ProgressView>('progress', (event) => {
    run(event.payload);
  });
}

/** Called when the laptop goes to sleep or is locked: cover, save, then call the command `lock`. */
export function onLocking(run: () => void): Promise<() => void> {
  return listen('locking', run);
}

/** Called when the window is about to close: save, then call the command `quit`. */
export function onClosing(run: () => void): Promise<() => void> {
  return listen('closing', run);
}
