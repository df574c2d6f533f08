import { shippedTemplates } from '@callosum/foundation';
import { addDays, daysBetween, type TemplateAnswers, type TemplateQuestion } from '@callosum/kernel';
import { templateMade } from '@callosum/kernel/contract';
import { createTestScope, TEST_OWNER, testId, testIds, testMoment } from '@callosum/kernel/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registry } from '../composition.ts';

const PROJECT = testId(800_000);
const GO_LIVE = '2029-01-08';
const RUNS = 8;

/** A new project filled from a template: its changes went through every check that the write path makes of changes. */
function filled(template: string, answers: TemplateAnswers = {}, goLive = GO_LIVE) {
  const scope = createTestScope(registry);
  scope.run('project.create', { id: PROJECT, key: 'RIV', title: 'Riverbend', zone: 'UTC' });
  const { result, changes } = scope.run('project.fill', { template, answers, goLive });
  const made = templateMade.parse(result);
  return { scope, changes, made, records: made.counts.reduce((sum, { count }) => sum + count, 0) };
}

const dayOf = (time: unknown): string => (typeof time === 'string' ? time.slice(0, 10) : '');

const begun = createTestScope(registry);
begun.run('project.create', { id: PROJECT, key: 'RIV', title: 'Riverbend', zone: 'UTC' });

/** What would be made, one title a line. */
function titlesFor(template: string, answers: TemplateAnswers = {}): string {
  const context = { actor: TEST_OWNER, at: testMoment('2027-03-01'), registry, newId: testIds() };
  const decision = registry.commands
    .get('project.fill')
    ?.run(begun.graph, { template, answers, goLive: GO_LIVE }, context);
  if (!decision || 'problems' in decision) throw new Error(`${template} cannot be filled`);
  const made = decision.changes.flatMap((change) =>
    change.action === 'create' ? [JSON.stringify(change.fields.title)] : [],
  );
  return made.join('\n');
}

const answerTo = (question: TemplateQuestion): fc.Arbitrary<string | number> =>
  'options' in question
    ? fc.constantFrom(...Object.keys(question.options))
    : fc.integer({ min: question.least, max: Math.min(question.most, 12) });

/** Answers to some of the questions. */
const answersTo = (questions: readonly TemplateQuestion[]): fc.Arbitrary<TemplateAnswers> =>
  fc
    .tuple(
      ...questions.map((question) => fc.option(answerTo(question).map((answer) => [question.key, answer] as const))),
    )
    .map((answers) => Object.fromEntries(answers.filter((answer) => answer !== null)));

const aDay = fc.integer({ min: 0, max: 3_000 }).map((days) => addDays('2027-01-01', days));

describe.each(shippedTemplates.map((template) => [template.id, template] as const))(
  'the template %s',
  (name, template) => {
    test('says where it is from, asks at most twelve questions, each with its reason', () => {
      expect([template.title, template.source, template.version, template.status]).not.toContain('');
      expect(template.questions.length).toBeLessThanOrEqual(12);
      expect(template.questions.filter(({ why }) => why.length < 40)).toEqual([]);
      expect(template.registers.filter(({ kind }) => !registry.kinds.has(kind))).toEqual([]);
    });

    test('gives a valid project for any answers and any day: joined, in order, the same each time', () => {
      fc.assert(
        fc.property(answersTo(template.questions), aDay, (answers, goLive) => {
          const {
            scope,
            scope: { graph },
            made,
            changes,
          } = filled(name, answers, goLive);
          expect(filled(name, answers, goLive).changes).toEqual(changes);
          // Every gate that was wanted stands on a milestone, in the order of the days; go-live is decided before it.
          expect(made.gates.map(({ key }) => key)).toEqual(template.gates);
          const gates = registry.gates(graph);
          expect(gates.map(({ date }) => date)).not.toContain(undefined);
          const decides = gates.find((gate) => gate.goLive)?.date;
          expect(decides !== undefined && decides < goLive).toBe(true);
          expect(graph.find(PROJECT)?.fields.goLive).toBe(goLive);
          // Work begins after what it waits for has ended.
          const early = [...graph.edges('task.dependsOn')].filter(({ from, to }) => {
            const ended = dayOf(graph.find(to)?.fields.storedFinish);
            return dayOf(graph.find(from)?.fields.storedStart) < ended;
          });
          expect(early.map(({ from, to }) => [graph.find(to)?.fields.title, graph.find(from)?.fields.title])).toEqual(
            [],
          );
          // One thing begins the plan; all else waits for something.
          const loose = [...graph.rows('task')].filter(
            ({ id, fields }) =>
              fields.summary !== true &&
              !/^"(Write|Gate)\b/.test(JSON.stringify(fields.title)) &&
              graph.out(id, 'task.dependsOn').length === 0,
          );
          expect(loose).toHaveLength(1);
          const empty = [...graph.rows('task')].filter(
            ({ id, fields }) => fields.summary === true && graph.in(id, 'task.partOf').length === 0,
          );
          expect(empty).toEqual([]);
          // The plan engine finds the dates that were written: nobody begins with a plan at odds with itself.
          const moved = scope
            .run('plan.reckon', {})
            .changes.flatMap((change) =>
              change.action === 'update' && ('storedStart' in change.fields || 'storedFinish' in change.fields)
                ? [[graph.find(change.id)?.fields.title, change.fields]]
                : [],
            );
          expect(moved).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    });

    test('makes something else for another answer to any of its questions', () => {
      const usual = titlesFor(name);
      for (const question of template.questions) {
        const answers = 'options' in question ? Object.keys(question.options) : [question.least, question.default + 1];
        const others = answers.filter((answer) => titlesFor(name, { [question.key]: answer }) !== usual);
        expect(others.length, question.key).toBeGreaterThan(0);
      }
    });
  },
);

describe('small stays small', () => {
  test('a small app has a page of records and a handful of registers; a hospital’s record has many', () => {
    const small = filled('small-app', { phi: 'no', safety: 'no', interfaces: 0, workflow: 'no' });
    expect(small.records).toBeLessThanOrEqual(50);
    expect(small.made.registers).toEqual(['need', 'risk', 'decision', 'issue']);
    expect(filled('small-app').records).toBeLessThanOrEqual(80);
    const large = filled('enterprise-ehr', { sites: 5, interfaces: 40, users: 'many' });
    expect(large.records).toBeGreaterThan(400);
    expect(daysBetween(large.made.start, GO_LIVE)).toBeGreaterThan(500);
  });

  test('patient data brings obligations, and criteria that ask for them', () => {
    const numberOf = (kind: string, phi: string): number =>
      filled('departmental-system', { phi }).made.counts.find((one) => one.kind === kind)?.count ?? 0;
    expect([numberOf('obligation', 'no'), numberOf('obligation', 'yes')]).toEqual([0, 8]);
    expect(numberOf('criterion', 'yes')).toBeGreaterThan(numberOf('criterion', 'no') + 10);
  });
});

test('interfaces of a project with patient data carry it until somebody says otherwise, so that they are asked how they protect it', () => {
  const carrying = (phi: string): readonly unknown[] =>
    filled('interface', { phi, interfaces: 2 }).changes.flatMap((change) =>
      change.action === 'create' && change.kind === 'interface' ? [change.fields['carriesPhi'] ?? false] : [],
    );
  expect([carrying('yes'), carrying('no')]).toEqual([
    [true, true],
    [false, false],
  ]);
});

test('a committee that is not made passes on to the one it would have passed on to', () => {
  const { graph } = filled('departmental-system').scope;
  const titles = (id: string) => graph.find(id)?.fields.title;
  const passes = [...graph.edges('committee.escalatesTo')].map(({ from, to }) => [titles(from), titles(to)]);
  expect(passes).toContainEqual(['Department owners', 'Steering committee']);
});

describe('an intake', () => {
  test.each([
    [{ nonsense: 'yes' }, 'does not ask “nonsense”'],
    [{ phi: 'perhaps' }, 'is no answer'],
    [{ interfaces: 61 }, 'is no answer'],
    [{ interfaces: 'two' }, 'is no answer'],
  ])('refuses %j', (answers, message) => {
    expect(() => filled('small-app', answers)).toThrow(message);
  });

  test('of an unknown template says so', () => {
    expect(() => filled('large-app')).toThrow('no template called “large-app”');
  });

  test('warns when the plan would have begun before today', () => {
    expect(filled('small-app', {}, '2027-03-15').made.warnings.map(({ code }) => code)).toContain('plan-began-already');
  });
});

test('without a day, go-live is the soonest that leaves room for the plan', () => {
  const scope = createTestScope(registry, '2027-03-01');
  scope.run('project.create', { id: PROJECT, key: 'RIV', title: 'Riverbend', zone: 'UTC' });
  const made = templateMade.parse(scope.run('project.fill', { template: 'small-app' }).result);
  expect([made.start, made.goLive, made.warnings]).toEqual(['2027-03-02', '2027-05-25', []]);
});

test('a project that has begun is not filled again', () => {
  const { scope } = filled('small-app');
  expect(() => scope.run('project.fill', { template: 'small-app', goLive: GO_LIVE })).toThrow('begun already');
});

describe('a template of one’s own', () => {
  const taken = () => {
    const { scope } = filled('departmental-system', { sites: 2 });
    const task = [...scope.graph.rows('task')].find(({ fields }) => fields.title === 'Agree scope and requirements');
    scope.apply([
      { action: 'update', id: task?.id ?? '', fields: { notes: 'Dr. Secret is against it', owner: testId(5) } },
    ]);
    scope.create('issue', { title: 'A patient was harmed' });
    const about = { title: 'Our laboratory', summary: 'As in 2029.' };
    return { scope, template: registry.templates?.taken(scope.graph, about, registry) };
  };

  test('keeps structure, and neither people nor what happened', () => {
    const text = JSON.stringify(taken().template);
    expect(text).toContain('Agree scope and requirements');
    expect(text).toContain('Steering committee');
    expect(text).not.toMatch(/Secret|harmed|00000000-0000-7000/);
  });

  test('gives the same project again: plan, committees, gates and what they ask, on the same days', () => {
    const { scope, template } = taken();
    const organisation = createTestScope(registry, '2027-03-01', undefined, {
      scope: { id: testId(700_001), type: 'organisation', key: 'organisation' },
    });
    expect(organisation.run('template.keep', { template }).result).toMatchObject({ name: 'our-laboratory' });
    expect(() => organisation.run('template.keep', { template })).toThrow('already');
    expect(registry.templates?.offered(organisation.graph, registry).map(({ name }) => name)).toContain(
      'our-laboratory',
    );
    let next = 600_000;
    const project = createTestScope(registry, '2027-03-01', () => testId((next += 1)), {
      scope: { id: PROJECT, type: 'project', key: 'NEW' },
      above: organisation,
    });
    project.run('project.create', { id: testId(800_001), key: 'NEW', title: 'New', zone: 'UTC' });
    project.run('project.fill', { template: 'our-laboratory', goLive: GO_LIVE });
    const shape = (graph: typeof project.graph) => ({
      tasks: [...graph.rows('task')]
        .map(({ fields }) => JSON.stringify([fields.title, fields.storedStart, fields.storedFinish, fields.summary]))
        .toSorted(),
      waits: [...graph.edges('task.dependsOn')].length,
      committees: [...graph.rows('committee')].map(({ fields }) => fields),
      passes: [...graph.edges('committee.escalatesTo')].length,
      gates: registry.gates(graph).map(({ key, date, criteria }) => [key, date, criteria.length]),
      surveys: [...graph.rows('survey')].map(({ fields }) => fields),
    });
    expect(shape(project.graph)).toEqual(shape(scope.graph));
  });
});
