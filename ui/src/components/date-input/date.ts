/** A date as it is being typed. */
export interface DateParts {
  day: string;
  month: string;
  year: string;
}

/** Nothing typed. */
export const NO_DATE: DateParts = { day: '', month: '', year: '' };

/** A day as the program writes it ("2026-11-23"), in parts. */
export function partsOf(day: string | null | undefined): DateParts {
  const [year, month, date] = (day ?? '').split('-');
  if (!year || !month || !date) return NO_DATE;
  return { day: String(Number(date)), month: String(Number(month)), year };
}

/**
 * What was typed, as a day: "2026-11-23"; null when nothing is typed, undefined when it is not a day
 * that exists. Years have four figures.
 */
export function dayOf(parts: DateParts): string | null | undefined {
  const [day, month, year] = [parts.day.trim(), parts.month.trim(), parts.year.trim()];
  if (!day && !month && !year) return null;
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^[1-9]\d{3}$/.test(year)) {
    return undefined;
  }
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // The 31st of April would have become the 1st of May.
  if (date.getUTCDate() !== Number(day) || date.getUTCMonth() !== Number(month) - 1) {
    return undefined;
  }
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
