const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `HH:MM`, 24 hours with leading zeros (OCPI mod_tariffs, TariffRestrictions.start_time). */
export function isTimeOfDay(text: string): boolean {
  return TIME.test(text);
}

/** `YYYY-MM-DD` of a day that exists. */
export function isDate(text: string): boolean {
  const time = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
