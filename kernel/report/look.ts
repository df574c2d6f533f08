import type { Tone } from './report.ts';

/** Hues of the states, distinguishable for colour-blind readers and dark enough on white; each always carries its shape. */
export const TONE_COLORS: Readonly<Record<Tone, string>> = {
  met: '#1f6f50',
  unmet: '#b3261e',
  unknown: '#5b6470',
  waived: '#8a5a00',
};

export const INK = '#1b2228';
export const INK_SOFT = '#55606b';
export const RULE = '#d5dade';

const SHAPE_PATHS: Readonly<Record<Tone, string>> = {
  met: '<circle cx="6" cy="6" r="5" fill="#"/>',
  unmet: '<path d="M6 .8 11.6 11H.4Z" fill="#"/>',
  unknown: '<circle cx="6" cy="6" r="4.2" fill="none" stroke="#" stroke-width="1.6"/>',
  waived:
    '<circle cx="6" cy="6" r="4.2" fill="none" stroke="#" stroke-width="1.6"/><path d="M6 1.8a4.2 4.2 0 0 0 0 8.4Z" fill="#"/>',
};

/** The parts of a state's shape, in a box of 12 by 12: drawn, so that it looks the same in every font. */
export function shapePaths(tone: Tone, color: string = TONE_COLORS[tone]): string {
  return SHAPE_PATHS[tone].replaceAll('"#"', `"${color}"`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it stands in HTML and SVG. */
export function escapeMarkup(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
}
