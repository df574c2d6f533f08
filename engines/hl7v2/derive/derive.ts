import { messageProfileFor } from '../check/message.ts';
import type {
  Binding,
  Code,
  ComponentProfile,
  DatatypeProfile,
  FieldProfile,
  GroupProfile,
  MessageProfile,
  Profile,
  SegmentProfile,
  StructureNode,
  Table,
  Usage,
} from '../profile/model.ts';
import { PROFILE_FORMAT } from '../profile/model.ts';
import { loadStandard } from '../standard/load.ts';
import { definitionsFor, USUAL_VERSION } from '../standard/versions.ts';
import { valueAt } from '../syntax/find.ts';
import type { Message } from '../syntax/message.ts';
import { collect, MAX_VALUES, newMessageStats } from './collect.ts';
import type { ElementStats, MessageStats, PlaceStats, SegmentStats, Stretch } from './collect.ts';

/** Types whose value is a code. */
const CODED = new Set(['ID', 'IS', 'CE', 'CWE', 'CNE', 'CF']);
/** A table of more codes was not seen often enough to be one. */
const MAX_CODES = 200;
/** Lengths are rounded up to these, because the longest value was hardly seen. */
const LENGTHS = [1, 2, 3, 4, 5, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 250, 500, 1_000, 5_000, 65_536];

/** Moments are as long as their type may be written: how precise the samples are, and whether they say a zone, is no limit. */
const WRITTEN_OUT: Readonly<Record<string, number>> = { DT: 8, TM: 16, DTM: 24, TS: 24 };

export interface DeriveOptions {
  /** What stands in a message in the place of something else, as a de-identification leaves it: its length and its codes are no sample. */
  readonly replaced?: (message: Message) => readonly Stretch[];
}

/**
 * Describes what messages look like, on top of the standard that most of them state: which segments and fields are there, always or sometimes,
 * once or again, how long, with which codes. What was never seen is “not supported”. Only codes are kept, no other contents.
 */
export async function deriveProfile(
  messages: Iterable<Message> | AsyncIterable<Message>,
  name: string,
  { replaced = () => [] }: DeriveOptions = {},
): Promise<Profile> {
  const learning = new Learning(replaced);
  let first: Message[] | undefined = [];
  let bytes = 0;
  for await (const message of messages) {
    bytes += message.bytes.length;
    if (!first) learning.see(message);
    else if (first.push(message) >= FIRST || bytes > FIRST_BYTES) {
      await learning.begin(first);
      first = undefined;
    }
  }
  if (first) await learning.begin(first);
  return learning.profile(name);
}

/** So many messages, and so many bytes, are looked at to know which version they state. */
const FIRST = 500;
const FIRST_BYTES = 32 * 1_024 * 1_024;

/** What was seen of messages so far; nothing is kept of the messages themselves. */
class Learning {
  readonly #replaced: (message: Message) => readonly Stretch[];
  readonly #byType = new Map<string, { described: MessageProfile; stats: MessageStats }>();
  readonly #segments = new Map<string, SegmentStats>();
  #version = '';
  #standard: Profile | undefined;
  #count = 0;
  #deidentified = 0;

  constructor(replaced: (message: Message) => readonly Stretch[]) {
    this.#replaced = replaced;
  }

  /** Takes the first messages, which say the version. @param messages are taken out of the list one by one, because what is found in a message stays with it */
  async begin(messages: Message[]): Promise<void> {
    this.#version = mostFrequent(messages.map((message) => valueAt(message, 'MSH-12.1'))) ?? '';
    this.#standard = await loadStandard(definitionsFor(this.#version) ?? USUAL_VERSION);
    for (let message = messages.shift(); message; message = messages.shift()) this.see(message);
  }

  see(message: Message): void {
    const standard = this.#standard;
    if (!standard) return;
    const [type = '', event = ''] = [1, 2].map((part) => valueAt(message, `MSH-9.${part}`));
    const key = `${type}^${event}`;
    const known = this.#byType.get(key) ?? {
      described: describedBy(message, standard, type, event),
      stats: newMessageStats(),
    };
    this.#byType.set(key, known);
    const stretches = this.#replaced(message);
    this.#count += 1;
    if (stretches.length > 0) this.#deidentified += 1;
    collect(message, known.described, known.stats, this.#segments, stretches);
  }

  async profile(name: string): Promise<Profile> {
    const standard = this.#standard ?? (await loadStandard(USUAL_VERSION));
    const derivation = new Derivation(standard);
    const replaced = this.#deidentified === 0 ? '' : `, ${this.#deidentified} of them de-identified`;
    return {
      format: PROFILE_FORMAT,
      name,
      version: this.#version === '' ? standard.version : this.#version,
      source: `derived from ${this.#count} messages${replaced}`,
      messages: [...this.#byType.values()].map(({ described, stats }) => messageFrom(described, stats)),
      segments: Object.fromEntries([...this.#segments].map(([id, stats]) => [id, derivation.segment(id, stats)])),
      datatypes: derivation.datatypes,
      tables: derivation.tables,
    };
  }
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** The structure of the standard, or none at all: everything is then put in the order in which it comes. */
function describedBy(message: Message, standard: Profile, type: string, event: string): MessageProfile {
  const found = messageProfileFor(message, standard);
  return found
    ? { ...found, event }
    : { id: `${type}_${event}`, name: '', type, event, structure: valueAt(message, 'MSH-9.3'), children: [] };
}

function messageFrom(described: MessageProfile, stats: MessageStats): MessageProfile {
  return { ...described, children: childrenFrom(described, stats) };
}

function childrenFrom(group: GroupProfile | MessageProfile, stats: MessageStats): StructureNode[] {
  const places = stats.places.get(group) ?? [];
  const extras = stats.extras.get(group);
  const instances = places[0]?.total ?? stats.count;
  const extrasAfter = (at: number): StructureNode[] =>
    [...(extras?.get(at) ?? [])].map(([name, place]) => ({
      kind: 'segment',
      names: [name],
      segments: [name],
      ...presence({ ...place, total: instances }),
    }));
  const children = group.children.flatMap((child, at): StructureNode[] => {
    const place = places[at];
    if (!place || place.present === 0) return extrasAfter(at);
    const seen: StructureNode =
      child.kind === 'segment'
        ? { ...child, ...presence(place) }
        : { kind: 'group', name: child.name, ...presence(place), children: childrenFrom(child, stats) };
    return [seen, ...extrasAfter(at)];
  });
  return group.children.length === 0 ? extrasAfter(0) : children;
}

function presence({ total, present, max }: PlaceStats): { usage: Usage; min: number; max: number | null } {
  const always = present >= total;
  return { usage: { code: always ? 'R' : 'O' }, min: always ? 1 : 0, max: max > 1 ? null : 1 };
}

class Derivation {
  readonly datatypes: Record<string, DatatypeProfile> = {};
  readonly tables: Record<string, Table> = {};
  readonly #standard: Profile;

  constructor(standard: Profile) {
    this.#standard = standard;
  }

  segment(name: string, { fields, types }: SegmentStats): SegmentProfile {
    const known = this.#standard.segments[name];
    const count = Math.max(known?.fields.length ?? 0, fields.length);
    const elements = Array.from({ length: count }, (_, at): FieldProfile => {
      const stats = fields[at];
      const path = `${name}-${at + 1}`;
      const field = known?.fields[at];
      if (!stats || stats.present === 0) {
        return { name: field?.name ?? path, usage: { code: 'X' }, datatype: this.plain('ST'), min: 0, max: 0 };
      }
      const always = stats.present >= stats.total;
      const element = this.element(path, stats, field, field?.datatype ?? '');
      return { ...element, min: always ? 1 : 0, max: stats.maxRepetitions > 1 ? null : 1 };
    });
    const seen = [...types].filter((type) => this.#standard.datatypes[type]);
    for (const type of seen) this.whole(type);
    const dynamic = (known?.dynamic ?? []).map((rule) => ({
      ...rule,
      types: Object.fromEntries(seen.map((type) => [type, type])),
    }));
    return {
      name,
      description: known?.description ?? '',
      fields: elements,
      ...(dynamic.length === 0 ? {} : { dynamic }),
    };
  }

  private element(
    path: string,
    stats: ElementStats,
    known: ComponentProfile | undefined,
    type: string,
  ): ComponentProfile {
    const base = this.#standard.datatypes[type];
    const isWhole = type === 'VARIES' || type === 'CM';
    const hasParts = !isWhole && (base ? base.components.length > 0 : stats.parts.length > 1);
    const always = stats.present >= stats.total;
    const binding = isWhole ? undefined : this.binding(path, stats, known, base?.name ?? type, hasParts);
    // Versions before 2.5 do not describe the type of the moment in a time stamp.
    const named = base?.name ?? (type in WRITTEN_OUT ? type : 'ST');
    const plain = stats.unfit.has(named) ? 'ST' : named;
    const length = hasParts || isWhole ? undefined : lengthOf(stats, plain, known?.maxLength);
    return {
      name: known?.name ?? path,
      usage: { code: always ? 'R' : 'O' },
      datatype: isWhole ? this.plain('VARIES') : hasParts ? this.parts(path, stats, base) : this.plain(plain),
      ...(length === undefined ? {} : { maxLength: length }),
      ...(binding ? { bindings: [binding] } : {}),
      ...(stats.replaced > 0 && !hasParts ? { deidentified: true } : {}),
    };
  }

  /** A data type of its own for a place, with the parts that were seen there. */
  private parts(path: string, stats: ElementStats, base: DatatypeProfile | undefined): string {
    const id = `${base?.name ?? 'own'} of ${path}`;
    const count = Math.max(base?.components.length ?? 0, stats.parts.length);
    const components = Array.from({ length: count }, (_, at): ComponentProfile => {
      const part = stats.parts[at];
      const known = base?.components[at];
      const inner = `${path}.${at + 1}`;
      return part && part.present > 0
        ? this.element(inner, part, known, known?.datatype ?? '')
        : { name: known?.name ?? inner, usage: { code: 'X' }, datatype: this.plain('ST') };
    });
    this.datatypes[id] = { name: base?.name ?? 'own', description: base?.description ?? '', components };
    return id;
  }

  private plain(type: string): string {
    this.datatypes[type] ??= {
      name: type,
      description: this.#standard.datatypes[type]?.description ?? '',
      components: [],
    };
    return type;
  }

  /** A type of the standard as it stands there, with all types of its parts. */
  private whole(type: string): void {
    const known = this.#standard.datatypes[type];
    if (!known || this.datatypes[type]) return;
    this.datatypes[type] = {
      ...known,
      components: known.components.map((component) => ({ ...component, bindings: [] })),
    };
    for (const { datatype } of known.components) this.whole(datatype);
  }

  /** The codes that were seen, where an element is coded. */
  private binding(
    path: string,
    { values, replaced }: ElementStats,
    known: ComponentProfile | undefined,
    type: string,
    hasParts: boolean,
  ): Binding | undefined {
    if (replaced > 0 || values.size === 0 || values.size > Math.min(MAX_CODES, MAX_VALUES) || !CODED.has(type))
      return undefined;
    if (hasParts !== (type !== 'ID' && type !== 'IS')) return undefined;
    const codes = [...values.values()].map(({ value, text, system }): Code => ({
      value,
      text: hasParts ? text : '',
      ...(hasParts && system !== '' ? { system } : {}),
    }));
    this.tables[path] = { name: path, description: known?.name ?? '', extensible: true, codes };
    const binding = { tables: [path], strength: 'R' as const };
    return hasParts ? { ...binding, locations: [{ code: 1, system: 3 }] } : binding;
  }
}

/**
 * How long a value may be. It never says less than the type of the value asks for, nor more than the standard allows where the samples keep to that; of what was replaced before it was
 * seen, nothing is known but what the standard says.
 */
function lengthOf(
  { maxLength, replaced }: ElementStats,
  type: string,
  allowed: number | undefined,
): number | undefined {
  const written = WRITTEN_OUT[type];
  if (written !== undefined) return written;
  if (replaced > 0) return allowed === undefined || allowed < maxLength ? undefined : allowed;
  const rounded = LENGTHS.find((one) => one >= maxLength) ?? maxLength;
  return allowed === undefined || allowed < maxLength ? rounded : Math.min(rounded, allowed);
}
