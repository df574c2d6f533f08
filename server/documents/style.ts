import { rule } from '@callosum/kernel';
import { DEFAULT_STYLE, type HouseStyle, PAGE_SIZES } from '@callosum/kernel/report';
import { z } from 'zod';
import type { Setting } from '../identity/settings.ts';
import { imageSize } from './image-size.ts';

/** Characters of a logo, base64: about 150 kB. */
const LONGEST_LOGO = 200_000;
/** Characters that fit on one line of a page. */
const LONGEST_FOOTER = 120;
/** What accessibility asks of text on white. */
const LEAST_CONTRAST = 4.5;

export const styleShape = z.strictObject({
  name: z.string().trim().max(120),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, rule`must be a colour such as #0f5c63`)
    .refine((hex) => contrastOnWhite(hex) >= LEAST_CONTRAST, rule`is too light to be read on white paper`),
  font: z.enum(['sans', 'serif']),
  page: z.enum(PAGE_SIZES),
  logo: z
    .string()
    .max(LONGEST_LOGO, rule`may have 150 kB`)
    .refine((text) => imageSize(Buffer.from(text, 'base64')) !== undefined, rule`must be a PNG`)
    .nullable(),
  // A style that was kept before there was one has none.
  footer: z
    .string()
    .trim()
    .max(LONGEST_FOOTER)
    .regex(/^\P{Cc}*$/u, rule`must be one line`)
    .default(''),
});

/** How the documents of the organisation look. */
export const houseStyle: Setting<HouseStyle> = {
  name: 'documents.style',
  schema: styleShape,
  standard: DEFAULT_STYLE,
};

/** Contrast ratio of a colour against white (WCAG 2.2, relative luminance). */
function contrastOnWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
