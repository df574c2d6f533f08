import {
  type Actor,
  type Decision,
  defineCommand,
  evidenceFaults,
  pinChanges,
  type ProblemCode,
  Problem,
  say,
  type Sentence,
  rule,
} from '@callosum/kernel';
import { z } from 'zod';
import { safeguard } from '../kinds/safeguard.ts';

const LINK = 'safeguard.provenBy';
const OFFICES: ReadonlySet<string> = new Set(['privacyOfficer', 'securityOfficer']);
const VERIFIERS: ReadonlySet<string> = new Set(['owner', 'manager', 'lead']);

/**
 * Finds that a safeguard works, on evidence, which is pinned as it is now and replaces what was given before. The only way to
 * verify one, and the only way to do so again once the evidence has changed.
 */
export const verifySafeguard = defineCommand({
  name: 'safeguard.verify',
  label: 'Verify safeguard',
  // Who leads, or holds the office whatever his role: decided below, since a command asks for both or neither.
  allow: ['owner', 'manager', 'lead', 'contributor', 'clinician', 'executive', 'reader'],
  forms: [
    {
      on: safeguard.name,
      help: 'Finds that the safeguard works. The evidence is pinned as it is now, in place of what was chosen before; when it changes, fails or expires, this no longer counts.',
      states: ['implemented'],
      finds: { evidence: { label: 'Evidence', link: LINK, required: true } },
    },
  ],
  input: z.strictObject({
    id: z.uuid(),
    evidence: z
      .array(z.uuid())
      .min(1, rule`Nothing is verified without evidence`)
      .max(50)
      .transform((ids) => [...new Set(ids.map((one) => one.toLowerCase()))]),
  }),
  decide: (graph, { id, evidence }, { actor, at, registry, newId }) => {
    const row = graph.get(safeguard, id);
    if (!row) return refuse('not-found', say`The safeguard is not there.`, say`Choose another.`);
    const denied = denyVerifier(actor, row.fields.owner === actor.account);
    if (denied) return denied;
    if (row.state !== 'implemented')
      return refuse('refused', say`Only a safeguard that is in place can be verified.`, say`Put it in place first.`);
    const problems = evidenceFaults(evidence, LINK, graph, at, registry);
    if (problems.length > 0) return { problems };
    return {
      changes: [
        { action: 'update', id, fields: { verifiedOn: at.today, verifiedBy: actor.account } },
        ...pinChanges(id, LINK, evidence, graph, newId),
      ],
    };
  },
});

/** Whoever runs a safeguard is not who finds that it works; the officers answer for both. */
function denyVerifier({ account, roles, offices }: Actor, own: boolean): Decision | undefined {
  if (account === 'console')
    return refuse('not-allowed', say`The command line account cannot verify a safeguard.`, say`Sign in as a person.`);
  if (offices.some((office) => OFFICES.has(office))) return undefined;
  if (!roles.some((role) => VERIFIERS.has(role)))
    return refuse('not-allowed', say`You may not verify a safeguard.`, say`Ask the privacy or the security officer.`);
  if (!own) return undefined;
  const message = say`Whoever owns a safeguard does not find by himself that it works.`;
  return refuse('not-allowed', message, say`Ask the privacy or the security officer, or another lead.`);
}

function refuse(code: ProblemCode, message: Sentence, remedy: Sentence): Decision {
  return { problems: [new Problem({ code, message, remedy })] };
}
