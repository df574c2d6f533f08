import type { Actor } from '@callosum/kernel';
import { TEST_OWNER, testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { nistRisk } from '../kinds/shared.ts';
import { complianceScope } from '../testing/scope.ts';

const [ANA, BEN] = [testId(901), testId(902)];

/** An obligation that applies, a safeguard in place that meets it, and accepted evidence that is good for half a year. */
function met(today = '2027-03-01') {
  const scope = complianceScope(today);
  const law = scope.make('obligation', { kind: 'required', status: 'inForce', asks: 'Unique user names' }, 'applies');
  const guard = scope.make('safeguard', { owner: BEN }, 'implemented');
  const meets = scope.link('safeguard.meets', guard, law);
  const proof = scope.make('evidence', { effectiveOn: '2027-02-01', validUntil: '2027-07-31' }, 'accepted');
  const verify = (evidence: readonly string[] = [proof], actor: Actor = TEST_OWNER) =>
    scope.run('safeguard.verify', { id: guard, evidence }, { actor });
  return { scope, law, guard, meets, proof, verify };
}

describe('obligations proven', () => {
  test('are those a verified safeguard meets, on evidence that stands', () => {
    const { scope, verify } = met();
    expect(scope.value('obligations-proven')).toBe(0);
    expect(scope.said('obligations-proven')).toEqual([{ why: 'SGD-1 was not verified' }]);
    verify();
    expect([scope.value('obligations-proven'), scope.value('safeguards-verified')]).toEqual([100, 100]);
  });

  test('are also those that accepted evidence proves without a safeguard', () => {
    const { scope, law, proof } = met();
    scope.link('evidence.proves', proof, law);
    expect(scope.value('obligations-proven')).toBe(100);
    expect(scope.value('obligations-proven', '2027-08-01')).toBe(0);
  });

  test('fall when the evidence expires, changes, or the safeguard is suspended, and say through what', () => {
    const { scope, verify, guard, proof } = met();
    verify();
    expect(scope.said('obligations-proven', '2027-08-01')).toEqual([
      { why: 'SGD-1 no longer counts ← EVD-1 has expired' },
    ]);
    scope.set(proof, { validUntil: '2028-01-31' });
    expect(scope.said('obligations-proven')).toEqual([
      { why: 'SGD-1 no longer counts ← EVD-1 has changed since it was looked at' },
    ]);
    verify();
    expect(scope.value('obligations-proven')).toBe(100);
    scope.set(guard, {}, 'suspended');
    expect(scope.said('obligations-proven')).toEqual([{ why: 'SGD-1 is not in place' }]);
  });

  test('leave out what is proposed, vacated, or does not apply', () => {
    const scope = complianceScope();
    scope.make('obligation', { status: 'proposed' }, 'applies');
    scope.make('obligation', { status: 'vacated' }, 'applies');
    scope.make('obligation', { whyNot: 'No such service' }, 'notApplicable');
    expect(scope.value('obligations-proven')).toBeUndefined();
    scope.make('obligation', {});
    expect(scope.value('obligations-unjudged')).toBe(1);
    expect(() => scope.make('obligation', {}, 'notApplicable')).toThrow('needs a reason');
  });

  test('on the day of go-live are told before: what is fresh today may have expired then', () => {
    const { scope, verify } = met();
    verify();
    expect(scope.value('obligations-proven-at-go-live')).toBe(0);
    const { scope: other, verify: again } = met();
    again();
    expect(other.said('obligations-proven-at-go-live')).toEqual([undefined]);
    expect(other.value('obligations-proven')).toBe(100);
  });
});

describe('a safeguard', () => {
  test('is verified by somebody who leads, or an officer, but not by its owner alone', () => {
    const { scope, verify, proof } = met();
    const as = (account: string, roles: Actor['roles'], offices: readonly string[] = []): Actor => ({
      account,
      roles,
      offices,
    });
    expect(() => verify([proof], as(ANA, ['contributor']))).toThrow('may not verify');
    expect(() => verify([proof], as(BEN, ['lead']))).toThrow('by himself');
    expect(() => verify([proof], as('console', ['owner']))).toThrow('Sign in as a person');
    verify([proof], as(BEN, ['reader'], ['securityOfficer']));
    verify([proof], as(ANA, ['lead']));
    const [row] = [...scope.graph.rows('safeguard')];
    expect(row?.fields).toMatchObject({ verifiedOn: '2027-03-01', verifiedBy: ANA });
  });

  test('rests only on evidence that stands', () => {
    const { scope, verify, law } = met();
    const draft = scope.make('evidence', { effectiveOn: '2027-02-01' });
    expect(() => verify([draft])).toThrow('EVD-2 is not accepted.');
    expect(() => verify([law])).toThrow('is no evidence here');
    expect(() => verify([testId(77)])).toThrow('not there');
    expect(() => scope.make('evidence', { effectiveOn: '2027-02-01', validUntil: '2027-01-01' })).toThrow(
      'invalid before',
    );
  });

  test('keeps what it was verified on out of reach of a mere look', () => {
    const { scope, verify, guard } = met();
    verify();
    const [edge] = scope.graph.out(guard, 'safeguard.provenBy');
    expect(() => scope.run('link.review', { ids: [edge?.id] })).toThrow('verifying again');
  });
});

describe('addressable specifications', () => {
  test('are open until somebody has decided with a reason, and again when the text changes', () => {
    const scope = complianceScope();
    const law = scope.make('obligation', { kind: 'addressable', asks: 'Automatic log-off' }, 'applies');
    expect(scope.value('addressable-open')).toBe(1);
    const fields = {
      choice: 'equivalent',
      assessment: 'Proximity cards',
      equivalent: 'Cards',
      decidedOn: '2027-02-01',
    };
    const decision = scope.make('addressableDecision', fields, 'decided');
    scope.link('addressableDecision.about', decision, law);
    expect(scope.value('addressable-open')).toBe(0);
    scope.set(law, { asks: 'Automatic log-off after ten minutes' });
    expect(scope.value('addressable-open')).toBe(1);
    expect(() => scope.make('addressableDecision', { ...fields, equivalent: ' ' }, 'decided')).toThrow(
      'equivalent measure is missing',
    );
    expect(() => scope.make('addressableDecision', { choice: 'neither', decidedOn: '2027-02-01' }, 'decided')).toThrow(
      'reasonable',
    );
  });
});

describe('security risks', () => {
  const rate = (likelihood: string, impact: string) => {
    const level = nistRisk.cells[`${likelihood}/${impact}`] ?? '';
    const rank = nistRisk.levels.findIndex(({ key }) => key === level) + 1;
    return { table: nistRisk.id, version: nistRisk.version, at: { likelihood, impact }, level, rank };
  };

  test('are rated by NIST’s table, which is no product', () => {
    const level = (likelihood: string, impact: string) => rate(likelihood, impact).level;
    expect(Object.keys(nistRisk.cells)).toHaveLength(25);
    expect(level('veryHigh', 'veryLow')).toBe('veryLow');
    expect(level('veryLow', 'veryHigh')).toBe('low');
    expect([level('moderate', 'high'), level('high', 'moderate')]).toEqual(['moderate', 'moderate']);
    expect([level('low', 'veryHigh'), level('veryHigh', 'high')]).toEqual(['moderate', 'high']);
    const points = ['veryLow', 'low', 'moderate', 'high', 'veryHigh'];
    for (const [index, point] of points.entries()) {
      for (const other of points.slice(0, index)) {
        for (const beside of points) {
          expect(rate(point, beside).rank).toBeGreaterThanOrEqual(rate(other, beside).rank);
          expect(rate(beside, point).rank).toBeGreaterThanOrEqual(rate(beside, other).rank);
        }
      }
    }
  });

  test('are above appetite by what is left after planned measures, and when nobody has rated them', () => {
    const scope = complianceScope();
    scope.make('securityRisk', { initial: rate('high', 'high'), residual: rate('low', 'high') });
    expect(scope.value('security-risks-above-appetite')).toBe(0);
    scope.make('securityRisk', { initial: rate('high', 'high') });
    scope.make('securityRisk', {});
    expect(scope.value('security-risks-above-appetite')).toBe(2);
    expect(() => scope.make('securityRisk', { initial: rate('low', 'low'), residual: rate('high', 'high') })).toThrow(
      'would be higher',
    );
  });

  test('are closed for a reason only, since a closed one is counted no more', () => {
    const scope = complianceScope();
    const high = { initial: rate('high', 'high') };
    expect(() => scope.make('securityRisk', { ...high, closedBecause: ' ' }, 'closed')).toThrow('closed for a reason');
    scope.make('securityRisk', { ...high, closedBecause: 'The laptops are gone' }, 'closed');
    expect(scope.value('security-risks-above-appetite')).toBe(0);
  });
});

describe('places that hold patient data', () => {
  const phi = { phi: true, encryption: 'both' };

  test('are covered by a risk analysis of the last twelve months', () => {
    const scope = complianceScope();
    const asset = scope.make('dataAsset', phi, 'inUse');
    expect(scope.value('assets-not-in-risk-analysis')).toBe(1);
    const analysis = scope.make('assessment', { type: 'riskAnalysis', performedOn: '2026-03-01' }, 'approved');
    scope.link('assessment.covers', analysis, asset);
    expect([
      scope.value('assets-not-in-risk-analysis'),
      scope.value('assets-not-in-risk-analysis', '2027-03-02'),
    ]).toEqual([0, 1]);
    const gap = scope.make('assessment', { type: 'gap', performedOn: '2027-02-01' }, 'approved');
    scope.link('assessment.covers', gap, asset);
    expect(scope.value('assets-not-in-risk-analysis', '2027-03-02')).toBe(1);
  });

  test('are encrypted, and abroad only under an agreement in force', () => {
    const scope = complianceScope();
    const asset = scope.make('dataAsset', { ...phi, encryption: 'rest', outsideCountry: true }, 'inUse');
    expect([scope.value('assets-unencrypted'), scope.value('assets-abroad-without-agreement')]).toEqual([1, 1]);
    const paper = scope.make('agreement', { signedOn: '2027-01-01', ends: '2027-06-30' }, 'signed');
    scope.link('agreement.covers', paper, asset);
    expect(scope.value('assets-abroad-without-agreement')).toBe(0);
    expect(scope.value('assets-abroad-without-agreement', '2027-07-01')).toBe(1);
  });
});

describe('agreements', () => {
  test('are spoken of sixty days before they end, and have clauses to tick', () => {
    const scope = complianceScope();
    const item = (id: number, done: boolean) => ({
      id,
      text: 'Clause',
      ...(done ? { done: { by: ANA, at: '2027-01-01T00:00:00.000Z' } } : {}),
    });
    scope.make(
      'agreement',
      { signedOn: '2027-01-01', ends: '2027-05-01', clauses: [item(1, true), item(2, false)] },
      'signed',
    );
    expect([scope.value('agreements-ending'), scope.value('agreements-ending', '2027-03-02')]).toEqual([0, 1]);
    expect(scope.said('agreements-with-open-clauses')).toEqual([{ count: 1 }]);
  });
});

describe('findings and incidents', () => {
  test('are settled when somebody has verified them, in time', () => {
    const scope = complianceScope();
    scope.make('finding', { severity: 'critical', due: '2027-02-01' }, 'mended');
    scope.make('finding', { severity: 'high', due: '2027-02-01' }, 'verified');
    scope.make('finding', { severity: 'low', due: '2027-02-01' });
    expect([scope.value('findings-severe-open'), scope.value('findings-overdue')]).toEqual([1, 1]);
  });

  test('are assessed within ten days, and a breach is not closed before people are told', () => {
    const scope = complianceScope();
    scope.make('privacyIncident', { discoveredOn: '2027-02-20' });
    expect([
      scope.value('incidents-unassessed', '2027-03-02'),
      scope.value('incidents-unassessed', '2027-03-03'),
    ]).toEqual([0, 1]);
    const breach = { discoveredOn: '2027-01-01', assessment: 'breach', assessedOn: '2027-01-05' };
    expect(() => scope.make('privacyIncident', breach, 'closed')).toThrow('before people are told');
    expect(() => scope.make('privacyIncident', { discoveredOn: '2027-01-01' }, 'assessed')).toThrow('not assessed');
  });
});
