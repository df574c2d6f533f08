import { type Change, defineCommand, type FieldValues, type GraphReader, type Row, say, rule } from '@callosum/kernel';
import { z } from 'zod';
import { interfaceGap, QUESTIONS } from '../kinds/interface-gap.ts';
import { mapping } from '../kinds/mapping.ts';
import { messageProfile } from '../kinds/message-profile.ts';
import { refuse } from '../refuse.ts';
import { interfacesOf, mappingBetween } from './begin-mapping.ts';

const said = z.string().max(1_000);
const row = z.strictObject({
  question: z.string().refine((name) => Object.hasOwn(QUESTIONS, name), rule`is none of the questions`),
  place: z.string().min(1).max(300),
  source: said,
  target: said,
  text: said,
});

const input = z.strictObject({
  source: z.uuid(),
  target: z.uuid(),
  rows: z.array(row).min(1).max(500),
  treatment: z.enum(['task', 'risk', 'mapping', 'accepted']),
  owner: z.string().min(1),
  due: z.iso.date().exactOptional(),
  reason: z.string().trim().min(1).max(20_000).exactOptional(),
});
type Input = z.infer<typeof input>;
type GapRow = Input['rows'][number];

/**
 * Makes work of differences between two profiles, all or none: for each a task, a risk or a line of the mapping between the two, or its
 * acceptance with a reason. Each difference is kept with its owner, and leads to what treats it.
 */
export const treatGaps = defineCommand({
  name: 'interfaceGap.treat',
  label: 'Treat differences',
  allow: 'kinds',
  input,
  decide: (graph, given, { newId }) => {
    const { source, target, rows, treatment, reason } = given;
    if (!graph.get(messageProfile, source) || !graph.get(messageProfile, target)) {
      return refuse('not-found', say`One of the two profiles is not there.`);
    }
    if (treatment === 'accepted' && reason === undefined) {
      return refuse('invalid', say`Nothing says why the differences can stay.`, say`Give the reason.`);
    }
    const known = treatedBetween(graph, source, target);
    const again = rows.find((one) => known.has(gapKey(one)));
    if (again) {
      return refuse(
        'refused',
        say`The difference at ${again.place} is treated already.`,
        say`Open it, and change how it is treated there.`,
      );
    }
    const interfaces = interfacesOf(graph, [source, target]);
    const gaps = rows.map((one) => ({ id: newId(), one }));
    const link = (type: string, from: string, to: string): Change => ({ action: 'link', id: newId(), type, from, to });
    return {
      changes: [
        ...gaps.flatMap(({ id, one }): Change[] => [
          {
            action: 'create',
            kind: interfaceGap.name,
            id,
            fields: gapFields(one, given),
            ...(treatment === 'accepted' ? { state: 'accepted' } : {}),
          },
          link('interfaceGap.source', id, source),
          link('interfaceGap.target', id, target),
          ...interfaces.map((to) => link('interfaceGap.of', id, to)),
        ]),
        ...treat(graph, given, gaps, newId),
      ],
      result: { gaps: gaps.map(({ id }) => id) },
    };
  },
});

/** What tells one difference of two profiles from another. */
export function gapKey({ question, place }: { readonly question?: string; readonly place?: string }): string {
  return `${question ?? ''} ${place ?? ''}`;
}

/** Differences of two profiles that somebody has taken up, by {@link gapKey}. */
export function treatedBetween(graph: GraphReader, source: string, target: string): ReadonlyMap<string, Row> {
  const found = graph.in(source, 'interfaceGap.source').flatMap(({ from }): [string, Row][] => {
    const gap = graph.get(interfaceGap, from);
    const goesTo = graph.out(from, 'interfaceGap.target').some(({ to }) => to === target);
    return gap && goesTo ? [[gapKey(gap.fields), gap]] : [];
  });
  return new Map(found);
}

function gapFields({ question, place, source, target, text }: GapRow, given: Input): FieldValues {
  const { owner, due, treatment, reason } = given;
  return {
    title: `${place}: ${text}`.slice(0, 300),
    question,
    place,
    ...(source === '' ? {} : { atSource: source }),
    ...(target === '' ? {} : { atTarget: target }),
    treatment,
    owner,
    ...(due === undefined ? {} : { due }),
    ...(reason === undefined ? {} : { reason }),
  };
}

interface Gap {
  readonly id: string;
  readonly one: GapRow;
}

/** The records that treat them. */
function treat(graph: GraphReader, given: Input, gaps: readonly Gap[], newId: () => string): readonly Change[] {
  const { treatment, owner, due } = given;
  const treatedBy = (from: string, to: string): Change => ({
    action: 'link',
    id: newId(),
    type: 'interfaceGap.treatedBy',
    from,
    to,
  });
  switch (treatment) {
    case 'accepted':
      return [];
    case 'task':
      return gaps.flatMap(({ id, one }) => {
        const to = newId();
        const fields: FieldValues = {
          title: `Settle ${one.place}: ${one.text}`,
          owner,
          active: true,
          constraint: 'asap',
          notes: bothSides(one),
          ...(due === undefined ? {} : { deadline: `${due}T17:00:00` }),
        };
        return [{ action: 'create', kind: 'task', id: to, fields }, treatedBy(id, to)];
      });
    case 'risk':
      return gaps.flatMap(({ id, one }) => {
        const to = newId();
        const fields: FieldValues = {
          title: `${one.place}: ${one.text}`.slice(0, 300),
          cause: bothSides(one),
          category: 'technical',
          owner,
          ...(due === undefined ? {} : { due }),
        };
        return [{ action: 'create', kind: 'risk', id: to, fields }, treatedBy(id, to)];
      });
    case 'mapping':
      return mapped(graph, given, gaps, newId, treatedBy);
  }
}

function bothSides({ text, source, target }: GapRow): string {
  return `${text}\nAt the source: ${source || 'nothing'}\nAt the target: ${target || 'nothing'}`;
}

/** Adds a line for each to the rules of the mapping that reads one profile and writes the other; where there is none, it is begun. */
function mapped(
  graph: GraphReader,
  { source, target, owner, due }: Input,
  gaps: readonly Gap[],
  newId: () => string,
  treatedBy: (from: string, to: string) => Change,
): readonly Change[] {
  const lines = gaps.map(({ one }) => `${one.place}: ${one.source || 'nothing'} → ${one.target || 'nothing'}`);
  const standing = graph
    .in(source, 'mapping.reads')
    .map(({ from }) => graph.get(mapping, from))
    .find((one) => one && one.state === 'draft' && graph.out(one.id, 'mapping.writes').some(({ to }) => to === target));
  if (standing) {
    const rules = [standing.fields.rules, ...lines].filter((line) => line !== undefined && line !== '').join('\n');
    return [
      { action: 'update', id: standing.id, fields: { rules } },
      ...gaps.map(({ id }) => treatedBy(id, standing.id)),
    ];
  }
  const id = newId();
  const fields: FieldValues = { rules: lines.join('\n'), owner, ...(due === undefined ? {} : { due }) };
  return [...mappingBetween(graph, { id, source, target, fields }, newId), ...gaps.map((gap) => treatedBy(gap.id, id))];
}
