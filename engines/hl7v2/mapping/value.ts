import { escapeValue } from '../syntax/escape.ts';
import type { Message } from '../syntax/message.ts';
import { LEVELS } from '../syntax/node.ts';
import type { Node } from '../syntax/node.ts';
import type { CodeMapping, MapRule } from './model.ts';
import { writeMoment } from './moment.ts';

/** What came of a row at one place. */
export type MapOutcome =
  | 'moved'
  /** Nothing stood at the source. */
  | 'nothing'
  | 'left'
  /** Somebody has to be asked first. */
  | 'asked'
  | 'code-unmapped'
  | 'map-missing'
  | 'moment-unreadable'
  /** It holds a delimiter that would break out of the place, or the message declares none for it. */
  | 'does-not-fit'
  /** The message has no segment that it could stand in. */
  | 'no-segment'
  /** Several segments could be meant. */
  | 'ambiguous';

/** The text that a place gets, escaped for the message; undefined where it stays as it is. */
export interface Made {
  readonly text: string | undefined;
  readonly outcome: MapOutcome;
}

const UNCHANGED = (outcome: MapOutcome): Made => ({ text: undefined, outcome });

/** Works out what a place gets from places of the source. */
export function valueOf(
  rule: MapRule,
  sources: readonly (Node | undefined)[],
  message: Message,
  codes: ReadonlyMap<string, CodeIndex>,
): Made {
  const [first] = sources;
  const isNull = first?.isNull ?? false;
  const value = first?.value ?? '';
  const write = (text: string, outcome: MapOutcome = 'moved'): Made => ({
    text: escapeValue(text, message.delimiters),
    outcome: text === '' && outcome === 'moved' ? 'nothing' : outcome,
  });
  switch (rule.kind) {
    case 'copy':
      return { text: first?.raw ?? '', outcome: first === undefined || first.isEmpty ? 'nothing' : 'moved' };
    case 'constant':
      return write(rule.value);
    case 'join':
      return write(
        sources
          .map((source) => source?.value ?? '')
          .filter((text) => text !== '')
          .join(rule.separator),
      );
    case 'drop':
      return { text: '', outcome: 'left' };
    case 'ask':
      return UNCHANGED('asked');
    case 'split':
      if (isNull) return { text: first?.raw ?? '', outcome: 'moved' };
      return write(value.split(rule.separator)[rule.part - 1] ?? '');
    case 'codes':
      if (isNull) return { text: first?.raw ?? '', outcome: 'moved' };
      return codeValue(first) === '' ? write('') : codeOf(rule, codeValue(first), first, codes, write);
    case 'date': {
      if (isNull || value === '') return { text: first?.raw ?? '', outcome: value === '' ? 'nothing' : 'moved' };
      const written = writeMoment(value, rule.read, rule.write);
      return written === undefined ? { text: '', outcome: 'moment-unreadable' } : write(written);
    }
  }
}

/** The code at a place: of a field or repetition with components it is the first of them, as codes are counted. */
function codeValue(node: Node | undefined): string {
  return (node?.depth === 2 ? node.child(1)?.value : node?.value) ?? '';
}

/** Codes of a map by what they are at the source. */
export type CodeIndex = ReadonlyMap<string, string | undefined>;

/** @returns an index that tells codes that are in the map without a target from those that are mapped. */
export function indexCodes({ entries }: CodeMapping): CodeIndex {
  return new Map(entries.map(({ from, to }) => [from, to]));
}

function codeOf(
  { map, otherwise }: Extract<MapRule, { kind: 'codes' }>,
  value: string,
  source: Node | undefined,
  codes: ReadonlyMap<string, CodeIndex>,
  write: (text: string, outcome?: MapOutcome) => Made,
): Made {
  const index = codes.get(map);
  const found = index?.get(value);
  if (found !== undefined) return write(found);
  const outcome = index ? 'code-unmapped' : 'map-missing';
  return otherwise === 'keep' ? { text: source?.raw ?? '', outcome } : { text: '', outcome };
}

/** Whether a text stays within a place of a depth, so that nothing else moves. */
export function fitsAt(text: string, depth: number, message: Message): boolean {
  const forbidden = ['\r', '\n', ...LEVELS.slice(1, depth + 1).map((_, at) => message.delimiterOf(at + 1))];
  return !forbidden.some((mark) => mark !== '' && text.includes(mark));
}
