import type { CodeEntry, CodeLine, CodeMapping } from '@callosum/hl7v2';

/** The code map with one code said otherwise; an empty target takes it back, and a code of which nothing is said is left out. */
export function withEntry(codes: CodeMapping, line: CodeLine, more: Partial<CodeEntry>): CodeMapping {
  const { value, text } = line;
  const before = codes.entries.find(({ from }) => from === value);
  const { to = '', toText = '', critical = false } = { ...before, ...more };
  const entry: CodeEntry = {
    from: value,
    ...(text === '' ? {} : { text }),
    ...(to === '' ? {} : { to }),
    ...(to === '' || toText === '' ? {} : { toText }),
    ...(critical ? { critical } : {}),
  };
  const said = to !== '' || critical;
  const others = codes.entries.filter(({ from }) => from !== value);
  return { ...codes, entries: said ? [...others, entry] : others };
}
