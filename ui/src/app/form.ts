/** Errors of a form: for the summary on top and for each field. */
import { errorText } from './errors';
import type { AppError } from '../ipc';
import type { Field } from '../ipc';

/** One line for the summary, leading to its field. */
export interface FormError {
  text: string;
  field?: string;
}

/** What the summary says. Field ids are the names of the fields. */
export function summary(error: AppError | undefined): FormError[] {
  if (!error) return [];
  const { title } = errorText(error);
  return [error.field ? { text: title, field: error.field } : { text: title }];
}

/** What stands at one field. */
export function at(field: Field, error: AppError | undefined): string | undefined {
  if (error?.field !== field) return undefined;
  const { title, body } = errorText(error);
  return `${title}. ${body}`;
}

/** What to do, for the summary. */
export function body(error: AppError | undefined): string {
  return error ? errorText(error).body : '';
}
