const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg\//],
  ['Firefox', /Firefox\//],
  ['Chrome', /Chrom(e|ium)\//],
  ['Safari', /Safari\//],
];
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
];

/** What a person would call his browser; undefined when it says nothing that is known. */
export function browserOf(agent: string | null): string | undefined {
  const name = BROWSERS.find(([, sign]) => sign.test(agent ?? ''))?.[0];
  const system = SYSTEMS.find(([, sign]) => sign.test(agent ?? ''))?.[0];
  return [name, system].filter(Boolean).join(', ') || undefined;
}
