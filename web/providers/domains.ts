/** Domains as they are typed: separated by commas, spaces or lines, an @ before them or not. */
export function domainsIn(text: string): readonly string[] {
  return [...new Set(namesIn(text).map((part) => part.replace(/^@/, '').toLowerCase()))].filter(Boolean);
}

/** Names without spaces as they are typed: separated by commas, spaces or lines. */
export function namesIn(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
}
