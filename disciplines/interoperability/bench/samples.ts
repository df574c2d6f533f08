import { type IdentifierClass, replacedBefore, Vault } from '@callosum/deid';
import { deriveProfile, findAll, type Finding, type Message, messageOf, type Profile } from '@callosum/hl7v2';
import { compareMessages, type MessageDifference } from './compare-messages.ts';
import { findingsOf, lineOf, type Sample, type SampleLine, senderOf, takeFile, type Untaken } from './sample.ts';

export interface Dropped {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A message that came in at a test endpoint: scanned and judged by the server before it was kept. */
export interface Received {
  readonly name: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** How far a drop has been read. */
export interface Progress {
  readonly files: number;
  readonly of: number;
  readonly messages: number;
  /** Of all files, from 0 to 1; a file counts by how many of its messages are through. */
  readonly share: number;
}

/** What a derived profile is said to be, beside the profile itself. */
export interface Derived {
  readonly profile: Profile;
  readonly structures: readonly string[];
  readonly own: readonly string[];
  readonly samples: number;
  /** The messages it was learnt from, freed of identifiers. */
  readonly text: string;
}

export type TakeMode = 'safe-harbor' | 'pseudonymised';

/** A breath for whoever waits in the same thread. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const BREATH_MS = 80;

/** The messages somebody works with, from the drop to the profile. It lives in a worker and knows nothing of the network. */
export class Samples {
  readonly #samples = new Map<number, Sample>();
  #vault = new Vault();
  #profile: Profile | undefined;
  #next = 1;
  #stopped = false;

  /** Reads files, frees them of identifiers and checks them; what cannot be read is told, and the rest goes on. */
  async take(
    files: readonly Dropped[],
    { mode, asOf }: { readonly mode: TakeMode; readonly asOf: number },
    onProgress: (progress: Progress) => void,
  ): Promise<readonly Untaken[]> {
    const untaken: Untaken[] = [];
    this.#stopped = false;
    let breath = performance.now();
    let messages = 0;
    for (const [at, { name, bytes }] of files.entries()) {
      for (const { taken: one, share } of takeFile(name, bytes, { mode, asOf, vault: this.#vault })) {
        if ('message' in one) {
          await this.#keep(one);
          messages++;
        } else untaken.push(one);
        if (performance.now() - breath > BREATH_MS) {
          onProgress({ files: at, of: files.length, messages, share: (at + share) / files.length });
          await breathe();
          breath = performance.now();
        }
        if (this.#stopped) return untaken;
      }
      onProgress({ files: at + 1, of: files.length, messages, share: (at + 1) / files.length });
    }
    return untaken;
  }

  /** Takes a message that was freed of identifiers and judged elsewhere, as it is told. @returns undefined when it is none. */
  receive({ name, text, findings }: Received): number | undefined {
    const message = messageOf(text);
    if (!message) return undefined;
    const id = this.#next++;
    this.#samples.set(id, { id, file: name, message, findings, replaced: [] });
    return id;
  }

  async #keep(one: Omit<Sample, 'id' | 'findings'>): Promise<void> {
    const id = this.#next++;
    this.#samples.set(id, { ...one, id, findings: await findingsOf(one.message, this.#profile) });
  }

  /** Ends a drop that is being read; what has been read stays. */
  stop(): void {
    this.#stopped = true;
  }

  /** Holds all messages against another profile, or the standard alone. */
  async holdAgainst(profile: Profile | undefined): Promise<void> {
    this.#profile = profile;
    // Putting a value under a key that is there keeps the order, and the loop goes over it once.
    for (const [id, sample] of this.#samples) {
      this.#samples.set(id, { ...sample, findings: await findingsOf(sample.message, profile) });
    }
  }

  lines(): readonly SampleLine[] {
    return [...this.#samples.values()].map((sample) => lineOf(sample));
  }

  /** Messages that hold all of the words, wherever. */
  search(words: string): readonly number[] {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    return [...this.#samples.values()].flatMap(({ id, message, file }) => {
      const text = `${file} ${message.text}`.toLowerCase();
      return wanted.every((word) => text.includes(word)) ? [id] : [];
    });
  }

  all(): readonly Sample[] {
    return [...this.#samples.values()];
  }

  messages(): readonly Message[] {
    return [...this.#samples.values()].map(({ message }) => message);
  }

  get(id: number): Sample | undefined {
    return this.#samples.get(id);
  }

  /** Findings by what they say, the most frequent first: what to talk about with the sender. */
  summary(): readonly FindingGroup[] {
    const groups = new Map<string, Omit<FindingGroup, 'others'> & { count: number }>();
    const texts = new Map<string, Set<string>>();
    for (const { id, findings } of this.#samples.values()) {
      for (const finding of findings) {
        const place = finding.path.replaceAll(/\[\d+\]/g, '');
        const key = `${finding.against} ${finding.code} ${place}`;
        const known = groups.get(key) ?? { ...finding, place, count: 0, first: id };
        known.count++;
        groups.set(key, known);
        texts.set(key, (texts.get(key) ?? new Set<string>()).add(finding.text));
      }
    }
    const rank = { error: 0, warning: 1, information: 2 } as const;
    return [...groups]
      .map(([key, group]) => ({ ...group, others: (texts.get(key)?.size ?? 1) - 1 }))
      .sort((a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count);
  }

  /** What the scan replaced, by class of identifier and place, the most frequent first. */
  replacedBy(): readonly ReplacedGroup[] {
    const groups = new Map<string, ReplacedGroup & { count: number }>();
    for (const { replaced } of this.#samples.values()) {
      for (const one of replaced) {
        const place = (one.path ?? '').replaceAll(/\[\d+\]/g, '');
        const key = `${one.class} ${place}`;
        const known = groups.get(key) ?? { class: one.class, place, count: 0 };
        known.count++;
        groups.set(key, known);
      }
    }
    return [...groups.values()].sort((a, b) => b.count - a.count);
  }

  compare(left: number, right: number): readonly MessageDifference[] {
    const [one, other] = [this.#samples.get(left), this.#samples.get(right)];
    return one && other ? compareMessages(one.message, other.message) : [];
  }

  /** Learns a profile from what one system sent. */
  async derive(sender: string, name: string): Promise<Derived> {
    const messages = this.#of(sender);
    const reports = new Map([...this.#samples.values()].map(({ message, replaced }) => [message, replaced]));
    const profile = await deriveProfile(messages, name, {
      replaced: (message) => [
        ...replacedBefore(message.text),
        ...(reports.get(message) ?? []).flatMap(({ path }) => ownStretches(message, path)),
      ],
    });
    return {
      profile,
      structures: [...new Set(profile.messages.map(({ structure, id }) => structure || id))],
      own: Object.keys(profile.segments).filter((segment) => segment.startsWith('Z')),
      samples: messages.length,
      text: messages.map(({ text }) => text.trimEnd()).join('\r\n'),
    };
  }

  #of(sender: string): readonly Message[] {
    return [...this.#samples.values()].map(({ message }) => message).filter((message) => senderOf(message) === sender);
  }

  /** Forgets everything, the way back to the identifiers first. */
  clear(): void {
    this.#vault.clear();
    this.#vault = new Vault();
    this.#samples.clear();
  }
}

/** What was replaced in a segment of one's own: a year carries no mark, and nobody knows that a moment stood there. */
function ownStretches(message: Message, path: string | undefined) {
  if (path === undefined || !path.startsWith('Z')) return [];
  const found = findAll(message, path);
  return found.ok ? found.value.map(({ start, end }) => ({ start, end })) : [];
}

export interface ReplacedGroup {
  readonly class: IdentifierClass;
  readonly place: string;
  readonly count: number;
}

export interface FindingGroup extends Pick<Finding, 'severity' | 'code' | 'against' | 'text' | 'remedy' | 'sentences'> {
  /** Without the numbers of repetitions. */
  readonly place: string;
  readonly count: number;
  /** A message that has it. */
  readonly first: number;
  /** How many more sentences it stands for, such as those about other values. */
  readonly others: number;
}
