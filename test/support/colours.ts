// How colours are seen: contrast as WCAG 2 defines it, differences in CIELAB (D65).

export interface Colour {
  /** Red, green, blue: 0 to 255. */
  readonly channels: readonly number[];
  /** 0 to 1. */
  readonly alpha: number;
}

/** @param text `#rrggbb` or `#rrggbbaa`. */
export function parseColour(text: string): Colour {
  const values = (text.match(/[0-9a-f]{2}/gi) ?? []).map((hexadecimal) => parseInt(hexadecimal, 16));
  return { channels: values.slice(0, 3), alpha: (values[3] ?? 255) / 255 };
}

/** A colour on an opaque one. */
export function blended({ channels, alpha }: Colour, background: Colour): Colour {
  return { channels: channels.map((value, i) => value * alpha + background.channels[i] * (1 - alpha)), alpha: 1 };
}

/** 1 to 21. */
export function contrast(a: Colour, b: Colour): number {
  const [darker, lighter] = [xyz(a)[1], xyz(b)[1]].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Distance in CIELAB. */
export function difference(a: Colour, b: Colour): number {
  const [one, other] = [lab(a), lab(b)];
  return Math.hypot(...one.map((value, i) => value - other[i]));
}

/** The second is the relative luminance. */
function xyz({ channels }: Colour): number[] {
  const linear = channels.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  const rows = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
  return rows.map((row) => row.reduce((sum, weight, i) => sum + weight * linear[i], 0));
}

function lab(colour: Colour): number[] {
  const white = [0.9505, 1, 1.089];
  const [x, y, z] = xyz(colour).map((value, i) => (value / white[i] > 0.008856 ? Math.cbrt(value / white[i]) : (7.787 * value) / white[i] + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
