import type { CoConstraintTable, Profile, SegmentProfile, StructureNode, Table } from '../profile/model.ts';
import { PROFILE_FORMAT } from '../profile/model.ts';
import { english, say, type Said } from '../say.ts';
import { coConstraintsOf } from './co-constraints.ts';
import { readConstraints } from './constraints.ts';
import type { ConstraintCount } from './constraints.ts';
import { Contexts } from './contexts.ts';
import { readSlices } from './slices.ts';
import { structureOf } from './structure.ts';
import { readBindings, tablesOf } from './tables.ts';
import { childNamed, childrenNamed, readXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** A file of a bundle; what it is, its outermost element says. */
export interface BundleFile {
  readonly name: string;
  readonly text: string;
}

export interface BundleProblem {
  readonly code: 'not-read' | 'no-profile' | 'two-of-a-kind' | 'incomplete' | 'part-missing' | 'part-not-read';
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly remedy: string;
  readonly sentences: { readonly text: Said; readonly remedy: Said };
}

export interface BundleRead extends ConstraintCount {
  /** Undefined when the bundle cannot be used; the problems say why. */
  readonly profile: Profile | undefined;
  readonly problems: readonly BundleProblem[];
}

const KINDS = [
  'ConformanceProfile',
  'ConformanceContext',
  'ValueSetLibrary',
  'ValueSetBindingsContext',
  'CoConstraintContext',
  'ProfileSlicing',
] as const;

/** Reads a conformance profile as NIST IGAMT and its validation tools write it: up to six XML files. */
export function readNistBundle(files: readonly BundleFile[]): BundleRead {
  const problems: BundleProblem[] = [];
  const roots = new Map<string, XmlElement>();
  for (const { name, text } of files) {
    const root = readXml(text.replace(/^\uFEFF/, ''));
    if ('fault' in root) {
      problems.push(problem('not-read', name, root.line, root.fault, say`Export the profile again.`));
    } else if (!KINDS.some((kind) => kind === root.name)) {
      const found = say`It is a ${root.name}, which is no part of a profile.`;
      problems.push(problem('not-read', name, root.line, found, say`Leave the file out.`));
    } else if (roots.has(root.name)) {
      problems.push(
        problem('two-of-a-kind', name, root.line, say`There are two files of ${root.name}.`, say`Leave one out.`),
      );
    } else roots.set(root.name, root);
  }
  const main = roots.get('ConformanceProfile');
  if (!main) {
    problems.push(
      problem('no-profile', '', 1, say`No file holds a ConformanceProfile.`, say`Add PROFILE.xml to the bundle.`),
    );
    return { profile: undefined, problems, predicates: 0, constraints: 0 };
  }
  const contexts = new Contexts();
  const rules = roots.get('ConformanceContext');
  const counted = rules ? readConstraints(rules, contexts) : { predicates: 0, constraints: 0 };
  const sets = roots.get('ValueSetLibrary');
  const tables: Record<string, Table> = sets ? tablesOf(sets) : {};
  const bindings = roots.get('ValueSetBindingsContext');
  const unread = bindings ? readBindings(bindings, contexts, tables) : [];
  problems.push(
    ...unread.map((target) => problem('part-not-read', '', 1, say`The tables of ${target} were not read.`, PARTLY)),
    ...unreadParts(rules),
  );
  for (const [kind, text] of [
    ['ConformanceContext', say`The bundle holds no rules (ConformanceContext).`],
    ['ValueSetLibrary', say`The bundle holds no tables (ValueSetLibrary).`],
  ] as const) {
    if (!roots.has(kind)) problems.push(problem('part-missing', '', 1, text, WITHOUT));
  }
  const slicing = roots.get('ProfileSlicing');
  if (slicing) readSlices(slicing, contexts);
  const standing = roots.get('CoConstraintContext');
  const coConstraints = standing ? coConstraintsOf(standing, tables) : new Map<string, readonly CoConstraintTable[]>();
  const profile = profileOf(main, contexts, coConstraints, tables);
  const gaps = missingParts(profile);
  problems.push(
    ...gaps.map((text) => problem('incomplete', '', 1, text, say`Export the profile again, with all its parts.`)),
  );
  return { profile: gaps.length > 0 ? undefined : profile, problems, ...counted };
}

const WITHOUT = say`Add the file if there is one; messages are checked without it.`;
const PARTLY = say`Look at it yourself; everything else of the profile is checked.`;

function problem(code: BundleProblem['code'], file: string, line: number, text: Said, remedy: Said): BundleProblem {
  return { code, file, line, text: english(text), remedy: english(remedy), sentences: { text, remedy } };
}

function profileOf(
  main: XmlElement,
  contexts: Contexts,
  coConstraints: ReadonlyMap<string, readonly CoConstraintTable[]>,
  tables: Record<string, Table>,
): Profile {
  const { Name = '', Version = '' } = childNamed(main, 'MetaData')?.attributes ?? {};
  const { messages, ...structure } = structureOf(main, contexts);
  const version = main.attributes.HL7Version ?? (/^2\.\d(\.\d)?$/.test(Version) ? Version : '');
  return {
    format: PROFILE_FORMAT,
    name: Name,
    version,
    source: 'NIST conformance profile',
    messages: messages.map((message) => {
      const found = coConstraints.get(message.id);
      return found ? { ...message, coConstraints: found } : message;
    }),
    ...structure,
    tables,
  };
}

/** Sections of rules that an older schema knows, which nobody wrote since. */
const OLDER = ['CoConstraints', 'OrderIndifferent'];

/** What is known to be there but is not evaluated. */
function* unreadParts(rules: XmlElement | undefined): Generator<BundleProblem> {
  for (const { name, line, children } of childrenNamed(rules, ...OLDER)) {
    if (children.length > 0) yield problem('part-not-read', '', line, say`Rules under ${name} were not read.`, PARTLY);
  }
}

/** What a profile speaks of but does not hold. */
function missingParts({ messages, segments, datatypes }: Profile): readonly Said[] {
  if (messages.length === 0) return [say`It describes no message.`];
  const missing = new Map<string, Said>();
  const visit = (nodes: readonly StructureNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'group') visit(node.children);
      else
        for (const id of [...node.segments, ...(node.slices ?? []).map(({ use }) => use)])
          if (!segments[id]) missing.set(id, say`Segment ${id} is named but not described.`);
    }
  };
  for (const message of messages) visit(message.children);
  const types = Object.values(segments).flatMap(({ fields }: SegmentProfile) =>
    fields.flatMap(({ datatype, slices = [] }) => [datatype, ...slices.map(({ use }) => use)]),
  );
  const parts = Object.values(datatypes).flatMap(({ components }) => components.map(({ datatype }) => datatype));
  for (const type of [...types, ...parts]) {
    if (type !== '' && !datatypes[type]) missing.set(` ${type}`, say`Data type ${type} is named but not described.`);
  }
  return [...missing.values()].slice(0, 20);
}
