import { defineFact, type Fact, type GraphReader } from '@callosum/kernel';
import { interfaceKind } from '../kinds/interface.ts';
import { messageProfile } from '../kinds/message-profile.ts';
import { testEndpoint } from '../kinds/test-endpoint.ts';
import { limits } from '../limits.ts';
import { readCounts } from '../trigger-counts.ts';
import { inScope, triggerName, triggersOf } from './concern.ts';

const { conformingShare, conformingVolume } = limits;

/** The profiles in full of an interface as they are today, by their SHA-256. */
function definitionsOf(graph: GraphReader, id: string): ReadonlySet<string> {
  return new Set(
    graph
      .in(id, 'messageProfile.of')
      .flatMap(({ from }) => graph.get(messageProfile, from) ?? [])
      .flatMap(({ fields }) => fields.definition ?? []),
  );
}

const conforming = defineFact({
  name: 'interoperability.messages-conforming',
  label: 'Interfaces whose messages conform',
  help: `Share of HL7 v2 interfaces, and of those of which nobody has said the standard, of which each listed trigger came in at a test endpoint at least ${conformingVolume} times, and ${conformingShare} % of these conformed to the standard and to the profile as it is today.`,
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    unsaid: 'Nobody has said which standard it speaks',
    none: 'Nothing has come in at a test endpoint',
    stale: 'The profile has changed since messages were held against it',
    unlisted: 'No trigger is listed',
    few: '{{trigger}}: {{received}} of {{wanted}} messages have come in',
    wrong: '{{trigger}}: {{conforming}} of {{received}} messages conform',
    conforming: '{{received}} messages, every trigger conforms',
  },
  select: interfaceKind,
  judge: (row, graph) => {
    if (!inScope(row)) return undefined;
    if (row.fields.standard === undefined) return { ok: false, reason: 'unsaid' };
    if (row.fields.standard !== 'hl7v2') return undefined;
    const endpoints = graph.in(row.id, 'testEndpoint.of').flatMap(({ from }) => graph.get(testEndpoint, from) ?? []);
    const counted = endpoints.filter(({ fields }) => (fields.received ?? 0) > 0);
    if (counted.length === 0) return { ok: false, reason: 'none' };
    const today = definitionsOf(graph, row.id);
    const current = counted.filter(({ fields }) => today.size === 0 || today.has(fields.profile ?? ''));
    if (current.length === 0) return { ok: false, reason: 'stale' };
    const listed = triggersOf(row.fields.triggers);
    if (listed.length === 0) return { ok: false, reason: 'unlisted' };
    let all = 0;
    for (const trigger of listed) {
      const lines = current
        .flatMap(({ fields }) => readCounts(fields.byTrigger))
        .filter((one) => triggerName(one.trigger) === trigger);
      const received = lines.reduce((sum, one) => sum + one.received, 0);
      const good = lines.reduce((sum, one) => sum + one.conforming, 0);
      all += received;
      if (received < conformingVolume) {
        return { ok: false, reason: 'few', details: { trigger, received, wanted: conformingVolume } };
      }
      if (good * 100 < received * conformingShare) {
        return { ok: false, reason: 'wrong', details: { trigger, received, conforming: good } };
      }
    }
    return { ok: true, reason: 'conforming', details: { received: all } };
  },
});

export const CONFORMANCE_FACTS: readonly Fact[] = [conforming];
