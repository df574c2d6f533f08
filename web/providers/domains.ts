/** Domains as they are typed: separated by commas, spaces or lines, an @ before them or not. */
export function domainsIn(text: string): readonly string[] {
  const parts = text.split(/[\s,;]+/).map((part) => part.replace(/^@/, '').toLowerCase());
  return [...new Set(parts.filter(Boolean))];
}
