import { deidentify, type Vault } from '@callosum/deid';
import { checkMessage, type Finding, type Message, messageOf, type Profile, valueAt } from '@callosum/hl7v2';

/** A message as it may be stored: without identifiers of people, with what was found in it. */
export interface Judged {
  readonly body: string;
  readonly safe: Message;
  readonly trigger: string;
  readonly controlId: string;
  readonly version: string;
  /** How many identifiers of each class were replaced. */
  readonly replaced: Readonly<Record<string, number>>;
  readonly valid: boolean;
  readonly findings: readonly Finding[];
}

/** Findings that are kept of a message. */
const MOST_FINDINGS = 100;

/**
 * Takes the identifiers out of a message, looks again whether any is left, and only then checks it: neither body nor findings ever hold what came in.
 * @returns undefined for what cannot be stored, because it cannot be read or something is left.
 */
export async function judge(
  message: Message,
  { profile, vault, asOf }: { readonly profile?: Profile | undefined; readonly vault: Vault; readonly asOf: number },
): Promise<Judged | undefined> {
  const first = deidentify(message.text, { mode: 'safe-harbor', asOf, vault });
  if (first.problem) return undefined;
  const again = deidentify(first.text, { mode: 'safe-harbor', asOf });
  if (again.problem || again.replaced.length > 0) return undefined;
  const safe = messageOf(first.text);
  if (!safe) return undefined;
  const { controlId, version, valid, findings } = await checkMessage(safe, profile);
  const replaced: Record<string, number> = {};
  for (const { class: kind } of first.replaced) replaced[kind] = (replaced[kind] ?? 0) + 1;
  const trigger = [1, 2]
    .map((part) => valueAt(safe, `MSH-9.${part}`))
    .filter((part) => part !== '')
    .join('^');
  return {
    body: first.text,
    safe,
    trigger,
    controlId,
    version,
    replaced,
    valid,
    findings: findings.slice(0, MOST_FINDINGS),
  };
}

/** What is wrong, for the sender: of the profile where there is one. */
export function whyInvalid(findings: readonly Finding[], held: boolean): string {
  const errors = findings.filter(({ severity, against }) => severity === 'error' && (!held || against === 'profile'));
  const named = errors.slice(0, 3).map(({ path, text }) => `${path}: ${text}`);
  return [...named, ...(errors.length > 3 ? [`and ${errors.length - 3} more`] : [])].join(' ');
}
