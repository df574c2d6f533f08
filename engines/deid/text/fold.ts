const SPECIAL: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ð: 'd',
  þ: 'th',
};

/** A word as the lists hold it: lower case, without accents, apostrophes and hyphens. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-z]*$/.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replaceAll(/[\p{M}'’`-]/gu, '')
    .replaceAll(/[ßøłđæœıðþ]/g, (character) => SPECIAL[character] ?? character);
}
