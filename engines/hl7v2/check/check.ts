import type { Hl7Problem } from '../errors.ts';
import { loadStandard } from '../standard/load.ts';
import { definitionsFor, USUAL_VERSION } from '../standard/versions.ts';
import { valueAt } from '../syntax/find.ts';
import type { Message } from '../syntax/message.ts';
import type { Profile } from '../profile/model.ts';
import { say } from '../say.ts';
import { Findings } from './findings.ts';
import type { At, Finding } from './findings.ts';
import { checkAgainst, messageProfileFor } from './message.ts';
import { checkEscapes } from './writing.ts';

/** What was found in a message. */
export interface Checked {
  /** Type, event and structure, as MSH-9 states them. */
  readonly type: string;
  readonly controlId: string;
  readonly version: string;
  /** Without any error. */
  readonly valid: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Checks the writing of a message, and holds it against the standard of its version. With a profile it is held against that as well; the two are told
 * apart by `against`, and `valid` speaks of the profile then, because a profile may allow what the standard does not.
 */
export async function checkMessage(message: Message, profile?: Profile): Promise<Checked> {
  const version = valueAt(message, 'MSH-12.1');
  const standard = await loadStandard(definitionsFor(version) ?? USUAL_VERSION);
  const findings = [...checkHeader(message, standard, version), ...checkStandard(message, standard, version)];
  const own = profile ? checkProfile(message, profile) : [];
  const all = [...findings, ...own];
  return {
    type: [1, 2, 3]
      .map((part) => valueAt(message, `MSH-9.${part}`))
      .filter((part) => part !== '')
      .join('^'),
    controlId: valueAt(message, 'MSH-10'),
    version,
    valid: (profile ? own : all).every(({ severity }) => severity !== 'error'),
    findings: all,
  };
}

function checkHeader(message: Message, standard: Profile, version: string): readonly Finding[] {
  const findings = new Findings('standard');
  for (const one of message.problems)
    findings.add(
      severityOf(one),
      'writing',
      { path: 'MSH', place: one.place ?? message.placeAt(0) },
      one.sentences.text,
      one.sentences.remedy,
    );
  checkEscapes(message, findings);
  const at = (path: string): At => ({ path, place: message.placeAt(0) });
  if (version === '') {
    findings.add(
      'error',
      'version-missing',
      at('MSH-12'),
      say`MSH-12 states no version; ${standard.version} was taken.`,
    );
  } else if (definitionsFor(version) === undefined) {
    findings.add(
      'error',
      'version-unknown',
      at('MSH-12'),
      say`There is no version ${JSON.stringify(version)}; ${standard.version} was taken.`,
    );
  }
  const [type = '', event = '', structure = ''] = [1, 2, 3].map((part) => valueAt(message, `MSH-9.${part}`));
  const described = messageProfileFor(message, standard);
  if (type === '') findings.add('error', 'message-type-missing', at('MSH-9'), say`MSH-9 states no type of message.`);
  else if (!described) {
    const text = say`${standard.name} does not describe ${[type, event].filter((part) => part !== '').join('^')}; only its segments were checked.`;
    findings.add(event.startsWith('Z') ? 'information' : 'warning', 'structure-unknown', at('MSH-9'), text);
  } else if (structure !== '' && !isStructureOf(structure, described.structure, standard)) {
    const text = say`MSH-9.3 names ${structure}, which is no structure of ${standard.name}.`;
    findings.add('error', 'structure-mismatch', at('MSH-9.3'), text);
  }
  return findings.all;
}

/** Structures are shared by events; a name is wrong where the standard does not know it at all. */
function isStructureOf(structure: string, expected: string, standard: Profile): boolean {
  return structure === expected || standard.messages.some((one) => one.structure === structure);
}

function severityOf({ code }: Hl7Problem): 'error' | 'warning' {
  return code === 'charset-assumed' ? 'warning' : 'error';
}

function checkStandard(message: Message, standard: Profile, version: string): readonly Finding[] {
  const described = messageProfileFor(message, standard);
  return checkAgainst(message, described, standard, 'standard', isNewer(version, standard));
}

/** Whether a version states more than its definitions, which are those of an older one. */
function isNewer(version: string, standard: Profile): boolean {
  return definitionsFor(version) !== undefined && version !== standard.version;
}

function checkProfile(message: Message, profile: Profile): readonly Finding[] {
  const described = messageProfileFor(message, profile);
  if (described) return checkAgainst(message, described, profile, 'profile');
  const findings = new Findings('profile');
  const messages = profile.messages.map(({ type, event }) => `${type}^${event}`).join(', ');
  const found = `${valueAt(message, 'MSH-9.1')}^${valueAt(message, 'MSH-9.2')}`;
  const text =
    messages === ''
      ? say`The profile ${profile.name} describes no message, not ${found}.`
      : say`The profile ${profile.name} describes ${messages}, not ${found}.`;
  findings.add('error', 'profile-mismatch', { path: 'MSH-9', place: message.placeAt(0) }, text);
  return findings.all;
}
