import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { InterfacesTold } from './interfaces.ts';

/** Days on which queues were counted, from go-live; at the end daily. */
const COUNTED = [-75, -61, -45, -31, -14, -7, 0, 1, 2, 4, 7, 10, 13] as const;

/** A queue for each critical interface, one that nobody owns until the hole is seen, and the one that appears on the second day. */
export function tellQueues(teller: Teller, { interfaces, systems }: InterfacesTold): void {
  const { add, set, t, who } = teller;
  const critical = interfaces.filter((one) => one.critical);
  for (const [place, { id: of, title, domain }] of critical.entries()) {
    const unowned = title.startsWith('Laboratory orders');
    const owner = who(cycle(['integration', 'lab', 'pharmacy', 'devices'], place));
    const id = add(
      t(-140 + (place % 20)),
      'queue',
      `queue ${title}`,
      {
        title: unowned ? 'Orders the laboratory does not know' : `Errors of ${title}`,
        type: unowned ? 'unknown' : 'error',
        critical: true,
        ...(unowned ? {} : { owner, backup: who('interfaceAnalyst') }),
        place: 'Console of the interface engine',
        procedure: 'Look at the first, mend the cause, send again, count.',
        escalation: 'Integration lead after an hour, safety officer after two',
        mostQueued: 10,
        everyHours: 24,
      },
      {
        links: [
          ['of', of],
          ['in', systems.get('engine') ?? []],
        ],
      },
    );
    set(t(-76), id, {}, 'watched');
    if (unowned) set(t(-51), id, { owner: who('lab'), backup: who('interfaceAnalyst') });
    for (const day of COUNTED) {
      const sent = 400 + ((place * 137 + (day + 90) * 11) % 4_000);
      const queued = domain === 'Devices' ? 0 : (place + day + 80) % 4;
      set(t(day), id, {
        reconciledAt: `${t(day)}T14:00:00.000Z`,
        reconciledBy: owner,
        sent,
        delivered: sent - queued - 2,
        rejected: 2,
        queued,
      });
    }
  }
  tellNobodys(teller, systems);
}

/** Results that came back with a number of the downtime: found on the second day, owned within the hour. */
function tellNobodys({ add, set, t, who }: Teller, systems: ReadonlyMap<string, string>): void {
  const found = `${t(1)}T12:10:00.000Z`;
  const id = add(
    t(1),
    'queue',
    'queue nobody owns',
    {
      title: 'Results with a number of the downtime',
      type: 'unknown',
      critical: true,
      place: 'Console of the interface engine, on no list',
      mostQueued: 0,
      everyHours: 4,
      reconciledAt: found,
      sent: 37,
      delivered: 0,
      rejected: 0,
      queued: 37,
      oldestAt: `${t(1)}T10:12:00.000Z`,
    },
    { state: 'watched', links: [['in', systems.get('engine') ?? []]] },
  );
  set(t(2), id, {
    owner: who('lab'),
    backup: who('integration'),
    procedure: 'Match the number, file, tell the unit.',
    reconciledAt: `${t(2)}T14:00:00.000Z`,
    delivered: 37,
    queued: 0,
    oldestAt: null,
  });
}

/** The drill of T-38: what was written on paper is entered afterwards, and counted to nothing but nine exceptions. */
export function tellBackEntry({ add, set, t, who }: Teller, systems: ReadonlyMap<string, string>): void {
  const id = add(
    t(-38),
    'queue',
    'back-entry',
    {
      title: 'Back-entry after the downtime drill',
      type: 'worklist',
      owner: who('records'),
      backup: who('emergency'),
      place: 'Health information, room 4',
      procedure: 'Allergies, visits, active orders, administrations, results, notes, charges: in this order.',
      everyHours: 24,
      reconciledAt: `${t(-38)}T22:00:00.000Z`,
      sent: 1_128,
      delivered: 640,
      rejected: 0,
      queued: 488,
    },
    { state: 'watched', links: [['in', systems.get('ehr') ?? []]] },
  );
  set(t(-36), id, { reconciledAt: `${t(-36)}T15:00:00.000Z`, delivered: 1_119, queued: 9 });
  set(t(-20), id, {}, 'closed');
}
