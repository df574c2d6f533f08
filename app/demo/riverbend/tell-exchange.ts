import { restsText } from '@callosum/interoperability/server';
import { ENGINE } from '@callosum/hl7v2/version';
import { cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { Exchange, Learnt, SuiteRun } from './exchange.ts';
import type { InterfacesTold, InterfaceTold } from './interfaces.ts';
import { keptMapping } from './tell-flows.ts';

const TITLE = 'Patients and visits: Riverbend EHR to ';

/**
 * Two interfaces of patients and visits that were tried message by message: to the laboratory everything conforms, to the blood bank merges lack the number that
 * goes, and a test says so.
 */
export function tellExchange(teller: Teller, { interfaces, systems }: InterfacesTold, exchange: Exchange): void {
  const find = (target: string): InterfaceTold => {
    const found = interfaces.find(({ title }) => title === `${TITLE}${target}`);
    if (!found) throw new Error(`The story needs the interface to the ${target}`);
    return found;
  };
  const [laboratory, bloodBank] = [find('Laboratory system'), find('Blood bank system')];
  const sent = tellProfile(teller, 'record', laboratory.id, exchange.record, 'source');
  const taken = tellProfile(teller, 'laboratory', laboratory.id, exchange.laboratory, 'target');
  const other = tellProfile(teller, 'blood bank', bloodBank.id, exchange.laboratory, 'target');
  const mapping = tellMapped(teller, laboratory, { sent, taken }, exchange);
  tellMapped(teller, bloodBank, { sent, taken: other }, exchange);
  tellDifferences(teller, laboratory, { sent, taken, mapping }, exchange);
  const { arrived, suites } = exchange;
  tellTrial(
    teller,
    systems.get('lis') ?? '',
    { on: laboratory, port: 2_575, profile: exchange.laboratory },
    arrived.laboratory,
  );
  tellTrial(
    teller,
    systems.get('bb') ?? '',
    { on: bloodBank, port: 2_576, profile: exchange.laboratory },
    arrived.bloodBank,
  );
  tellSuite(teller, laboratory, exchange.laboratory, suites.laboratory);
  tellSuite(teller, bloodBank, exchange.laboratory, suites.bloodBank);
}

function tellProfile(
  { add, set, attach, t, who }: Teller,
  name: string,
  of: string,
  { text, samples, profile }: Learnt,
  end: 'source' | 'target',
): string {
  const id = add(
    t(-96),
    'messageProfile',
    `profile ${name}`,
    {
      title: name === 'blood bank' ? 'Patients and visits as the blood bank takes them' : profile.name,
      end,
      structure: 'ADT_A01, ADT_A03, ADT_A39',
      revision: '1',
      basis: `HL7 version ${profile.version}`,
      ...(end === 'source' ? { localParts: 'ZPV: how somebody arrived' } : {}),
      characterSet: 'ascii',
      acknowledgement: 'application',
      samples: '60 test messages without patients’ data, attached.',
      owner: who('interfaceAnalyst'),
      due: t(-80),
    },
    { links: [['of', of]] },
  );
  attach(t(-96), id, 'samples.hl7', samples);
  set(t(-96), id, { definition: attach(t(-96), id, 'profile.json', text) });
  set(t(-80), id, { reviewer: who('integration') }, 'approved');
  return id;
}

interface Ends {
  readonly sent: string;
  readonly taken: string;
}

/** The mapping is kept row by row between the two profiles, and approved anew. */
function tellMapped(
  teller: Teller,
  { title }: InterfaceTold,
  { sent, taken }: Ends,
  { record, laboratory, mapping: mapped }: Exchange,
): string {
  const { link, set, id, t } = teller;
  const mapping = id(`mapping ${title}`);
  link(t(-79), 'mapping.reads', mapping, sent);
  link(t(-79), 'mapping.writes', mapping, taken);
  set(t(-79), mapping, {}, 'draft');
  const ends = { source: record.text, target: laboratory.text, samples: record.samples };
  set(t(-79), mapping, { revision: '3', ...keptMapping(teller, t(-79), mapping, mapped, ends) });
  set(t(-78), mapping, {}, 'approved');
  return mapping;
}

/** The first become lines of the mapping, one is accepted, and one waits for the laboratory. */
function tellDifferences(
  { add, link, t, who }: Teller,
  { id: of }: InterfaceTold,
  { sent, taken, mapping }: Ends & { readonly mapping: string },
  { differences }: Exchange,
): void {
  for (const [place, { text, ...told }] of differences.entries()) {
    const treatment = cycle(['mapping', 'mapping', 'accepted', 'open'], place);
    const gap = add(
      t(-94),
      'interfaceGap',
      `difference ${place}`,
      {
        title: `${told.place}: ${text}`.slice(0, 300),
        ...told,
        ...(treatment === 'open' ? {} : { treatment }),
        ...(treatment === 'accepted' ? { reason: 'The laboratory does not use it, and its owner agreed.' } : {}),
        owner: who('labAnalyst'),
        due: t(-50),
      },
      {
        ...(treatment === 'accepted' ? { state: 'accepted' } : {}),
        links: [
          ['source', sent],
          ['target', taken],
          ['of', of],
        ],
      },
    );
    if (treatment === 'mapping') link(t(-93), 'interfaceGap.treatedBy', gap, mapping);
  }
}

interface Trial {
  readonly on: InterfaceTold;
  readonly port: number;
  readonly profile: Learnt;
}

/** An afternoon in which a test environment sent messages to an endpoint. */
function tellTrial(
  { add, set, receive, fileHash, t, who }: Teller,
  system: string,
  { on, port, profile }: Trial,
  arrived: Exchange['arrived']['laboratory'],
): void {
  const target = on.title.slice(TITLE.length);
  const place = add(
    t(-76),
    'environment',
    `test environment of ${target}`,
    {
      title: `${target}, test`,
      purpose: 'test',
      version: 'B3',
      address: `${port}.test.riverbend.example:${port}`,
      likeProduction: 'same',
      refreshedOn: t(-75),
      carriesPhi: false,
      owner: who('lab'),
    },
    { links: [['of', system]] },
  );
  set(t(-75), place, {}, 'available');
  const endpoint = add(
    t(-70),
    'testEndpoint',
    `endpoint ${target}`,
    {
      title: `Patients and visits to ${target}, test`,
      port,
      answers: 'valid',
      keepDays: 90,
      owner: who('integration'),
    },
    {
      links: [
        ['of', on.id],
        ['in', place],
      ],
    },
  );
  const hash = fileHash(profile.text);
  receive(t(-62), endpoint, hash, arrived);
  const counts = countsOf(arrived);
  set(t(-62), endpoint, {
    received: arrived.length,
    conforming: arrived.filter(({ valid }) => valid).length,
    byTrigger: counts,
    profile: hash,
    lastAt: `${t(-62)}T18:00:00.000Z`,
  });
}

/** Conforming of received, a line to a trigger: as the endpoint counts. */
function countsOf(arrived: Exchange['arrived']['laboratory']): string {
  const triggers = [...new Set(arrived.map(({ trigger }) => trigger))].sort();
  return triggers
    .map((trigger) => {
      const all = arrived.filter((one) => one.trigger === trigger);
      return `${trigger} ${all.filter(({ valid }) => valid).length} of ${all.length}`;
    })
    .join('\n');
}

function tellSuite(
  { add, set, link, attach, ran, fileHash, t, who }: Teller,
  on: InterfaceTold,
  profile: Learnt,
  { text, run }: SuiteRun,
): void {
  const id = add(t(-72), 'interfaceTest', `suite ${on.title}`, {
    title: `Messages of ${on.title}`,
    level: 'message',
    scenario: 'Each trigger as the profile has it, and a merge that does not say which number goes.',
    expected: 'What conforms is acknowledged, and what does not is refused with its reason.',
    safety: false,
    due: t(-61),
    owner: who('labAnalyst'),
    validDays: 365,
  });
  const cases = attach(t(-72), id, 'patients-and-visits.cases.json', text);
  link(t(-72), 'interfaceTest.tests', id, on.id);
  const failed = run.filter(({ passed }) => !passed);
  const basis = { way: 'engine', cases, profile: fileHash(profile.text) };
  ran(t(-61), id, { way: 'engine', account: who('labAnalyst'), restsOn: { ...basis, engine: ENGINE }, cases: run });
  set(
    t(-61),
    id,
    {
      ranOn: t(-61),
      sent: run.length,
      correct: run.length - failed.length,
      engine: ENGINE,
      basis: restsText(Object.entries(basis)),
      ranCases: cases,
      ...(failed.length === 0
        ? {}
        : {
            finding: failed
              .map(({ name, faults }) => `${name}: ${faults.map(({ message }) => message).join(' ')}`)
              .join('\n'),
          }),
    },
    failed.length === 0 ? 'passed' : 'failed',
  );
}
