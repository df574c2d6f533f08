import { defineFact, type Fact, type FieldsOf, type GraphReader, isSuspect, type Row } from '@callosum/kernel';
import { codeMap } from '../kinds/code-map.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { mapping } from '../kinds/mapping.ts';
import { codesCountedOf, countedOf } from '../map-basis.ts';

const current = ({ state }: Pick<Row, 'state'>): boolean => state !== 'superseded';

/** Whether the workbench can count it: it is for a message of HL7 version 2, or nobody has said for what. */
function isCountable(graph: GraphReader, { id }: Row<FieldsOf<typeof mapping>>): boolean {
  const standards = graph.out(id, 'mapping.for').map(({ to }) => graph.get(interfaceKind, to)?.fields.standard);
  return standards.length === 0 || standards.some((one) => one === undefined || one === 'hl7v2');
}

/** Figures of a code map prove something once the server has counted them, from what is there today. */
function whyUncounted(graph: GraphReader, row: Row<FieldsOf<typeof codeMap>>): 'typed' | 'changed' | undefined {
  const how = codesCountedOf(graph, row);
  if (how === 'counted') return undefined;
  return how === 'changed' ? 'changed' : 'typed';
}

const coverage = defineFact({
  name: 'interoperability.mapping-coverage',
  label: 'Mappings that account for every field',
  help: 'Share of mappings between messages of HL7 version 2 in which every field in use is mapped or left behind on purpose, as the server counted it from the files as they are today. One that is not counted does not.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    uncounted: 'Its fields are not counted yet: keep it row by row, between two profiles in full',
    typed: 'Its figures were typed before the server counted: keep it again',
    changed: 'A profile, its messages or its file have changed since it was counted: keep it again',
    open: '{{open}} of {{inUse}} fields are neither mapped nor left behind on purpose',
    whole: 'All {{inUse}} fields are accounted for',
  },
  select: mapping,
  judge: (row, graph) => {
    if (!current(row) || !isCountable(graph, row)) return undefined;
    const counted = countedOf(graph, row);
    if (counted !== 'counted') return { ok: false, reason: counted };
    const { inUse = 0, mapped = 0, leftBehind = 0 } = row.fields;
    if (inUse === 0) return { ok: false, reason: 'uncounted' };
    const open = inUse - mapped - leftBehind;
    return { ok: open <= 0, reason: open > 0 ? 'open' : 'whole', details: { open, inUse } };
  },
});

const fieldsOpen = defineFact({
  name: 'interoperability.fields-unmapped',
  label: 'Fields unmapped',
  help: 'Fields in use that are neither mapped nor left behind on purpose, over all mappings that the server has counted as they are today.',
  unit: 'fields',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { open: '{{open}} fields are open', whole: 'Every field is accounted for' },
  select: mapping,
  judge: (row, graph) => {
    if (!current(row) || countedOf(graph, row) !== 'counted') return undefined;
    const { inUse = 0, mapped = 0, leftBehind = 0 } = row.fields;
    const open = Math.max(0, inUse - mapped - leftBehind);
    return { ok: open === 0, value: open, reason: open > 0 ? 'open' : 'whole', details: { open } };
  },
});

const suspect = defineFact({
  name: 'interoperability.mappings-to-review',
  label: 'Mappings to look at again',
  help: 'Mappings whose profile or code map has changed since somebody looked, or is gone.',
  unit: 'mappings',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    changed: 'A profile it reads or writes, or a code map it uses, has changed',
    current: 'Its profiles and code maps are as they were',
  },
  select: mapping,
  judge: (row, graph, _at, registry) => {
    if (!current(row)) return undefined;
    const links = ['reads', 'writes', 'uses'].flatMap((link) => graph.out(row.id, `mapping.${link}`));
    const changed = links.some((link) => isSuspect(link, graph, registry));
    return { ok: !changed, reason: changed ? 'changed' : 'current' };
  },
});

const criticalOpen = defineFact({
  name: 'interoperability.critical-maps-open',
  label: 'Code maps with critical codes open',
  help: 'Code maps in which a code is unmapped whose loss can harm, or in which nobody has said which codes those are.',
  unit: 'code maps',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    typed: 'Its figures were typed before the server counted: keep it again',
    changed: 'Its file, a mapping that goes by it or the messages have changed since it was counted: keep it again',
    uncounted: 'Nobody has said which of its codes are critical',
    open: '{{open}} of {{critical}} critical codes are not mapped',
    mapped: 'Every critical code is mapped',
  },
  select: codeMap,
  judge: (row, graph) => {
    if (!current(row)) return undefined;
    const { critical, criticalMapped = 0 } = row.fields;
    if (critical === undefined) return { ok: false, reason: 'uncounted' };
    const why = whyUncounted(graph, row);
    if (why) return { ok: false, reason: why };
    const open = critical - criticalMapped;
    return { ok: open <= 0, reason: open > 0 ? 'open' : 'mapped', details: { open, critical } };
  },
});

const criticalUnmapped = defineFact({
  name: 'interoperability.critical-codes-unmapped',
  label: 'Critical codes unmapped',
  help: 'Codes whose loss or mix-up can harm and that are mapped to nothing, over all code maps that say which those are and that the server has counted.',
  unit: 'codes',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { open: '{{open}} critical codes are not mapped', mapped: 'Every critical code is mapped' },
  select: codeMap,
  judge: (row, graph) => {
    const { critical, criticalMapped = 0 } = row.fields;
    if (!current(row) || whyUncounted(graph, row) || critical === undefined) return undefined;
    const open = Math.max(0, critical - criticalMapped);
    return { ok: open === 0, value: open, reason: open > 0 ? 'open' : 'mapped', details: { open } };
  },
});

const dropped = defineFact({
  name: 'interoperability.codes-lost-silently',
  label: 'Code maps that lose codes silently',
  help: 'Code maps with unmapped codes that are dropped, or of which nothing says what becomes of them.',
  unit: 'code maps',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    typed: 'Its figures were typed before the server counted: keep it again',
    changed: 'Its file, a mapping that goes by it or the messages have changed since it was counted: keep it again',
    uncounted: 'Its codes are not counted yet: keep it code by code',
    dropped: '{{open}} unmapped codes are dropped',
    unsaid: 'Nothing says what becomes of {{open}} unmapped codes',
    kept: '{{open}} unmapped codes are held, rejected or passed on',
    whole: 'Every code is mapped',
  },
  select: codeMap,
  judge: (row, graph) => {
    if (!current(row)) return undefined;
    const { codes, mapped = 0, unmapped } = row.fields;
    if (codes === undefined) return { ok: false, reason: 'uncounted' };
    const why = whyUncounted(graph, row);
    if (why) return { ok: false, reason: why };
    const open = Math.max(0, codes - mapped);
    if (open === 0) return { ok: true, reason: 'whole' };
    const reason = unmapped === undefined ? 'unsaid' : unmapped === 'dropped' ? 'dropped' : 'kept';
    return { ok: reason === 'kept', reason, details: { open } };
  },
});

export const MAP_FACTS: readonly Fact[] = [coverage, fieldsOpen, suspect, criticalOpen, criticalUnmapped, dropped];
