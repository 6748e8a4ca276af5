// Dates in the language of the page.

/** Writes an ISO 8601 date with its time of day; other text comes back unchanged. */
export function dateOf(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString(document.documentElement.lang);
}
