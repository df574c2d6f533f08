import type { Palette } from './picture.ts';

/** The colours the page wears just now. */
export function paletteOf(): Palette {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: of('--ink'),
    soft: of('--ink-soft'),
    rule: of('--rule'),
    ruleStrong: of('--rule-strong'),
    surface: of('--surface'),
    side: of('--surface-side'),
    accent: of('--accent'),
    tint: of('--accent-tint'),
    unmet: of('--unmet'),
    waived: of('--waived'),
    waivedTint: of('--waived-tint'),
  };
}
