import { rate } from '@callosum/kernel';
import { describe, expect, test } from 'vitest';
import { hfmea } from '../tables/hfmea.ts';
import { safetyAssessment } from '../tables/practice.ts';
import { type Written, written } from '../testing/written.ts';

const OWNER = '00000000-0000-7000-8000-000000000001';

describe('failure modes', () => {
  const score = (severity: string, probability: string) => {
    const found = rate(hfmea, { severity, probability });
    return found ? { score: found } : {};
  };
  const high = { ...score('major', 'occasional'), singlePoint: 'no', effectiveControl: 'no', obvious: 'no' };
  const plan = { response: 'control', actionPlan: 'Do it', outcomeMeasure: 'Count', owner: OWNER, concurredBy: OWNER };
  const mode = (title: string, fields: Written['fields'], state?: string): Written => ({
    kind: 'failureMode',
    title,
    ...(fields ? { fields } : {}),
    ...(state === undefined ? {} : { state }),
  });
  const study = written([
    mode('bare', high),
    mode('planned', { ...high, ...plan, due: '2027-02-01' }),
    mode('accepted', { ...high, ...plan, response: 'accept', outcomeMeasure: '', singlePoint: 'yes' }, 'settled'),
    mode('stopped', { ...high, effectiveControl: 'yes', singlePoint: 'yes' }),
    mode('low', { ...score('minor', 'remote'), singlePoint: 'no' }),
    mode('weak point', { ...high, ...score('minor', 'remote'), singlePoint: 'yes' }),
    mode('undecided', {}),
  ]);

  test('that proceed need an action, and none is undecided', () => {
    expect(study.judged('safety.modes-without-action')).toEqual({
      value: 3,
      rows: {
        bare: 'missing',
        planned: 'answered',
        accepted: 'answered',
        stopped: 'stopped',
        low: 'stopped',
        'weak point': 'missing',
        undecided: 'undecided',
      },
    });
    expect(study.said('safety.modes-without-action', 'bare')).toBe(
      'Proceeds, and lacks: response, action, outcome measure, owner, management concurs',
    );
  });

  test('that are single-point weaknesses stay so until a control works or an action is settled', () => {
    expect(study.judged('safety.single-points')).toMatchObject({
      value: 2,
      rows: { bare: 'other', accepted: 'settled', stopped: 'controlled', 'weak point': 'bare', undecided: 'unasked' },
    });
  });

  test('have a day that has not passed', () => {
    expect(study.judged('safety.modes-overdue')).toMatchObject({
      value: 3,
      rows: { bare: 'undated', planned: 'overdue', accepted: 'settled', stopped: 'noAction', 'weak point': 'undated' },
    });
  });
});

describe('safety incidents', () => {
  const sac = (severity: string, probability: string) => {
    const found = rate(safetyAssessment, { severity, probability });
    return found ? { sac: found } : {};
  };
  const incident = (title: string, fields: Written['fields'] = {}, more: Partial<Written> = {}): Written => ({
    kind: 'safetyIncident',
    title,
    fields,
    ...more,
  });
  const log = written([
    { kind: 'hazard', title: 'known' },
    incident('uncoded', { reportedOn: '2027-02-26' }),
    incident('fresh', { reportedOn: '2027-02-27' }),
    incident('late', { ...sac('catastrophic', 'remote'), reportedOn: '2027-01-14' }),
    incident('in time', { ...sac('catastrophic', 'remote'), reportedOn: '2027-01-15' }, { links: { about: 'known' } }),
    incident('minor', { ...sac('minor', 'frequent'), reportedOn: '2026-12-02' }),
    incident('undated', sac('minor', 'remote')),
    incident('dismissed', {}, { state: 'noIncident' }),
  ]);

  test('are closed within the days of their code, and coded within two', () => {
    expect(log.judged('safety.incidents-beyond-limit')).toEqual({
      value: 3,
      rows: {
        uncoded: 'uncoded',
        fresh: 'waiting',
        late: 'beyond',
        'in time': 'within',
        minor: 'within',
        undated: 'undated',
        dismissed: 'closed',
      },
    });
    expect(log.said('safety.incidents-beyond-limit', 'late')).toBe('Code 3, open for 46 days of 45');
  });

  test('are in the hazard log, and the highest are closed first', () => {
    expect(log.judged('safety.incidents-without-hazard')).toMatchObject({
      value: 5,
      rows: { 'in time': 'linked', minor: 'missing', dismissed: 'dismissed' },
    });
    expect(log.judged('safety.incidents-high-open')).toMatchObject({
      value: 4,
      rows: { late: 'open', 'in time': 'open', uncoded: 'uncoded', minor: 'lesser' },
    });
  });

  test('none is a true zero', () => {
    expect(written([]).judged('safety.incidents-beyond-limit').value).toBe(0);
  });
});
