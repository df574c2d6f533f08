import { type Actor, type Problem, Refusal } from '@callosum/kernel';
import { TEST_OWNER, testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { risk, written } from '../testing/written.ts';

const RESTORED = { rto: 4, measuredRto: 3.2, rpo: 1, measuredRpo: 0.25, data: 'whole', heldOn: '2027-02-01' } as const;
const OFFICER: Actor = { account: testId(7), roles: ['reader'], offices: ['safetyOfficer'] };

/** A hazard, initially 4, residually 2, with one control in place and two tests that may show something about it. */
function controlled() {
  const made = written([
    { kind: 'hazard', title: 'Result lost', fields: { initial: risk('4'), residual: risk('2') } },
    {
      kind: 'safetyControl',
      title: 'Queue is watched',
      fields: { owner: testId(5) },
      state: 'inPlace',
      links: { reduces: 'Result lost' },
    },
    { kind: 'restoreTest', title: 'First', fields: RESTORED, state: 'done' },
    { kind: 'restoreTest', title: 'Second', fields: RESTORED, state: 'done' },
  ]);
  const control = made.id('Queue is watched');
  const verify = (aspect: string, evidence: readonly string[] = ['First'], actor: Actor = TEST_OWNER) =>
    made.scope.run(
      'safetyControl.verify',
      { id: control, aspect, evidence: evidence.map((title) => made.id(title)) },
      { actor },
    );
  const change = (title: string, fields: Record<string, string | number | null>, state?: string) =>
    made.scope.apply([{ action: 'update', id: made.id(title), fields, ...(state === undefined ? {} : { state }) }]);
  return {
    ...made,
    control,
    verify,
    change,
    twice: () => {
      verify('built');
      verify('effective', ['Second']);
    },
    today: () => made.said('safety.hazards-high-today', 'Result lost'),
  };
}

function refusal(work: () => unknown): Problem {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal && error.problems[0]) return error.problems[0];
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('verifying a control', () => {
  test('notes who did so and when, pins the evidence, and only twice brings the hazard to its residual rating', () => {
    const { scope, control, verify, today } = controlled();
    expect(today()).toBe(
      'Rated 4 as at the beginning, since CTL-1 is not verified as built and is not verified as effective',
    );
    verify('built');
    expect(scope.graph.find(control)?.fields).toMatchObject({
      builtOn: '2027-03-01',
      builtChecker: TEST_OWNER.account,
      builtAsOf: 1,
    });
    expect(scope.graph.out(control, 'safetyControl.builtBy')).toMatchObject([{ fields: { pinned: 1 } }]);
    expect(today()).toBe('Rated 4 as at the beginning, since CTL-1 is not verified as effective');
    verify('effective', ['First', 'Second']);
    expect(today()).toBe('Rated 2 today');
  });

  test('is for whoever leads, or the safety officer, and a person', () => {
    const { verify } = controlled();
    const as = (roles: Actor['roles']): Actor => ({ account: testId(8), roles, offices: [] });
    for (const role of ['contributor', 'clinician', 'executive', 'reader'] as const)
      expect(refusal(() => verify('built', ['First'], as([role]))).code).toBe('not-allowed');
    expect(refusal(() => verify('built', ['First'], { ...TEST_OWNER, account: 'console' })).code).toBe('not-allowed');
    for (const role of ['lead', 'manager'] as const) verify('built', ['First'], as([role]));
    verify('effective', ['First'], OFFICER);
  });

  test('finds it effective through somebody else than its owner, unless he is the safety officer', () => {
    const { verify } = controlled();
    const owner: Actor = { account: testId(5), roles: ['lead'], offices: [] };
    verify('built', ['First'], owner);
    expect(refusal(() => verify('effective', ['First'], owner)).path).toEqual(['aspect']);
    verify('effective', ['First'], { ...owner, offices: ['safetyOfficer'] });
  });

  test('takes no evidence that fails, is no evidence, or is not there', () => {
    const { change, verify, scope, control } = controlled();
    change('First', { measuredRto: 6 });
    expect(refusal(() => verify('built', ['Second', 'First']))).toMatchObject({
      path: ['evidence', 1],
      message: 'RST-1 missed its objective: recovery time 6 h of 4 h.',
    });
    expect(refusal(() => verify('built', ['Result lost'])).message).toMatch(/hazard is no evidence here/);
    expect(
      refusal(() => scope.run('safetyControl.verify', { id: control, aspect: 'built', evidence: [testId(99)] })).code,
    ).toBe('not-found');
    expect(refusal(() => verify('built', [])).message).toMatch(/without evidence/);
    expect(scope.graph.find(control)?.fields['builtOn']).toBeUndefined();
  });

  test('waits until the control is in place', () => {
    const { change, verify } = controlled();
    change('Queue is watched', {}, 'planned');
    expect(refusal(() => verify('built')).remedy).toBe('Put it in place first.');
  });

  test('replaces the evidence given before', () => {
    const { scope, control, id, verify } = controlled();
    verify('built', ['First']);
    verify('built', ['Second']);
    expect(scope.graph.out(control, 'safetyControl.builtBy').map(({ to }) => to)).toEqual([id('Second')]);
  });
});

describe('a control that was verified twice', () => {
  test('decays with its evidence, says why, and heals only by being verified again', () => {
    const { change, twice, today, verify } = controlled();
    twice();
    change('First', { measuredRto: 3.5 });
    const fallen =
      'Rated 4 as at the beginning, since CTL-1 verified as built ← RST-1 has changed since it was looked at';
    expect(today()).toBe(fallen);
    change('First', { measuredRto: 3.2 });
    expect(today()).toBe(fallen);
    verify('built');
    expect(today()).toBe('Rated 2 today');
  });

  test('decays by a change of itself, by being retired, and does not heal by being brought back', () => {
    const { change, twice, today, verify } = controlled();
    twice();
    change('Queue is watched', { description: 'By somebody else' });
    expect(today()).toMatch(/CTL-1 has changed since it was verified as built and has changed since/);
    twice();
    expect(today()).toBe('Rated 2 today');
    for (const state of ['retired', 'planned', 'inPlace']) {
      change('Queue is watched', {}, state);
      expect(today()).toMatch(/^Rated 4/);
    }
    verify('built');
    verify('effective');
    expect(today()).toBe('Rated 2 today');
  });

  test('decays by the mere passing of time, and was good on the days before', () => {
    const { twice, judged } = controlled();
    twice();
    const on = (day: string) => judged('safety.controls-decayed', day).value;
    // Held on 1 February, and 182 days is the limit of the content.
    expect([on('2027-08-02'), on('2027-08-03')]).toEqual([0, 1]);
    expect(judged('safety.controls-verified', '2027-02-28')).toMatchObject({ value: 0 });
    expect(judged('safety.controls-verified', '2027-03-01')).toMatchObject({ value: 100 });
  });

  test('still holds its hazard down when it is withdrawn', () => {
    const { scope, control, twice, today } = controlled();
    twice();
    scope.apply([{ action: 'withdraw', id: control }]);
    expect(today()).toBe('Rated 4 as at the beginning, since CTL-1 was withdrawn');
    scope.apply([{ action: 'restore', id: control }]);
    expect(today()).toMatch(/has changed since it was verified as built/);
  });

  test('cannot be verified, nor taken off its hazard or its evidence, by linking by hand', () => {
    const { scope, control, id, twice, today, change } = controlled();
    const [reduces] = scope.graph.out(control, 'safetyControl.reduces');
    const link = { type: 'safetyControl.builtBy', from: control, to: id('First') };
    expect(refusal(() => scope.run('link.create', link)).message).toMatch(/made and removed by its own command/);
    const record = {
      kind: 'safetyControl',
      fields: { title: 'Another' },
      links: [{ type: 'safetyControl.effectiveBy', to: id('First') }],
    };
    expect(refusal(() => scope.run('record.create', record)).code).toBe('refused');
    const table = { kind: 'safetyControl', match: 'none', clearEmpty: false, skipFaulty: false, people: {}, rows: [] };
    const columns = [{ header: 'Proof', link: 'safetyControl.builtBy' }];
    expect(refusal(() => scope.run('table.import', { ...table, columns })).message).toMatch(/cannot be imported/);
    twice();
    const [pin] = scope.graph.out(control, 'safetyControl.builtBy');
    change('First', { measuredRto: 3.5 });
    expect(refusal(() => scope.run('link.remove', { id: pin?.id })).code).toBe('refused');
    expect(refusal(() => scope.run('link.review', { ids: [pin?.id] })).code).toBe('refused');
    expect(refusal(() => scope.run('link.remove', { id: reduces?.id })).message).toMatch(/removed by its own command/);
    expect(refusal(() => scope.run('record.update', { id: control, fields: { builtAsOf: 9 } })).code).toBe('refused');
    expect(today()).toMatch(/^Rated 4/);
  });

  test('takes the residual rating and its acceptance with it when it is released from the hazard', () => {
    const { scope, control, id, twice, today } = controlled();
    twice();
    scope.apply([{ action: 'update', id: id('Result lost'), fields: {}, state: 'accepted' }]);
    scope.run('safetyControl.release', { control, hazard: id('Result lost') });
    expect(scope.graph.find(id('Result lost'))).toMatchObject({ state: 'open', fields: { initial: { level: '4' } } });
    expect(scope.graph.find(id('Result lost'))?.fields['residual']).toBeUndefined();
    expect(today()).toBe('Rated 4 as at the beginning, since nobody has rated what is left');
    expect(refusal(() => scope.run('safetyControl.release', { control, hazard: id('Result lost') })).code).toBe(
      'not-found',
    );
  });
});

test('a moment before an exercise proves nothing by it', () => {
  const { id, scope, judged } = written([
    { kind: 'safetyControl', title: 'Paper orders', state: 'inPlace' },
    { kind: 'exercise', title: 'Drill', fields: { type: 'drill', heldOn: '2027-02-20' }, state: 'held' },
  ]);
  for (const aspect of ['built', 'effective'])
    scope.run(
      'safetyControl.verify',
      { id: id('Paper orders'), aspect, evidence: [id('Drill')] },
      { at: testMoment('2027-02-20') },
    );
  expect(judged('safety.controls-verified', '2027-02-19').value).toBe(0);
  expect(judged('safety.controls-verified', '2027-02-20').value).toBe(100);
  scope.create('exerciseObservation', { title: 'Nobody found the forms', rating: 'U' }, { id: testId(600) });
  scope.link('exerciseObservation.of', testId(600), id('Drill'));
  expect(judged('safety.controls-verified', '2027-02-20')).toMatchObject({ value: 0, rows: { 'Paper orders': 'not' } });
});
