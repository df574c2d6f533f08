import { english, say, type Said } from '../say.ts';
import type { Node } from '../syntax/node.ts';

export type Severity = 'error' | 'warning' | 'information';

/** What can be found in a message. Each code has one remedy; the text of a finding says what was found. */
export const FINDINGS = {
  'message-type-missing': say`State type, event and structure in MSH-9, such as ADT^A01^ADT_A01.`,
  'structure-unknown': say`Correct MSH-9, or give a profile that describes this message.`,
  'structure-mismatch': say`Let MSH-9.3 name the structure that belongs to the event.`,
  'version-missing': say`State the version of HL7 in MSH-12.`,
  'version-unknown': say`State a version of HL7 from 2.1 to 2.8 in MSH-12.`,
  'profile-mismatch': say`Check the message against the profile that describes its type and event.`,
  'segment-missing': say`Send the segment.`,
  'group-missing': say`Send the segments of the group.`,
  'segment-unexpected': say`Leave the segment out, or send it where the structure has a place for it.`,
  'segment-unknown': say`Correct the name of the segment; names of segments of one’s own begin with Z.`,
  'segment-own': say`Agree on the segment with the receiver and describe it in a profile.`,
  'segment-not-supported': say`Leave the segment out.`,
  'too-many-segments': say`Send the segment less often, or allow more in the profile.`,
  'too-few-segments': say`Send the segment as often as the profile asks for.`,
  'too-many-groups': say`Send the group less often, or allow more in the profile.`,
  'too-few-groups': say`Send the group as often as the profile asks for.`,
  'field-unexpected': say`Leave the field out, or describe it in a profile.`,
  'component-unexpected': say`Leave the component out, or escape the delimiter if it belongs to the value.`,
  'required-missing': say`Send a value.`,
  'not-supported': say`Leave it empty.`,
  withdrawn: say`Leave it empty; the version of the standard has withdrawn it.`,
  'too-many-repetitions': say`Send fewer repetitions, or escape the delimiter if it belongs to the value.`,
  'too-few-repetitions': say`Send as many repetitions as the profile asks for.`,
  'too-long': say`Shorten the value, or allow more characters in the profile.`,
  'too-short': say`Send a longer value.`,
  'wrong-format': say`Write the value as its data type asks for.`,
  'wrong-constant': say`Send exactly the value that the profile names.`,
  'code-unknown': say`Send a code of the table, or map the code.`,
  'code-excluded': say`Send another code of the table.`,
  'code-without-system': say`Send the coding system that the code is from.`,
  'code-twice': say`Send the code in one of the two places only.`,
  'table-missing': say`Add the table to the profile.`,
  'type-unknown': say`Name a data type of the standard in the field that says the type.`,
  'rule-broken': say`Change the message so that the rule holds.`,
  'rule-not-evaluated': say`Look at it yourself: this cannot be evaluated here.`,
  'escape-unfinished': say`Write the escape character within a value as its own escape sequence, such as \\E\\.`,
  writing: say`Correct the writing of the message.`,
  'control-id-repeated': say`Give each message a control id of its own; where it was sent twice, find out why.`,
  'message-too-long': say`Look for what grew in it, such as an enclosed document, and send that by reference.`,
  'more-findings': say`Correct those above first.`,
} as const satisfies Record<string, Said>;

export type FindingCode = keyof typeof FINDINGS;

export interface Finding {
  readonly severity: Severity;
  readonly code: FindingCode;
  /** What it is held against. */
  readonly against: 'standard' | 'profile';
  /** `PID-3[2].1`; for what is missing, where it belongs. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly byte: number;
  /** In English. */
  readonly text: string;
  readonly remedy: string;
  /** The same for other languages. */
  readonly sentences: { readonly text: Said; readonly remedy: Said };
}

/** The words of a finding. */
export function worded(text: Said, remedy: Said): Pick<Finding, 'text' | 'remedy' | 'sentences'> {
  return { text: english(text), remedy: englishRemedy(remedy), sentences: { text, remedy } };
}

const remedies = new WeakMap<Said, string>();

/** There are few remedies and many findings. */
function englishRemedy(remedy: Said): string {
  const before = remedies.get(remedy);
  if (before !== undefined) return before;
  const text = english(remedy);
  remedies.set(remedy, text);
  return text;
}

/** So many findings of one message are told; a message that is something else would else give thousands. */
export const MAX_FINDINGS = 1_000;

/** Where a finding is: a part of the message, or something that is not there. */
export type At = Pick<Node, 'path' | 'place'>;

/** Where a part belongs that is not there. */
export function missingIn(node: At, suffix: string): At {
  return {
    get path() {
      return `${node.path}${suffix}`;
    },
    get place() {
      return node.place;
    },
  };
}

/** Collects findings in their order. */
export class Findings {
  readonly all: Finding[] = [];
  readonly #against: 'standard' | 'profile';
  readonly #soften: boolean;

  /** @param soften an error is told as a warning and a warning as information */
  constructor(against: 'standard' | 'profile', soften = false) {
    this.#against = against;
    this.#soften = soften;
  }

  get isFull(): boolean {
    return this.all.length > MAX_FINDINGS;
  }

  add(severity: Severity, code: FindingCode, at: At, text: Said, remedy: Said = FINDINGS[code]): void {
    if (this.isFull) return;
    const isLast = this.all.length === MAX_FINDINGS;
    const sentences = isLast
      ? { text: say`There are more than ${MAX_FINDINGS} findings.`, remedy: FINDINGS['more-findings'] }
      : { text, remedy };
    const { byte, line, column } = at.place;
    this.all.push({
      severity: this.#soften && SOFTENED.has(code) ? (severity === 'error' ? 'warning' : 'information') : severity,
      code: isLast ? 'more-findings' : code,
      against: this.#against,
      path: at.path,
      line,
      column,
      byte,
      ...worded(sentences.text, sentences.remedy),
    });
  }
}

/** What a newer version may have added. */
const SOFTENED = new Set<FindingCode>([
  'segment-unexpected',
  'segment-unknown',
  'field-unexpected',
  'component-unexpected',
  'type-unknown',
  'structure-mismatch',
  'code-unknown',
]);
