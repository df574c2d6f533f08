import { minuteOfDay } from '../mspdi/lexical.ts';
import type { PlanWeekDay, WorkingTime } from '../plan.ts';
import { formatDay } from '../time/civil.ts';
import type { P6Calendar } from './tables.ts';

/** A node of `clndr_data`: `(0||name(attributes)(children))`. */
interface Node {
  readonly name: string;
  attributes: string;
  readonly children: Node[];
}

/** Days of spreadsheets begin on 1899-12-30. */
const SPREADSHEET_DAY = 25_569;
const DEEPEST = 32;

/** Reads the calendar of an XER file; what cannot be read is as if it were not there. */
export function parseCalendarData(data: string): Pick<P6Calendar, 'week' | 'exceptions'> {
  const root = parseNodes(data);
  const days = find(root, 'DaysOfWeek');
  const week =
    days &&
    Array.from({ length: 7 }, (_, index): PlanWeekDay => {
      const times = timesOf(days.children.find(({ name }) => Number(name) === index + 1));
      return times.length === 0 ? { kind: 'non-working' } : { kind: 'working', times };
    });
  const exceptions = (find(root, 'Exceptions')?.children ?? []).flatMap((node) => {
    const serial = Number(/\bd\|(\d+)/.exec(node.attributes)?.[1] ?? Number.NaN);
    return Number.isNaN(serial) ? [] : [{ day: formatDay(serial - SPREADSHEET_DAY), times: timesOf(node) }];
  });
  return { week, exceptions };
}

function timesOf(node: Node | undefined): WorkingTime[] {
  return (node?.children ?? [])
    .flatMap(({ attributes }) => {
      const fromMinute = clock(/\bs\|(\d+:\d\d)/.exec(attributes)?.[1]);
      const end = clock(/\bf\|(\d+:\d\d)/.exec(attributes)?.[1]);
      const toMinute = end === 0 ? 1440 : end;
      if (fromMinute === undefined || toMinute === undefined || fromMinute >= toMinute) return [];
      return [{ fromMinute, toMinute }];
    })
    .sort((a, b) => a.fromMinute - b.fromMinute);
}

function clock(text: string | undefined): number | undefined {
  return text === undefined ? undefined : minuteOfDay(text.padStart(5, '0'));
}

function find(nodes: readonly Node[], name: string): Node | undefined {
  for (const node of nodes) {
    const found = node.name === name ? node : find(node.children, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Reads nodes one after the other. The head of a node runs up to its attributes, which hold no parenthesis. */
function parseNodes(data: string): Node[] {
  const roots: Node[] = [];
  const open: Node[] = [];
  let at = 0;
  while (at < data.length) {
    const head = /^\(\d+\|\|([^()]*)\(([^()]*)\)\s*\(/.exec(data.slice(at, at + 400));
    if (head !== null && open.length < DEEPEST) {
      const node: Node = { name: (head[1] ?? '').trim(), attributes: head[2] ?? '', children: [] };
      (open.at(-1)?.children ?? roots).push(node);
      open.push(node);
      at += head[0].length;
    } else {
      // Two closing parentheses end a node: that of its children and its own.
      if (data.startsWith('))', at)) {
        open.pop();
        at += 2;
      } else at += 1;
    }
  }
  return roots;
}
