import content from '../content/interfaces.json' with { type: 'json' };
import type { Role } from '../cast.ts';
import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import { keptCodes } from './code-maps.ts';
import type { Flow } from './flows.ts';
import { type FlowTold, keptMapping, tellFlow } from './tell-flows.ts';

export interface InterfaceTold {
  readonly id: string;
  readonly title: string;
  readonly domain: string;
  readonly source: string;
  readonly target: string;
  readonly triggers: readonly string[];
  readonly critical: boolean;
}

export interface InterfacesTold {
  readonly systems: ReadonlyMap<string, string>;
  readonly interfaces: readonly InterfaceTold[];
  /** Code maps by their title. */
  readonly maps: ReadonlyMap<string, string>;
  /** The domains of interfaces with the requirement each implements. */
  readonly requirements: ReadonlyMap<string, string>;
}

const SYSTEM_OWNERS: Readonly<Record<string, Role>> = {
  lis: 'lab',
  bb: 'lab',
  path: 'lab',
  poct: 'lab',
  pharm: 'pharmacy',
  cab: 'pharmacy',
  pump: 'pharmacy',
  erx: 'pharmacy',
  billing: 'revenue',
  coding: 'revenue',
  claims: 'revenue',
  sched: 'surgery',
  docs: 'records',
  dict: 'records',
  mpi: 'records',
  gate: 'devices',
  nurse: 'devices',
  old: 'conversion',
};

const ownerOf = (system: string): Role => SYSTEM_OWNERS[system] ?? 'build';

/** The systems, the 64 interfaces between them, their mappings, and the code maps. */
export function tellInterfaces(teller: Teller, flows: ReadonlyMap<string, Flow>): InterfacesTold {
  const systems = tellSystems(teller);
  const requirements = tellRequirements(teller);
  const told = new Map([...flows].map(([trigger, flow]) => [trigger, tellFlow(teller, trigger, flow)]));
  const interfaces = content.interfaces.map((one, place) =>
    tellInterface(teller, one, place, { systems, requirements, flows: told }),
  );
  return { systems, requirements, interfaces, maps: tellMaps(teller, interfaces) };
}

function tellSystems({ add, set, t, who }: Teller): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const { key, title, type, criticality } of content.systems) {
    const id = add(t(-500), 'system', `system ${key}`, {
      title,
      type,
      criticality,
      owner: who(ownerOf(key)),
      technicalOwner: who('integration'),
      supportDesk: 'Service desk, extension 4357',
      hosting: key === 'ehr' || key === 'portal' ? 'vendor' : 'here',
      holdsPhi: key !== 'supply' && key !== 'hr',
      maintenance: 'Second Sunday of the month, 02:00 to 04:00',
      supportEnds: key === 'old' || key === 'clinsched' ? t(180) : t(1_400),
      ...(key === 'old' || key === 'clinsched' ? { replacedOn: t(90) } : {}),
    });
    told.set(key, id);
    set(
      t(-490),
      id,
      {},
      key === 'ehr' || key === 'portal' ? 'planned' : key === 'old' || key === 'clinsched' ? 'leaving' : 'inUse',
    );
  }
  for (const key of ['ehr', 'portal']) set(t(0), told.get(key) ?? '', {}, 'inUse');
  return told;
}

const DOMAIN_NEEDS: Readonly<Record<string, string>> = {
  ADT: 'Every system knows within a minute who is where',
  'Orders and results': 'Orders and results find their way without a telephone',
  Charges: 'What was done is charged once, and on the same day',
  Scheduling: 'A time that is booked is known everywhere',
  Documents: 'Letters and scans are in the record when they are looked for',
  Pharmacy: 'A dose is ordered, dispensed and given from one list',
  Devices: 'What a monitor measures is in the chart by itself',
  'Public health': 'Reports to the state go out by themselves',
  'Supply and staff': 'Supplies and people are entered once',
};

/** One requirement for each domain of interfaces; scenarios of other parts test them too. */
function tellRequirements({ add, set, t, who }: Teller): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const [domain, title] of Object.entries(DOMAIN_NEEDS)) {
    const id = add(t(-420), 'requirement', `requirement interfaces ${domain}`, {
      title,
      rationale: 'Workshops on what is typed twice today.',
      acceptance: 'Sent is delivered, rejected or queued, over a week of real volume; every trigger passed end to end.',
      type: 'interface',
      priority: 'must',
      area: domain,
      source: 'Integration workshop',
      fit: 'built',
      owner: who('integration'),
    });
    set(t(-390), id, {}, 'agreed');
    set(t(-150), id, {}, 'built');
    told.set(domain, id);
  }
  return told;
}

type Written = (typeof content.interfaces)[number];

function tellInterface(
  teller: Teller,
  one: Written,
  place: number,
  {
    systems,
    requirements,
    flows,
  }: Pick<InterfacesTold, 'systems' | 'requirements'> & { readonly flows: ReadonlyMap<string, FlowTold> },
): InterfaceTold {
  const { add, set, t, who } = teller;
  const { title, domain, source, target, triggers, perDay, criticality, standard, transport } = one;
  const critical = criticality === 'critical';
  const first = ownerOf(source);
  const second = ownerOf(target) === first ? 'integration' : ownerOf(target);
  const id = add(
    t(-410 + (place % 20)),
    'interface',
    `interface ${title}`,
    {
      title,
      purpose: `${domain}: ${title}.`,
      owner: who('integration'),
      sourceOwner: who(first),
      targetOwner: who(second),
      standard,
      standardVersion: standard === 'hl7v2' ? '2.5.1' : 'current',
      transport,
      protection: transport === 'mllp' ? 'vpn' : 'tls',
      carriesPhi: domain !== 'Supply and staff',
      mode: 'push',
      triggers: triggers.join('\n'),
      perDay,
      perHourPeak: Math.ceil(perDay / 9),
      criticality,
      fallback: FALLBACKS[domain] ?? 'Telephone and paper, entered afterwards.',
      due: t(-66),
    },
    {
      links: [
        ['source', systems.get(source) ?? []],
        ['target', systems.get(target) ?? []],
        ['through', systems.get('engine') ?? []],
        ['implements', requirements.get(domain) ?? []],
      ].map(([type, to]): [string, string | readonly string[]] => [String(type), to ?? []]),
    },
  );
  set(t(-320 + (place % 25)), id, {}, 'specified');
  set(t(-210 + (place % 60)), id, {}, 'built');
  set(t(-64), id, {}, 'released');
  set(t(0), id, {}, 'live');
  // Two were tried message by message, with profiles of their own.
  const flow = TRIED.has(title) ? undefined : flows.get(triggers[0] ?? '');
  tellMapping(teller, { id, title, place, flow });
  return { id, title, domain, source, target, triggers, critical };
}

const FALLBACKS: Readonly<Record<string, string>> = {
  ADT: 'Registration desk calls the unit; labels by hand from the downtime box.',
  'Orders and results': 'Paper requisition and telephone for what is critical; runners every hour.',
  Charges: 'Charges are held and sent on the next day.',
  Scheduling: 'Printed schedule of the last evening.',
  Documents: 'Scanned on the next day.',
  Pharmacy: 'Paper order to the pharmacy; cabinets on override with two people.',
  Devices: 'Vital signs are written by hand every hour.',
  'Public health': 'Sent again when the registry answers.',
  'Supply and staff': 'Entered by hand.',
};

/** Interfaces whose mapping `tellExchange` tells. */
const TRIED: ReadonlySet<string> = new Set([
  'Patients and visits: Riverbend EHR to Laboratory system',
  'Patients and visits: Riverbend EHR to Blood bank system',
]);

function tellMapping(
  teller: Teller,
  {
    id,
    title,
    place,
    flow: told,
  }: {
    readonly id: string;
    readonly title: string;
    readonly place: number;
    readonly flow: FlowTold | undefined;
  },
): void {
  const { add, set, link, t, who } = teller;
  const mapping = add(
    t(-300 + (place % 25)),
    'mapping',
    `mapping ${title}`,
    {
      title: `Fields of ${title}`,
      revision: '1',
      rules: 'Specification of the interface, section 4.',
      owner: who('interfaceAnalyst'),
      due: t(-160),
    },
    { links: [['for', id]] },
  );
  const done = t(-190 + (place % 60));
  const approved = { revision: '2', reviewer: who('integration') };
  if (!told) {
    set(done, mapping, approved, 'approved');
    return;
  }
  const { flow, source, target } = told;
  for (const profile of [source, target]) link(t(-300), 'messageProfile.of', profile, id);
  link(t(-300), 'mapping.reads', mapping, source);
  link(t(-300), 'mapping.writes', mapping, target);
  const begun = t(-220 + (place % 30));
  set(begun, mapping, keptMapping(teller, begun, mapping, flow.begun, flow));
  set(done, mapping, { ...keptMapping(teller, done, mapping, flow.done, flow), ...approved }, 'approved');
}

/** By which day how much of a code map is done, in percent. */
const MAPPED: readonly (readonly [day: number, share: number])[] = [
  [-240, 0.35],
  [-200, 0.62],
  [-165, 0.84],
  [-128, 1],
];

function tellMaps(teller: Teller, interfaces: readonly InterfaceTold[]): ReadonlyMap<string, string> {
  const { add, set, t, who } = teller;
  const told = new Map<string, string>();
  for (const { title, domain, codes, mapped, critical, criticalMapped } of content.codeMaps) {
    const id = add(
      t(-290),
      'codeMap',
      `map ${title}`,
      {
        title,
        domain,
        from: 'Codes of the hospital',
        to: domain === 'results' ? 'LOINC' : 'Codes of the record',
        revision: '1',
        release: domain === 'results' ? 'LOINC 2.78' : '2024',
        unmapped: 'hold',
        owner: who(domain === 'medication' ? 'pharmacy' : domain === 'charges' ? 'revenue' : 'labAnalyst'),
        due: t(-75),
      },
      { links: [['for', forMap(domain, interfaces)]] },
    );
    const kept = (day: number, soFar: { readonly mapped: number; readonly criticalMapped: number }) =>
      keptCodes(teller, t(day), id, { domain, codes, critical, ...soFar });
    for (const [day, share] of MAPPED) {
      const now = kept(day, { mapped: Math.round(mapped * share), criticalMapped: Math.round(criticalMapped * share) });
      if (share === 1) set(t(day), id, { ...now, revision: '7', reviewer: who('lab') }, 'approved');
      else set(t(day), id, now);
    }
    if (criticalMapped < critical) {
      set(t(-42), id, { ...kept(-42, { mapped: mapped + 16, criticalMapped: critical }), revision: '8' });
    }
    told.set(title, id);
  }
  return told;
}

function forMap(domain: string, interfaces: readonly InterfaceTold[]): string[] {
  const wanted =
    domain === 'results' ? 'Laboratory results' : domain === 'orderables' ? 'Laboratory orders' : 'Medication orders';
  return interfaces
    .filter(({ title }) => title.startsWith(wanted))
    .map(({ id }) => id)
    .slice(0, 1);
}

/** Somebody for a place in a list. */
export function analyst(place: number): Role {
  return cycle(['interfaceAnalyst', 'labAnalyst', 'integration'], place);
}
