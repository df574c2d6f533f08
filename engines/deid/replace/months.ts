/** Names of the months, by language, January first. */
const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'january february march april may june july august september october november december',
  enShort: 'jan feb mar apr may jun jul aug sep oct nov dec',
  enSept: 'jan feb mar apr may june july aug sept oct nov dec',
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  de: 'januar februar märz april mai juni juli august september oktober november dezember',
  it: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  pt: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  nl: 'januari februari maart april mei juni juli augustus september oktober november december',
};

/** Name of a month → its number and the twelve of the same spelling. */
export const MONTHS: ReadonlyMap<string, { readonly number: number; readonly row: readonly string[] }> = new Map(
  Object.values(LANGUAGES)
    .toReversed()
    .flatMap((names) => {
      const row = names.split(' ');
      return row.map((name, index) => [name, { number: index + 1, row }] as const);
    }),
);
