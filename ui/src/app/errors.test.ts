import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError, call, type CommandResult, type ErrorCode, type ErrorView } from '../ipc';
import { errorText } from './errors';

/** Every code, as the generated bindings name it. */
function codes(): ErrorCode[] {
  const bindings = readFileSync('src/ipc/bindings.ts', 'utf8');
  const [, union = ''] = /export type ErrorCode =(.*?)export type/s.exec(bindings) ?? [];
  return [...union.matchAll(/^"([a-z_]+)"/gm)].map((match) => match[1] as ErrorCode);
}

describe('the words of an error', () => {
  it('are there for every code', () => {
    expect(codes().length).toBeGreaterThan(30);
  });

  it.each(codes())('%s says what happened and what to do, in plain words', (code) => {
    for (const number of [null, 1, 90]) {
      const { title, body } = errorText(new AppError({ code, number }));
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(body).toMatch(/^[A-Z].*\.$/);
      const words = `${title} ${body}`;
      expect(words).not.toMatch(/null|undefined|\bNaN\b|SQL|error|vault\.|\.db|exception/i);
    }
  });

  it('say how long to wait, as a person would', () => {
    const wait = (seconds: number): string =>
      errorText(new AppError({ code: 'wait', number: seconds })).title;
    expect(wait(1)).toContain('wait 1 second');
    expect(wait(1)).not.toContain('seconds');
    expect(wait(45)).toContain('wait 45 seconds');
    expect(wait(60)).toContain('wait 1 minute');
    expect(wait(61)).toContain('wait 2 minutes');
  });
});

describe('call', () => {
  const view: ErrorView = { code: 'phrase_word_unknown', field: 'phrase', number: 7 };

  it('hands out the data', async () => {
    expect(await call(Promise.resolve({ status: 'ok', data: 3 }))).toBe(3);
  });

  it('throws what the command says, with field and number', async () => {
    const thrown = call(Promise.resolve({ status: 'error', error: view }));
    await expect(thrown).rejects.toMatchObject({ ...view, name: 'AppError' });
  });

  it.each([
    ['a thrown error', () => Promise.reject(new Error('/home/jo/vault.db'))],
    [
      'a refusal of Tauri, which is a text',
      () => Promise.resolve({ status: 'error', error: 'command x not allowed' as never } as const),
    ],
  ])('drops the text of %s', async (_, command: () => Promise<CommandResult<never>>) => {
    const thrown: unknown = await call(command()).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(AppError);
    expect(thrown).toMatchObject({ code: 'unexpected', message: 'unexpected' });
    expect(errorText(thrown as AppError).title).toBe('Waymark did not answer');
  });
});
