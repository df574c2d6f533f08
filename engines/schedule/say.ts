/**
 * What is said to people, its data apart from its words: the English with numbered gaps (`It has {0} rows.`), and what fills them.
 * Whoever shows it in another language looks the key up. A brace that is meant as such is written twice.
 */
export interface Said {
  readonly key: string;
  /** A number is something counted; what is numbered is text. */
  readonly values: readonly (string | number | Said)[];
}

/** Says something: ``say`It has ${count} rows.` `` */
export function say(parts: TemplateStringsArray, ...values: Said['values']): Said {
  const key = parts.map((part, at) => (at === 0 ? '' : `{${at - 1}}`) + part.replaceAll('{', '{{')).join('');
  return { key, values };
}

/** The English text. */
export function english({ key, values }: Said): string {
  return key.replaceAll(/\{\{|\{(\d+)\}/g, (found: string, gap?: string) => {
    if (gap === undefined) return '{';
    const value = values[Number(gap)] ?? found;
    return typeof value === 'object' ? english(value) : String(value);
  });
}
