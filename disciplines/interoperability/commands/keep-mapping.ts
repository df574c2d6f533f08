import type { CodeCoverage } from '@callosum/hl7v2';
import {
  attachmentsOf,
  type Change,
  defineFileCommand,
  type GraphReader,
  type Kind,
  say,
  type Sentence,
} from '@callosum/kernel';
import { z } from 'zod';
import { codeMap } from '../kinds/code-map.ts';
import { mapping } from '../kinds/mapping.ts';
import { basisOf, basisText, type CodesBasis, codesBasisOf, codesBasisText, type FileOf } from '../map-basis.ts';
import { CODES_NAME, MAPPING_NAME } from '../map-names.ts';
import { refuse } from '../refuse.ts';

const input = z.strictObject({
  id: z.uuid(),
  /** One of its files; the one that holds, or else the last that the workbench attached. */
  file: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .exactOptional(),
});
const STATES = ['draft', 'review', 'approved'] as const;

/**
 * Says which of the files attached to a mapping holds, and counts in it and in the two profiles what it accounts for. What was run with the mapping is then to be
 * run again.
 */
export const keepMapping = defineFileCommand({
  name: 'mapping.keep',
  label: 'Keep the mapping',
  allow: 'kinds',
  forms: [
    {
      on: mapping.name,
      label: 'Count it again',
      help: 'The server counts the fields in use, mapped and left behind: in the file of the mapping, in the two profiles, and in the messages kept with the profile of the source.',
      states: STATES,
    },
  ],
  input,
  fromFiles: async (graph, { id, file }, textOf) => {
    const held = fileOf(graph, mapping, id, file, MAPPING_NAME);
    const basis = held === undefined ? undefined : basisOf(graph, id, held);
    if (!basis) return undefined;
    const text = (one: { readonly record: string; readonly file: string }) => textOf(one.record, one.file);
    const [rows, source, target, samples] = await Promise.all([
      text(basis.mapping),
      text(basis.source),
      text(basis.target),
      basis.samples && text(basis.samples),
    ]);
    // The engine is fetched by whoever counts.
    const { countMapping } = await import('../bench/count-maps.ts');
    const counted = countMapping({ mapping: rows, source, target, samples });
    // Which codes are in use is another question once other places go by a code map.
    const codeMaps = await Promise.all(
      codeMapsOf(graph, id).map(({ id: one, file: codes }) =>
        codesIn(codesBasisOf(graph, one, codes, basis.mapping), text),
      ),
    );
    return { from: basisText(basis), ...counted, codeMaps };
  },
  decide: (graph, { id, file }, _context, found) => {
    const definition = fileOf(graph, mapping, id, file, MAPPING_NAME);
    const why = whyNotKept(graph, mapping, id, definition);
    if (why || definition === undefined) return why ?? NOTHING_ATTACHED;
    const basis = basisOf(graph, id, definition);
    if (!basis) {
      return refuse(
        'refused',
        say`There are no two profiles in full that it could be counted against.`,
        say`Link it to the profile that it reads and the one that it writes, and keep these in the workbench.`,
      );
    }
    if (!found || basisText(basis) !== found.from) return MEANWHILE;
    const { inUse, mapped, left, messages, from, codeMaps } = found;
    const now = codeMapsOf(graph, id).map((one) =>
      codesBasisText(codesBasisOf(graph, one.id, one.file, basis.mapping)),
    );
    if (now.join() !== codeMaps.map((one) => one.from).join()) return MEANWHILE;
    const counted = { inUse, mapped, leftBehind: left, countedMessages: messages };
    const fields = { definition, ...counted, counting: 'files', countedFrom: from };
    return {
      changes: [
        { action: 'update', id, fields },
        ...codeMaps.map((one): Change => ({ action: 'update', id: one.id, fields: codeFields(one) })),
        ...lookedAt(graph, id),
      ],
      result: counted,
    };
  },
});

/** Whoever keeps a mapping does so before its profiles and code maps as they are. What was approved before they changed is looked at by whoever approves. */
function lookedAt(graph: GraphReader, id: string): readonly Change[] {
  if (graph.find(id)?.state === 'approved') return [];
  return ['mapping.reads', 'mapping.writes', 'mapping.uses']
    .flatMap((type) => graph.out(id, type))
    .filter(({ to }) => graph.find(to)?.withdrawn === false)
    .map((link) => ({ action: 'repin', id: link.id }));
}

/** Says which of the files attached to a code map holds, and counts the codes in it. */
export const keepCodes = defineFileCommand({
  name: 'codeMap.keep',
  label: 'Keep the code map',
  allow: 'kinds',
  forms: [
    {
      on: codeMap.name,
      label: 'Count it again',
      help: 'The server counts the codes in use, the critical ones, and those that are mapped: in the file of the code map, and in the messages kept with the profiles of the sources that go by it.',
      states: STATES,
    },
  ],
  input,
  fromFiles: async (graph, { id, file }, textOf) => {
    const held = fileOf(graph, codeMap, id, file, CODES_NAME);
    if (held === undefined) return undefined;
    return codesIn(codesBasisOf(graph, id, held), (one) => textOf(one.record, one.file));
  },
  decide: (graph, { id, file }, _context, found) => {
    const definition = fileOf(graph, codeMap, id, file, CODES_NAME);
    const why = whyNotKept(graph, codeMap, id, definition);
    if (why || definition === undefined) return why ?? NOTHING_ATTACHED;
    if (!found || codesBasisText(codesBasisOf(graph, id, definition)) !== found.from) return MEANWHILE;
    const { codes, mapped, critical = null, criticalMapped = null, messages } = found;
    return {
      changes: [{ action: 'update', id, fields: { definition, ...codeFields(found) } }],
      result: { codes, mapped, critical, criticalMapped, countedMessages: messages },
    };
  },
});

/** What was counted of the codes of a code map, and from what. */
type CountedCodes = CodeCoverage & { readonly id: string; readonly from: string; readonly messages: number };

async function codesIn(basis: CodesBasis, text: (one: FileOf) => Promise<string>): Promise<CountedCodes> {
  const { codes, through } = basis;
  const [own, ...users] = await Promise.all([
    text(codes),
    ...through.map(async ({ mapping: rows, samples }) => ({
      mapping: await text(rows),
      samples: samples && (await text(samples)),
    })),
  ]);
  const { countCodes } = await import('../bench/count-maps.ts');
  return { id: codes.record, from: codesBasisText(basis), ...countCodes(own, codes.record, users) };
}

function codeFields({ codes, mapped, critical, criticalMapped, messages, from }: CountedCodes) {
  const said = { critical: critical ?? null, criticalMapped: criticalMapped ?? null };
  return { codes, mapped, ...said, counting: 'files', countedFrom: from, countedMessages: messages };
}

/** Code maps in full that a mapping goes by. */
function codeMapsOf(graph: GraphReader, id: string): readonly { readonly id: string; readonly file: string }[] {
  return graph
    .out(id, 'mapping.uses')
    .flatMap(({ to }) => graph.get(codeMap, to) ?? [])
    .filter(({ state, withdrawn }) => state !== 'superseded' && !withdrawn)
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ id: one, fields: { definition } }) =>
      definition === undefined ? [] : [{ id: one, file: definition }],
    );
}

const NOTHING_ATTACHED = refuse(
  'refused',
  say`No file says it in full.`,
  say`Keep it in the workbench, or attach its file first.`,
);
const MEANWHILE = refuse(
  'refused',
  say`What it is counted from has changed just now; nothing was kept.`,
  say`Keep it again.`,
);

/** The file that is meant, if it is attached. */
function fileOf(graph: GraphReader, kind: Kind, id: string, asked: string | undefined, name: string) {
  const row = graph.find(id);
  if (row?.kind !== kind.name) return undefined;
  const attached = attachmentsOf(row);
  const { definition } = row.fields;
  const held = asked ?? (typeof definition === 'string' ? definition : undefined);
  const found =
    held === undefined ? attached.findLast((file) => file.name === name) : attached.find(({ hash }) => hash === held);
  return found?.hash;
}

/** What somebody else has approved stays as he saw it until it is sent back; to count it again changes nothing of it. */
function whyNotKept(graph: GraphReader, kind: Kind, id: string, definition: string | undefined) {
  const row = graph.find(id);
  if (!row || row.kind !== kind.name) return refuse('not-found', say`It is not there.`);
  if (definition === undefined) {
    return refuse('refused', say`The file is not attached to it.`, say`Attach it first.`);
  }
  const told = definition === row.fields['definition'] && row.state === 'approved' ? undefined : STANDING[row.state];
  return told && refuse('refused', told, say`Send it back to draft first.`);
}

const STANDING: Readonly<Record<string, Sentence>> = {
  approved: say`It is approved as it is.`,
  superseded: say`It is superseded.`,
};
