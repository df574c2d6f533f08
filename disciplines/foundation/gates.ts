import type {
  ConditionDefinition,
  CriterionDefinition,
  DecisionDefinition,
  FieldsOf,
  GateDefinition,
  GraphReader,
  Row,
} from '@callosum/kernel';
import { condition } from './kinds/condition.ts';
import { criterion } from './kinds/criterion.ts';
import { gateDecision } from './kinds/gate-decision.ts';
import { gate } from './kinds/gate.ts';

/** Every gate of a scope as its records state it. */
export function readGates(graph: GraphReader): GateDefinition[] {
  return [...graph.all(gate)].map((row) => readGate(graph, row));
}

function readGate(graph: GraphReader, row: Row<FieldsOf<typeof gate>>): GateDefinition {
  const milestone = milestoneOf(graph, row.id);
  const finish = milestone?.fields.storedFinish;
  const decision = standingDecision(graph, row.id);
  return {
    id: row.id,
    key: row.fields.key,
    title: row.fields.title,
    goLive: row.fields.goLive ?? false,
    criteria: criteriaOf(graph, row.id),
    ...(milestone ? { milestone: milestone.id } : {}),
    ...(typeof finish === 'string' ? { date: finish.slice(0, 10) } : {}),
    ...(decision ? { decision: readDecision(graph, decision) } : {}),
  };
}

/** A milestone that left the plan dates nothing: its day is no longer planned. */
function milestoneOf(graph: GraphReader, gateId: string): Row | undefined {
  const edge = graph.out(gateId, 'gate.sitsOn')[0];
  const row = edge && graph.find(edge.to);
  return row && !row.withdrawn ? row : undefined;
}

function criteriaOf(graph: GraphReader, gateId: string): CriterionDefinition[] {
  return graph
    .in(gateId, 'criterion.of')
    .flatMap((edge) => graph.get(criterion, edge.from) ?? [])
    .sort((a, b) => a.number - b.number)
    .map(({ id, fields }) => ({
      id,
      key: fields.key,
      title: fields.title,
      fact: fields.fact,
      filter: fields.filter ?? [],
      comparison: fields.comparison,
      target: fields.target,
      weight: fields.weight ?? 1,
      stop: fields.stop ?? false,
      ...(fields.asOf === undefined ? {} : { asOf: fields.asOf }),
      ...waiverOf(fields),
    }));
}

/** Half a waiver is none. */
function waiverOf(fields: FieldsOf<typeof criterion>): Pick<CriterionDefinition, 'waiver'> {
  const { waivedBy: by, waivedUntil: until, waiverReason: reason } = fields;
  return by && until && reason ? { waiver: { by, until, reason } } : {};
}

/** The newest decision of a gate, by the day it was taken, then by number. */
export function standingDecision(graph: GraphReader, gateId: string): DecisionRow | undefined {
  return graph
    .in(gateId, 'gateDecision.of')
    .flatMap((edge) => graph.get(gateDecision, edge.from) ?? [])
    .reduce<DecisionRow | undefined>((newest, row) => (isNewer(row, newest) ? row : newest), undefined);
}

type DecisionRow = Row<FieldsOf<typeof gateDecision>>;

function isNewer(row: DecisionRow, than: DecisionRow | undefined): boolean {
  if (!than || row.fields.decidedOn > than.fields.decidedOn) return true;
  return row.fields.decidedOn === than.fields.decidedOn && row.number > than.number;
}

function readDecision(graph: GraphReader, row: DecisionRow): DecisionDefinition {
  const conditions = graph
    .in(row.id, 'condition.of')
    .flatMap((edge) => graph.get(condition, edge.from) ?? [])
    .sort((a, b) => a.number - b.number)
    .map(({ id, state, fields }): ConditionDefinition => ({
      id,
      title: fields.title,
      due: fields.due,
      fulfilled: state === 'fulfilled',
    }));
  return { id: row.id, outcome: row.fields.outcome, decidedOn: row.fields.decidedOn, conditions };
}
