import { chance, cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { Pair } from './people.ts';

/** Tickets of the first fourteen days: 2,610. */
const PER_DAY = [412, 388, 341, 297, 244, 201, 166, 139, 112, 92, 77, 61, 46, 34] as const;

/** How many of each severity, and how many are for safety. */
const SEVERITIES = { 1: 9, 2: 138, 3: 1_176, 4: 1_287 } as const;
const SAFETY = 64;

/** In percent. */
const CATEGORIES = [
  ['howTo', 27],
  ['build', 22],
  ['access', 18],
  ['device', 15],
  ['interface', 8],
  ['data', 6],
  ['policy', 4],
] as const;

const TITLES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  howTo: [
    'Where do I see what is due',
    'How do I hold an order',
    'Cannot find the flowsheet',
    'How to hand over a patient',
  ],
  build: [
    'Order set lacks the usual dose',
    'Column is missing on the list',
    'Wrong default of the frequency',
    'Template asks twice',
  ],
  access: ['Cannot sign in', 'Wrong unit after signing in', 'No right to cosign', 'Token was not issued'],
  device: [
    'Label prints in another unit',
    'Scanner does not read',
    'Card reader is dead',
    'Printer asks for paper it has',
  ],
  interface: [
    'Result has not come',
    'Order is not seen in the laboratory',
    'Visit is not known to imaging',
    'Charge came twice',
  ],
  data: ['Allergy of the former record is text', 'Appointment is missing', 'Problem came back', 'Birth date differs'],
  policy: [
    'Who may override',
    'May verbal orders be entered',
    'Who calls the critical value',
    'When is downtime declared',
  ],
};
const FIXES: Readonly<Record<string, string>> = {
  howTo: 'explained',
  build: 'configured',
  access: 'access',
  device: 'hardware',
  interface: 'interface',
  data: 'data',
  policy: 'policy',
};

/** Share of the severities from the first day on that is solved on the same day, on the next, and on the third. */
const SOLVED = [0.5, 0.8, 0.94, 1] as const;

/** The command centre: every ticket of two weeks, and the queue of results nobody owned on the second day. */
export function tellTickets(
  teller: Teller,
  pairs: readonly Pair[],
  links: { readonly interfaces: readonly string[]; readonly hazards: readonly string[] },
): void {
  const luck = chance('tickets');
  const severities = luck.shuffle(
    Object.entries(SEVERITIES).flatMap(([level, count]) =>
      Array.from({ length: level === '1' ? count - 1 : count }, () => level),
    ),
  );
  const categories = luck.shuffle(spread());
  let told = 0;
  for (const [day, count] of PER_DAY.entries()) {
    for (let index = 0; index < count; index += 1) {
      const severity = day === 1 && index === 0 ? '1' : (severities.pop() ?? '4');
      const ticket = {
        number: told,
        day,
        index,
        severity,
        category: day === 1 && index === 0 ? 'interface' : (categories[told] ?? 'howTo'),
        wait: luck.next(),
      };
      tellTicket(teller, ticket, pairs, links);
      told += 1;
    }
  }
}

/** A category for each ticket, by percent. */
function spread(): readonly string[] {
  const all = PER_DAY.reduce((sum, count) => sum + count, 0);
  const some = CATEGORIES.flatMap(([name, percent]) =>
    Array.from({ length: Math.round((all * percent) / 100) }, () => name),
  );
  return [...some, 'howTo', 'howTo', 'howTo'].slice(0, all);
}

interface Ticket {
  readonly number: number;
  readonly day: number;
  readonly index: number;
  readonly severity: string;
  readonly category: string;
  readonly wait: number;
}

/** Every fortieth is for safety, the one of the queue among them, until there are 64. */
function isSafety({ number, day, index }: Ticket): boolean {
  return (day === 1 && index === 0) || (number % 41 === 7 && number < 41 * (SAFETY - 1) + 7);
}

function tellTicket(
  { add, set, link, t, who, place }: Teller,
  ticket: Ticket,
  pairs: readonly Pair[],
  { interfaces, hazards }: { readonly interfaces: readonly string[]; readonly hazards: readonly string[] },
): void {
  const { number, day, index, severity, category, wait } = ticket;
  const queue = day === 1 && index === 0;
  const safety = isSafety(ticket);
  const pair = pairs[(number * 13) % pairs.length];
  const minute = Math.floor((index / (PER_DAY[day] ?? 1)) * 960);
  const openedAt = at(t(day), 12 * 60 + minute);
  const text = queue
    ? 'Thirty-seven results in a queue that nobody owns'
    : cycle(TITLES[category] ?? ['Ticket'], number);
  const id = add(
    t(day),
    'ticket',
    `ticket ${number}`,
    {
      title: pair && !queue ? `${text}, ${pair.unit}` : text,
      severity,
      safety,
      category,
      channel: cycle(['phone', 'superUser', 'portal', 'rounding'], number),
      openedAt,
      ...(queue
        ? {
            story:
              'Results with a number of the downtime went to a queue of the engine that is on no list. 37 are there, the oldest from 05:12.',
          }
        : {}),
    },
    {
      links: pair
        ? [
            ['at', place('unit', pair.unit)],
            ['reportedAs', place('jobRole', pair.role)],
          ]
        : [],
    },
  );
  if (category === 'interface') link(t(day), 'ticket.about', id, interfaces[number % interfaces.length] ?? '');
  if (safety) link(t(day), 'ticket.about', id, hazards[number % hazards.length] ?? '');
  const days = queue ? 0 : severity === '1' ? 0 : SOLVED.findIndex((share) => wait < share);
  // What is left on the last day is solved by its evening.
  const solvedOn = Math.min(day + Math.max(0, days), Math.max(day, 13));
  const minutesLater = solvedOn === day ? 25 + (number % 180) : (solvedOn - day) * 1_440 + (number % 200) - 60;
  set(
    t(solvedOn),
    id,
    {
      owner: who(cycle(['command', 'build', 'integration', 'devices', 'informatics'], number)),
      respondedAt: plus(openedAt, 3 + (number % 9)),
      resolvedAt: plus(openedAt, Math.max(12, minutesLater)),
      fix: FIXES[category] ?? 'explained',
      solution: queue
        ? 'The queue has an owner and is counted every four hours; the 37 results were filed and read by the laboratory.'
        : 'Done, and shown to whoever reported it.',
      ...(safety
        ? {
            safetyReviewedBy: who('safety'),
            safetyReviewedOn: t(solvedOn),
            safetyFinding: 'No harm; the hazard stays as rated.',
          }
        : {}),
    },
    'solved',
  );
}

function at(day: string, minute: number): string {
  return plus(`${day}T00:00:00.000Z`, minute);
}

function plus(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
