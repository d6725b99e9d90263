/** Errors of a form: for the summary on top and for each field. */
import { errorText } from './errors';
import type { AppError } from '../ipc';
import type { Field } from '../ipc';

/** One line for the summary, leading to its field. */
export interface FormError {
  text: string;
  field?: string;
}

/** Fields of the program that have another id on a page than their name. */
export type FieldIds = Partial<Record<Field, string>>;

/** What the summary says, leading to the field of the error. */
export function summary(error: AppError | undefined, ids: FieldIds = {}): FormError[] {
  if (!error) return [];
  const { title } = errorText(error);
  return [error.field ? { text: title, field: ids[error.field] ?? error.field } : { text: title }];
}

/** What stands at one field. What to do about it stands in the summary. */
export function at(field: Field, error: AppError | undefined): string | undefined {
  return error?.field === field ? errorText(error).title : undefined;
}

/** What to do, for the summary. */
export function body(error: AppError | undefined): string {
  return error ? errorText(error).body : '';
}
