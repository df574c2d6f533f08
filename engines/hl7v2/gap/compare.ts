import { english, say, type Said } from '../say.ts';
import type { MessageProfile, Profile, StructureNode } from '../profile/model.ts';
import { compareSegments } from './elements.ts';
import { GAP_QUESTIONS, gapRow } from './model.ts';
import type { GapAnalysis, GapQuestion, GapRow } from './model.ts';
import { identifiersIn } from './identifiers.ts';

/** Rows of each question while they are gathered. */
export type Rows = Record<GapQuestion, GapRow[]>;

/** Compares what two profiles say, along the eight questions. */
export function compareProfiles(a: Profile, b: Profile): GapAnalysis {
  const rows: Rows = {
    messages: [],
    structure: [],
    usage: [],
    codes: [],
    lengths: [],
    own: [],
    meaning: [],
    identifiers: [],
  };
  const keys = [...new Set([...a.messages, ...b.messages].map((message) => keyOf(message)))];
  const done = new Set<string>();
  for (const key of keys) {
    const left = a.messages.find((message) => keyOf(message) === key);
    const right = b.messages.find((message) => keyOf(message) === key);
    if (left && right) compareMessages(key, left, right, a, b, rows, done);
    else
      rows.messages.push(
        gapRow(key, left ? say`sent` : '', right ? say`sent` : '', say`Only ${left ? a.name : b.name} has it.`),
      );
  }
  rows.own.push(...ownSegments(a, b));
  rows.identifiers.push(...identifiersIn(a, b));
  const ids = Object.keys(GAP_QUESTIONS).filter((id): id is GapQuestion => id in rows);
  return {
    a: a.name,
    b: b.name,
    questions: ids.map((id) => {
      const question = GAP_QUESTIONS[id];
      const answer = answerOf(id, rows[id]);
      return { id, question: english(question), answer, rows: rows[id], sentences: { question } };
    }),
  };
}

function answerOf(id: GapQuestion, rows: readonly GapRow[]): 'yes' | 'no' | 'look' {
  if (rows.length === 0) return 'yes';
  return id === 'meaning' || id === 'identifiers' || id === 'own' ? 'look' : 'no';
}

function keyOf({ type, event }: MessageProfile): string {
  return event === '' ? type : `${type}^${event}`;
}

/** A place in a structure: its path through the groups. */
interface StructurePlace {
  readonly node: StructureNode;
  readonly path: string;
}

function placesOf(children: readonly StructureNode[], above = ''): readonly StructurePlace[] {
  const seen = new Map<string, number>();
  return children.flatMap((node) => {
    if (node.max === 0 || node.usage.code === 'X') return [];
    const name = node.kind === 'group' ? node.name : node.names.join('|');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const path = `${above}${name}${count > 1 ? `#${count}` : ''}`;
    return [{ node, path }, ...(node.kind === 'group' ? placesOf(node.children, `${path}/`) : [])];
  });
}

function compareMessages(
  key: string,
  left: MessageProfile,
  right: MessageProfile,
  a: Profile,
  b: Profile,
  rows: Rows,
  done: Set<string>,
): void {
  const lefts = new Map(placesOf(left.children).map(({ path, node }) => [path, node]));
  const rights = new Map(placesOf(right.children).map(({ path, node }) => [path, node]));
  for (const path of new Set([...lefts.keys(), ...rights.keys()])) {
    const [one, other] = [lefts.get(path), rights.get(path)];
    const above = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    // What is in a group that only one side has is told with the group.
    const isTold = above !== '' && lefts.has(above) !== rights.has(above);
    if (told(one) !== told(other) && !isTold) {
      const text = one && other ? say`It is there differently often.` : say`Only ${one ? a.name : b.name} has it.`;
      rows.structure.push(gapRow(`${key} ${path}`, told(one), told(other), text));
    }
  }
  for (const [id, match] of pairsOf(lefts, rights)) {
    // Segments that several messages share are compared once.
    if (done.has(`${id} ${match}`)) continue;
    done.add(`${id} ${match}`);
    const [segmentA, segmentB] = [a.segments[id], b.segments[match]];
    if (segmentA && segmentB) compareSegments(segmentA, segmentB, a, b, rows);
  }
}

type Places = ReadonlyMap<string, StructureNode>;

/** Segments that stand in the same place; of those that stand elsewhere on the other side, the first of the name. */
function pairsOf(lefts: Places, rights: Places): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  const firsts = new Map<string, string>();
  for (const node of rights.values()) {
    for (const [name, id] of namedSegments(node)) if (!firsts.has(name)) firsts.set(name, id);
  }
  for (const [path, node] of lefts) {
    const same = new Map(namedSegments(rights.get(path)));
    for (const [name, id] of namedSegments(node)) {
      const match = same.get(name) ?? firsts.get(name);
      if (match !== undefined) pairs.push([id, match]);
    }
  }
  return pairs;
}

function namedSegments(node: StructureNode | undefined): readonly (readonly [string, string])[] {
  return node?.kind === 'segment' ? node.names.map((name, at) => [name, node.segments[at] ?? name] as const) : [];
}

function told(node: StructureNode | undefined): string {
  if (!node) return '';
  const condition = node.usage.condition?.text.trim();
  return `${node.usage.code} [${node.min}..${node.max ?? '*'}]${condition === undefined ? '' : ` ${condition}`}`;
}

function ownSegments(a: Profile, b: Profile): readonly GapRow[] {
  const [left, right] = [a, b].map(
    (profile) => new Map(Object.values(profile.segments).map((segment) => [segment.name, segment])),
  );
  const names = new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])].filter((name) => name.startsWith('Z')));
  return [...names].toSorted().map((name) => {
    const fields = (side: typeof left): string | Said => {
      const count = side?.get(name)?.fields.filter(({ usage }) => usage.code !== 'X').length;
      return count === undefined ? '' : say`${count} fields`;
    };
    return gapRow(name, fields(left), fields(right), say`Agree on what it means and who needs it.`);
  });
}
