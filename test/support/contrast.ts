// Whether text can be read on what is behind it, by WCAG 2.

/** What WCAG asks of text of normal size. */
export const LEGIBLE_CONTRAST = 4.5;

/** Relative luminance of `rgb(r, g, b)`, WCAG 2. */
export function luminance(colour: string): number {
  const [r, g, b] = colour.match(/[\d.]+/g)!.map((value) => Number(value) / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
