import type { Palette } from './picture.ts';

const SCHEME = 'data-mantine-color-scheme';

/** The colours the page wears just now, or would wear by day. */
export function paletteOf(scheme?: 'light'): Palette {
  const root = document.documentElement;
  const worn = root.getAttribute(SCHEME);
  if (scheme === undefined || worn === null) return read();
  // Styles are told at once; the page is painted later, when it wears its own again.
  root.setAttribute(SCHEME, scheme);
  const palette = read();
  root.setAttribute(SCHEME, worn);
  return palette;
}

function read(): Palette {
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
