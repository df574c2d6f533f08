import { describe, expect, test } from 'vitest';
import { defineKind, NO_LIFECYCLE } from '../declare/kind.ts';
import { MANAGERS_WRITE } from '../declare/presets.ts';
import { createRegistry } from '../declare/registry.ts';
import { familyOf } from '../testing/family.ts';
import { testId } from '../testing/graph.ts';
import { remark, sample, step } from '../testing/kinds.ts';
import { type GraphChange, lineOf } from './graph.ts';
import { resolveChanges } from './resolve.ts';

const common = {
  discipline: 'sample',
  label: { one: 'Shared thing', many: 'Shared things' },
  help: 'Lives above projects.',
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: NO_LIFECYCLE,
  permissions: MANAGERS_WRITE,
  list: { columns: ['title'], sort: 'title' },
  form: [],
} as const;
const shared = defineKind({ ...common, name: 'shared', prefix: 'SHR', home: ['organisation', 'programme'] });
const registry = createRegistry([{ ...sample, kinds: [...sample.kinds, shared] }], []);

function family() {
  const made = familyOf(registry);
  const external = { source: 'staff', id: '7' };
  const top = made.organisation.create('step', { title: 'of the organisation' }, { external });
  const middle = made.programme.create('step', { title: 'of the programme' });
  const own = made.project.create('step', { title: 'of the project' });
  const other = made.sibling.create('step', { title: 'of the sibling' });
  return { ...made, top, middle, own, other };
}

const titles = (rows: Iterable<{ fields: { title?: unknown } }>) => [...rows].map(({ fields }) => fields.title);

describe('a graph with others mounted', () => {
  test('sees its own records first, then those above it, and never those of a sibling', () => {
    const { project, programme, organisation, top, middle, own, other } = family();
    const seen = ['of the project', 'of the programme', 'of the organisation'];
    expect(titles(project.graph.all(step))).toEqual(seen);
    expect(titles(project.graph.rows('step'))).toEqual(seen);
    expect([project, programme, organisation].map(({ graph }) => graph.count('step'))).toEqual([3, 2, 1]);
    expect([own, middle, top, other].map((id) => project.graph.get(step, id)?.id)).toEqual([
      own,
      middle,
      top,
      undefined,
    ]);
    expect(programme.graph.find(own)).toBeUndefined();
    expect(project.graph.get(remark, top)).toBeUndefined();
    expect(titles(project.graph.rows('remark'))).toEqual([]);
  });

  test('says where a record lives, and how far each scope was seen', () => {
    const { project, top, middle, own, other } = family();
    expect([own, middle, top].map((id) => project.graph.scopeOf(id)?.key)).toEqual(['RIV', 'CARE', 'organisation']);
    expect(project.graph.scopeOf(other)).toBeUndefined();
    expect([own, top].map((id) => project.graph.owns(id))).toEqual([true, false]);
    expect(project.graph.position().map(({ sequence }) => sequence)).toEqual([1, 1, 1]);
    expect(lineOf(project.graph).map(({ scope }) => scope.type)).toEqual(['project', 'programme', 'organisation']);
    expect(project.graph.size()).toBe(1);
  });

  test('finds an external id in its own scope before one above', () => {
    const { project, organisation, top } = family();
    expect(project.graph.byExternal('staff', '7')?.id).toBe(top);
    const own = project.create('step', { title: 'a copy' }, { external: { source: 'staff', id: '7' } });
    expect(project.graph.byExternal('staff', '7')?.id).toBe(own);
    expect(organisation.graph.byExternal('staff', '7')?.id).toBe(top);
    expect(() => project.create('step', { title: 'again' }, { external: { source: 'staff', id: '7' } })).toThrow(
      'here already',
    );
  });

  test('numbers its own records, whatever numbers there are above', () => {
    const { project, own, top } = family();
    expect([own, top].map((id) => project.graph.find(id)?.number)).toEqual([1, 1]);
    expect(project.graph.nextNumber('step')).toBe(2);
  });

  test('follows links upward from below, and does not show them above', () => {
    const { project, programme, organisation, sibling, own, middle, top, other } = family();
    const edge = project.link('step.after', own, top, { lag: 2 });
    const above = programme.link('step.after', middle, top);
    sibling.link('step.after', other, top);
    expect(project.graph.out(own, 'step.after').map(({ id }) => id)).toEqual([edge]);
    expect(project.graph.out(middle, 'step.after').map(({ id }) => id)).toEqual([above]);
    expect(project.graph.in(top, 'step.after').map(({ id }) => id)).toEqual([edge, above]);
    expect(programme.graph.in(top, 'step.after').map(({ id }) => id)).toEqual([above]);
    expect(organisation.graph.in(top, 'step.after')).toEqual([]);
    expect([...project.graph.edges('step.after')].map(({ id }) => id)).toEqual([edge, above]);
    expect([project.graph.edge(above)?.id, programme.graph.edge(edge)]).toEqual([above, undefined]);
  });

  test('tells of what happens above, only while somebody listens', () => {
    const { project, organisation } = family();
    const heard: GraphChange[] = [];
    const stop = project.graph.subscribe((changes) => heard.push(...changes));
    organisation.create('step', { title: 'new' }, { id: testId(70) });
    stop();
    organisation.create('step', { title: 'later' });
    expect(heard).toMatchObject([{ row: { id: testId(70) } }]);
    project.graph.subscribe((changes) => heard.push(...changes));
    project.graph.close();
    organisation.create('step', { title: 'unheard' });
    project.create('step', { title: 'unheard as well' });
    expect(heard).toHaveLength(1);
    expect(titles(project.graph.rows('step'))).toContain('unheard');
  });
});

describe('what may be changed where', () => {
  const problems = (at: ReturnType<typeof family>['project'], ...changes: Parameters<typeof resolveChanges>[2]) => {
    const resolved = resolveChanges(at.graph, registry, changes, undefined);
    return 'problems' in resolved ? resolved.problems.map(({ code, message, remedy }) => [code, message, remedy]) : [];
  };

  test('a record above is changed where it lives, not from below', () => {
    const { project, programme, middle, top } = family();
    const refused = (place: string) => [
      'refused',
      expect.stringContaining(`STP-1 lives in ${place}`),
      'Open it where it lives.',
    ];
    expect(problems(project, { action: 'update', id: top, fields: { effort: 1 } })).toEqual([
      refused('the organisation'),
    ]);
    expect(problems(project, { action: 'withdraw', id: middle })).toEqual([refused('programme CARE')]);
    expect(problems(project, { action: 'restore', id: middle })).toEqual([refused('programme CARE')]);
    expect(problems(programme, { action: 'update', id: middle, fields: { effort: 1 } })).toEqual([]);
  });

  test('a record is created where its kind lives, with a word on where that is', () => {
    const { project, programme } = family();
    const change = { action: 'create', kind: 'shared', id: testId(71), fields: { title: 'x' } } as const;
    expect(problems(project, change)).toEqual([
      [
        'refused',
        'Shared things live in the organisation or a programme, not here.',
        expect.stringContaining('Create the shared thing there'),
      ],
    ]);
    expect(problems(programme, change)).toEqual([]);
  });

  test('links point upward, and live with the record they leave', () => {
    const { project, programme, own, middle, top, other } = family();
    const link = (from: string, to: string) =>
      ({ action: 'link', id: testId(72), type: 'step.after', from, to }) as const;
    expect(problems(project, link(own, top))).toEqual([]);
    expect(problems(project, link(middle, own))).toEqual([
      ['refused', expect.stringContaining('lives in programme CARE'), expect.any(String)],
    ]);
    expect(problems(project, link(middle, top))).toMatchObject([['refused', expect.anything(), expect.anything()]]);
    expect(problems(programme, link(middle, own))).toMatchObject([['not-found', expect.anything(), undefined]]);
    expect(problems(project, link(own, other))).toMatchObject([['not-found', expect.anything(), undefined]]);
  });

  test('a link above is neither changed nor removed from below', () => {
    const { project, programme, middle, top } = family();
    const edge = programme.link('step.after', middle, top);
    expect(problems(project, { action: 'unlink', id: edge })).toEqual([
      ['refused', expect.stringContaining('“comes after” lives in programme CARE'), 'Open it where it lives.'],
    ]);
    expect(problems(project, { action: 'relink', id: edge, fields: { lag: 1 } })).toMatchObject([
      ['refused', expect.anything(), expect.anything()],
    ]);
  });

  test('what one batch makes, the same batch may change', () => {
    const { project, top } = family();
    const [id, edge] = [testId(73), testId(74)];
    expect(
      problems(
        project,
        { action: 'create', kind: 'step', id, fields: { title: 'x' } },
        { action: 'link', id: edge, type: 'step.after', from: id, to: top },
        { action: 'relink', id: edge, fields: { lag: 3 } },
        { action: 'unlink', id: edge },
        { action: 'withdraw', id },
      ),
    ).toEqual([]);
  });
});

describe('a declaration', () => {
  test('of a link that would always point downward is refused at start-up', () => {
    const low = defineKind({ ...common, name: 'low', prefix: 'LOW', home: ['project'] });
    const high = defineKind({
      ...common,
      name: 'high',
      prefix: 'HGH',
      home: ['organisation'],
      links: { uses: { to: ['low'], label: 'uses', inverse: 'is used by' } },
    });
    expect(() => createRegistry([{ ...sample, kinds: [low, high], facts: [] }], [])).toThrow('points downward');
  });

  test('of a kind that lives nowhere is refused at start-up', () => {
    expect(() => defineKind({ ...common, name: 'none', prefix: 'NON', home: [] })).toThrow('lives nowhere');
  });
});
