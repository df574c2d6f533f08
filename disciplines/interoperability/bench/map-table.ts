import {
  checkMessage,
  CodeCounts,
  type CodeLine,
  codeLines,
  type CodeMapping,
  codesAt,
  type CodeSuggestion,
  type CodeText,
  coverageOf,
  type FieldMapping,
  fieldPlace,
  type Finding,
  joinSeen,
  LiveValues,
  loadStandard,
  type MapCoverage,
  type MapLine,
  type MapOutcome,
  mapFields,
  mapLines,
  mapperOf,
  type Message,
  parsePath,
  type Profile,
  type SeenCode,
  type SeenPlace,
  suggestCodes,
} from '@callosum/hl7v2';

/** A field with what messages hold there, what the target would get, and what it would say to it. */
export interface MapTableLine extends MapLine {
  readonly seen: SeenPlace;
  readonly gets: SeenPlace;
  readonly findings: readonly MapFinding[];
}

export interface MapFinding extends Pick<Finding, 'severity' | 'code' | 'text' | 'remedy' | 'sentences'> {
  /** Messages that have it. */
  readonly count: number;
}

/** What a row could not do, and in how many messages. */
export interface MapTrouble {
  readonly row: number;
  readonly outcome: MapOutcome;
  readonly count: number;
}

export interface MapTable {
  readonly lines: readonly MapTableLine[];
  /** What the target would say to what is no field of either end, such as a segment that it does not take. */
  readonly besides: readonly (MapFinding & { readonly place: string })[];
  readonly coverage: MapCoverage;
  /** Messages that were tried. */
  readonly messages: number;
  /** Messages the target could take, and those that would be held. */
  readonly valid: number;
  readonly held: number;
  /** Messages nothing could be written into, with the reason. */
  readonly refused: readonly { readonly text: string; readonly count: number }[];
  readonly troubles: readonly MapTrouble[];
}

/** Messages that are tried; more say little that these do not. */
const MOST_TRIED = 500;
const TOLD_PER_FIELD = 5;
const TOLD_BESIDES = 20;
/** What is as it should be. */
const QUIET: ReadonlySet<MapOutcome> = new Set(['moved', 'nothing', 'left']);

interface Ends {
  readonly source: Profile;
  readonly target: Profile;
}

/** Holds a mapping against messages: every row with live values, and every mapped message against the profile of the target. */
export async function mapTable(
  messages: readonly Message[],
  { source, target }: Ends,
  mapping: FieldMapping,
  codes: ReadonlyMap<string, CodeMapping>,
): Promise<MapTable> {
  const mapper = mapperOf(mapping, codes);
  const [seen, gets] = [new LiveValues(), new LiveValues()];
  const findings = new Map<string, Map<string, MapFinding>>();
  const troubles = new Map<string, MapTrouble>();
  const refused = new Map<string, number>();
  const tried = messages.slice(0, MOST_TRIED);
  let [valid, held] = [0, 0];
  for (const message of tried) {
    seen.add(message);
    const mapped = mapper.apply(message);
    if (!mapped.ok) {
      refused.set(mapped.error.text, (refused.get(mapped.error.text) ?? 0) + 1);
      continue;
    }
    const { message: result, moved, held: isHeld } = mapped.value;
    gets.add(result);
    if (isHeld) held += 1;
    const once = new Map(moved.map((one) => [`${one.row} ${one.outcome}`, one]));
    for (const [key, { row, outcome }] of once) {
      if (QUIET.has(outcome)) continue;
      troubles.set(key, { row, outcome, count: (troubles.get(key)?.count ?? 0) + 1 });
    }
    const checked = await checkMessage(result, target);
    if (checked.valid) valid += 1;
    gather(checked.findings, findings);
  }
  const lines = mapLines(mapFields(source, target), mapping, (place) => seen.at(place).messages);
  const places = new Set(lines.map(({ place }) => place));
  const besides = [...findings].flatMap(([place, found]) =>
    places.has(place) ? [] : [...found.values()].map((one) => ({ ...one, place: place.replace(/-0$/, '') })),
  );
  return {
    besides: besides.slice(0, TOLD_BESIDES),
    lines: lines.map((line) => ({
      ...line,
      seen: seen.at(line.place),
      gets: gets.at(line.place),
      findings: [...(findings.get(line.place)?.values() ?? [])].slice(0, TOLD_PER_FIELD),
    })),
    coverage: coverageOf(lines),
    messages: tried.length,
    valid,
    held,
    refused: [...refused].map(([text, count]) => ({ text, count })),
    troubles: [...troubles.values()],
  };
}

/** Findings of one message, each kind once, by field. */
function gather(found: readonly Finding[], all: Map<string, Map<string, MapFinding>>): void {
  const ofProfile = found.filter(({ against, severity }) => against === 'profile' && severity !== 'information');
  const once = new Map(ofProfile.map((one) => [`${fieldPlace(one.path)} ${one.code}`, one]));
  for (const [key, { path, severity, code, text, remedy, sentences }] of once) {
    const place = fieldPlace(path);
    const here = all.get(place) ?? new Map<string, MapFinding>();
    all.set(place, here);
    here.set(key, { severity, code, text, remedy, sentences, count: (here.get(key)?.count ?? 0) + 1 });
  }
}

/** A code with what it may be at the target. */
export interface SuggestedLine extends CodeLine {
  readonly suggestions: readonly CodeSuggestion[];
}

/** Codes that are suggested for; the holes stand first. */
const MOST_SUGGESTED = 500;

/** Codes with what they may be, and how often which was seen: in these messages, and before as the code map says. */
export interface CodeTable {
  readonly lines: readonly SuggestedLine[];
  readonly seen: readonly SeenCode[];
  /** Codes that the target is known to take. */
  readonly taken: readonly CodeText[];
}

/** The codes that rows put through a code map, with suggestions for those that are not mapped. */
export async function mapCodes(
  messages: readonly Message[],
  { source, target }: Ends,
  { rows }: FieldMapping,
  { name, codes }: { readonly name: string; readonly codes: CodeMapping },
): Promise<CodeTable> {
  const through = rows.filter(({ rule }) => rule.kind === 'codes' && rule.map === name);
  const counts = new CodeCounts();
  for (const message of messages) for (const { from } of through) for (const path of from) counts.add(message, path);
  const standard = await loadStandard('2.5.1');
  const taken = through.flatMap(({ to }) => tableAt(target, to));
  const [known, published] = [source, standard].map((profile) =>
    through.flatMap(({ from }) => from.flatMap((path) => tableAt(profile, path))),
  );
  const seen = joinSeen(codes.seen ?? [], counts.seen);
  const lines = codeLines(codes, seen).map((line, at): SuggestedLine => {
    if (at >= MOST_SUGGESTED) return { ...line, suggestions: [] };
    const text = line.text || (known?.find(({ value }) => value === line.value)?.text ?? '');
    const suggestions = line.to === undefined ? suggestCodes({ value: line.value, text }, taken, published) : [];
    return { ...line, text, suggestions };
  });
  return { lines, seen, taken };
}

function tableAt(profile: Profile, path: string) {
  const parsed = parsePath(path);
  if (!parsed.ok) return [];
  return codesAt(profile, parsed.value.segment, parsed.value.field ?? 0) ?? [];
}
