import {
  type Actor,
  type CommandForm,
  type Decision,
  defineCommand,
  evidenceFaults,
  pinChanges,
  say,
  rule,
} from '@callosum/kernel';
import { z } from 'zod';
import { safetyControl } from '../kinds/safety-control.ts';
import { refuse } from '../refuse.ts';
import { type Aspect, ASPECTS } from '../standing.ts';

const VERIFIERS: ReadonlySet<string> = new Set(['owner', 'manager', 'lead']);
const OFFICE = 'safetyOfficer';

const PINNED =
  'The evidence is pinned as it is now, in place of what was chosen before; when it changes, fails or expires, this no longer counts.';

const formFor = (aspect: Aspect, label: string, help: string): CommandForm => ({
  on: safetyControl.name,
  label,
  help: `${help} ${PINNED}`,
  states: ['inPlace'],
  given: { aspect },
  finds: { evidence: { label: 'Evidence', link: ASPECTS[aspect].link, required: true } },
  asks: { note: { type: 'text', label: 'What was seen', multiline: true } },
});

/**
 * Verifies a control as built or as effective, and pins what shows it as it is now. The evidence given replaces what was given
 * before. It is the only way to verify, and the only way to verify again once the evidence has changed.
 */
export const verifyControl = defineCommand({
  name: 'safetyControl.verify',
  label: 'Verify control',
  // Who leads, or holds the office whatever his role: decided below, since a command asks for both or neither.
  allow: ['owner', 'manager', 'lead', 'contributor', 'clinician', 'executive', 'reader'],
  forms: [
    formFor('built', 'Verify as built', 'Finds that the control is there as it was designed.'),
    formFor(
      'effective',
      'Verify as effective',
      'Finds that the control works where the work is done. Whoever owns it does not find that.',
    ),
  ],
  input: z.strictObject({
    id: z.uuid(),
    aspect: z.enum(['built', 'effective']),
    evidence: z
      .array(z.uuid())
      .min(1, rule`Nothing is verified without evidence`)
      .max(50)
      .transform((ids) => [...new Set(ids.map((one) => one.toLowerCase()))]),
    note: z.string().trim().min(1).max(20_000).optional(),
  }),
  decide: (graph, { id, aspect, evidence, note }, { actor, at, registry, newId }) => {
    const row = graph.get(safetyControl, id);
    if (!row) return refuse('not-found', say`The control is not there.`, { path: ['id'] });
    const denied = denyVerifier(actor, aspect === 'effective' && row.fields.owner === actor.account);
    if (denied) return denied;
    if (row.state !== 'inPlace') {
      return refuse('refused', say`Only a control that is in place can be verified.`, {
        remedy: say`Put it in place first.`,
      });
    }
    const { link, on, by, note: noted, asOf } = ASPECTS[aspect];
    const problems = evidenceFaults(evidence, link, graph, at, registry);
    if (problems.length > 0) return { problems };
    const fields = { [on]: at.today, [by]: actor.account, [asOf]: row.materialVersion, [noted]: note ?? null };
    return {
      changes: [{ action: 'update', id: row.id, fields }, ...pinChanges(row.id, link, evidence, graph, newId)],
    };
  },
});

/** Whoever put a control in place is not who finds that it works; the safety officer answers for both. */
function denyVerifier({ account, roles, offices }: Actor, own: boolean): Decision | undefined {
  if (account === 'console') {
    return refuse('not-allowed', say`The command line account cannot verify a control.`, {
      remedy: say`Sign in as a person.`,
    });
  }
  if (offices.includes(OFFICE)) return undefined;
  if (!roles.some((role) => VERIFIERS.has(role))) {
    return refuse('not-allowed', say`You may not verify a control.`, {
      remedy: say`Ask somebody who leads the work, or the clinical safety officer.`,
    });
  }
  if (!own) return undefined;
  return refuse('not-allowed', say`Whoever owns a control does not find by himself that it works.`, {
    path: ['aspect'],
    remedy: say`Ask another lead, or the clinical safety officer.`,
  });
}
