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
  return withoutDenial({ ...codes, entries: said ? [...others, entry] : others });
}

/** A map with a critical code does not say that none is. */
function withoutDenial(codes: CodeMapping): CodeMapping {
  return codes.entries.some(({ critical }) => critical) ? denied(codes, false) : codes;
}

/** Somebody says that no code of the map is critical, or takes it back. */
export function denied({ noneCritical: _before, ...codes }: CodeMapping, none: boolean): CodeMapping {
  return none ? { ...codes, noneCritical: true } : codes;
}
