import { evaluate } from '../profile/evaluate.ts';
import type {
  Cardinality,
  CoConstraint,
  CoConstraintCell,
  CoConstraintGroup,
  CoConstraintTable,
  Profile,
} from '../profile/model.ts';
import { instancesAt, textOf } from '../profile/values.ts';
import type { Instance } from '../profile/values.ts';
import { say, type Said } from '../say.ts';
import type { Node } from '../syntax/node.ts';
import { holdsBoundCode } from './codes.ts';
import type { CheckContext } from './context.ts';
import type { At } from './findings.ts';
import type { GroupInstance } from './place.ts';

/** A segment that a table speaks about, and the set that it says it belongs to. */
interface Member {
  readonly node: Node;
  readonly set: string | undefined;
}

/** One way in which segments side by side are not as a table says. */
export interface Breach {
  readonly text: Said;
  /** The part that is wrong; undefined where something is not there. */
  readonly node?: Node;
  /** What has to be there, or to be so: for whoever makes messages. */
  readonly wanted: readonly CoConstraintCell[];
  /** The segment that has to be changed for it; undefined where none is there. */
  readonly segment?: Node;
}

/**
 * Holds segments that stand side by side against the tables of their message.
 * @param placeOf where a group is, for what is not there
 */
export function checkCoConstraints(
  tables: readonly CoConstraintTable[] | undefined,
  root: GroupInstance,
  placeOf: (group: GroupInstance) => At,
  { findings, profile }: CheckContext,
): void {
  for (const table of tables ?? []) {
    for (const { group, breaches, unknown } of judgeTable(table, root, profile)) {
      if (unknown) findings.add('information', 'rule-not-evaluated', placeOf(group), unknown);
      for (const { text, node } of breaches) findings.add('error', 'rule-broken', node ?? placeOf(group), text);
    }
  }
}

export interface Judged {
  readonly group: GroupInstance;
  readonly breaches: readonly Breach[];
  /** Segments that fit no row. */
  readonly free: readonly Node[];
  /** Why the table could not be told to count here. */
  readonly unknown?: Said;
}

/** What is wrong in each group that a table speaks about. */
export function judgeTable(table: CoConstraintTable, root: GroupInstance, profile: Profile): readonly Judged[] {
  return (instancesAt(root, table.context) ?? []).flatMap((context): readonly Judged[] => {
    if (!('parts' in context)) return [];
    if (table.condition) {
      const verdict = evaluate(table.condition.expression, context);
      if ('unknown' in verdict)
        return [{ group: context, breaches: [], free: [], unknown: say`${table.condition.text}: ${verdict.unknown}` }];
      if (!verdict.holds) return [];
    }
    const members = (instancesAt(context, table.path) ?? []).flatMap((one): readonly Member[] =>
      'parts' in one || one.depth > 0 ? [] : [{ node: one, set: setOf(one, table) }],
    );
    return [{ group: context, ...new Judgement(table, profile).of(members) }];
  });
}

function setOf(node: Node, { sets }: CoConstraintTable): string | undefined {
  for (const path of sets) {
    const [first, ...more] = instancesAt(node, path) ?? [];
    if (first && more.length === 0) return textOf(first);
  }
  return undefined;
}

/** Goes through a table: each row takes the segments that fit it, and the next row looks at what is left. */
class Judgement {
  readonly #segment: string;
  readonly #table: CoConstraintTable;
  readonly #profile: Profile;
  readonly #breaches: Breach[] = [];

  constructor(table: CoConstraintTable, profile: Profile) {
    this.#table = table;
    this.#segment = table.segment;
    this.#profile = profile;
  }

  of(members: readonly Member[]): Pick<Judged, 'breaches' | 'free'> {
    let left = members;
    for (const row of this.#table.rows) {
      const fitting = this.row(row, left);
      this.alone(row, fitting, left);
      left = left.filter((one) => !fitting.includes(one));
    }
    for (const group of this.#table.groups) left = this.group(group, left);
    return { breaches: this.#breaches, free: left.map(({ node }) => node) };
  }

  /** @returns the segments that fit the row. */
  private row(row: CoConstraint, members: readonly Member[], within?: Said): readonly Member[] {
    const fitting = members.filter(({ node }) => this.fits(row, node));
    const told = this.described(row, within);
    this.often(row, fitting.length, told, row.when.concat(row.holds));
    for (const { node } of fitting) this.hold(row, node, told);
    return fitting;
  }

  private often(
    { required, min, max }: Cardinality & { readonly required: boolean },
    count: number,
    told: Said,
    wanted: readonly CoConstraintCell[],
  ): void {
    if (count === 0 && required) this.#breaches.push({ text: say`${told} is required.`, wanted });
    else if (count < min || (max !== null && count > max)) {
      const range = `${min}..${max ?? '*'}`;
      this.#breaches.push({ text: say`${told} occurs ${count} times; ${range} allowed.`, wanted: [] });
    }
  }

  /** Every constraint of a row over one segment that fits it. */
  private hold(row: CoConstraint, segment: Node, told: Said): void {
    for (const cell of row.holds) {
      const verdict = judgeCell(cell, segment, this.#profile);
      if (verdict !== 'right' && verdict !== 'absent')
        this.#breaches.push({
          text: say`${told}: ${describedCell(cell)} has to be so; ${JSON.stringify(verdict.found)} was found.`,
          node: verdict.node,
          wanted: [cell],
          segment,
        });
    }
  }

  /** A segment that is no member of a group shares the number of its set with no other. */
  private alone(row: CoConstraint, fitting: readonly Member[], all: readonly Member[]): void {
    for (const { node, set } of fitting) {
      if (set === undefined || all.filter((one) => one.set === set).length < 2) continue;
      const text = say`${this.described(row)} belongs to no set; the number ${JSON.stringify(set)} is used again.`;
      this.#breaches.push({ text, node, wanted: [] });
    }
  }

  /** @returns segments that belong to no set of the group. */
  private group(group: CoConstraintGroup, members: readonly Member[]): readonly Member[] {
    const { name, primary, rows } = group;
    const first = members.filter(({ node }) => this.fits(primary, node));
    const others = members.filter((one) => !first.includes(one));
    const sets = Map.groupBy(
      first.filter(({ set }) => set !== undefined),
      ({ set }) => set ?? '',
    );
    this.often(group, sets.size, say`Set ${name} (${this.described(primary)})`, []);
    for (const [set, beginning] of sets) {
      const within = say`set ${name} ${JSON.stringify(set)}`;
      this.row(primary, beginning, within);
      let left = others.filter((one) => one.set === set);
      for (const row of rows) {
        const fitting = this.row(row, left, within);
        left = left.filter((one) => !fitting.includes(one));
      }
    }
    return others.filter(({ set }) => set === undefined || !sets.has(set));
  }

  /** All that tells the row is there and right. */
  private fits({ when }: CoConstraint, segment: Node): boolean {
    return when.every((cell) => judgeCell(cell, segment, this.#profile) === 'right');
  }

  private described({ when }: CoConstraint, within?: Said): Said {
    const [first, ...more] = when.map((cell) => describedCell(cell));
    const cells = more.reduce((told, one) => say`${told} and ${one}`, first ?? say`anything`);
    return within ? say`${this.#segment} with ${cells} in ${within}` : say`${this.#segment} with ${cells}`;
  }
}

function describedCell(cell: CoConstraintCell): Said {
  const { name } = cell;
  if (cell.kind === 'text') return say`${name} = ${JSON.stringify(cell.value)}`;
  if (cell.kind === 'code') return say`${name} = ${cell.code} of ${cell.system}`;
  return say`${name} from ${cell.bindings.flatMap(({ tables }) => tables).join(', ')}`;
}

type CellVerdict = 'right' | 'absent' | { readonly found: string; readonly node: Node };

/** Whether a place of a segment is as a cell says. One of several values is enough. */
function judgeCell(cell: CoConstraintCell, segment: Node, profile: Profile): CellVerdict {
  const nodes = (instancesAt(segment, cell.path) ?? []).filter((one): one is Node => !('parts' in one));
  let wrong: Exclude<CellVerdict, 'right'> = 'absent';
  for (const node of nodes) {
    const verdict =
      cell.kind === 'text'
        ? judged(textOf(node) === cell.value, node)
        : cell.kind === 'code'
          ? judgeCode(cell, node)
          : judgeTables(cell.bindings, node, profile);
    if (verdict === 'right') return verdict;
    if (verdict !== 'absent') wrong = verdict;
  }
  return wrong;
}

function judged(holds: boolean, node: Node): CellVerdict {
  return holds ? 'right' : { found: node.value.slice(0, 60), node };
}

function judgeCode({ code, system, locations }: Extract<CoConstraintCell, { kind: 'code' }>, node: Node): CellVerdict {
  let wrong: Exclude<CellVerdict, 'right'> = 'absent';
  const at = (path: string): Instance | undefined => instancesAt(node, path)?.[0];
  for (const location of locations) {
    const found = at(location.code);
    if (!found || 'parts' in found) continue;
    const beside = at(location.system);
    if (textOf(found) !== code) wrong = { found: textOf(found), node: found };
    else if (beside && textOf(beside) === system) return 'right';
    else wrong = { found: `${code} of ${beside ? textOf(beside) : ''}`, node: found };
  }
  return wrong;
}

/** A code of any of the tables; where none of them is known, nothing can be said. */
function judgeTables(
  bindings: Extract<CoConstraintCell, { kind: 'tables' }>['bindings'],
  node: Node,
  profile: Profile,
): CellVerdict {
  const verdicts = new Set(bindings.map((binding) => holdsBoundCode(node, binding, profile)));
  if (verdicts.has(true)) return 'right';
  return verdicts.has(false) ? judged(false, node) : 'absent';
}
