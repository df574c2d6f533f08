const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ACCENTED = Array.from('ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž');
const MAP = new Map(Array.from(PLAIN, (letter, index) => [letter, ACCENTED[index] ?? letter]));

/** Places to fill in and tags stay as they are: only words for people are accented. */
const KEPT = /(\{\{[^}]*\}\}|<[^>]*>)/;

/** English with accents: readable, and everything that did not come through the catalogue stands out. */
export function accent(text: string): string {
  return text
    .split(KEPT)
    .map((part) => (KEPT.test(part) ? part : Array.from(part, (letter) => MAP.get(letter) ?? letter).join('')))
    .join('');
}

export type Catalogue = { readonly [key: string]: string | Catalogue };

/** A catalogue with every message accented. */
export function accentAll(catalogue: Catalogue): Catalogue {
  return Object.fromEntries(
    Object.entries(catalogue).map(([key, value]) => [
      key,
      typeof value === 'string' ? accent(value) : accentAll(value),
    ]),
  );
}
