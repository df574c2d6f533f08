import { instantOf } from '@callosum/schedule';
import { describe, expect, test } from 'vitest';
import { agreedIn } from '../plan/compare.ts';
import { recordsOf } from '../plan/records.ts';
import { createWorkingPlan } from '../plan/working-plan.ts';
import { planLink, planMilestone, planOf, planTask } from '../testing/plan.ts';
import { planningScope } from '../testing/scope.ts';
import { fitsCanvas, type PictureParts, svgOf, wholePicture } from './whole-picture.ts';

const COLOURS = {
  ink: '#111111',
  soft: '#555555',
  rule: '#eeeeee',
  ruleStrong: '#cccccc',
  surface: '#ffffff',
  side: '#f7f7f7',
  accent: '#006655',
  tint: '#ddeeee',
  unmet: '#bb0000',
  waived: '#885500',
  waivedTint: '#ffeecc',
};

/** Two tasks and a milestone with a baseline, a gate and a window; the picture shows everything. */
function parts(name = 'Build'): PictureParts {
  const scope = planningScope('2027-01-04');
  scope.importPlan(
    planOf({
      properties: { ...planOf({}).properties, start: '2027-01-04T08:00' },
      tasks: [planTask(1, { name }), planTask(2, { name: 'Test' }), planMilestone(3, 'Done', '2027-01-06')],
      links: [planLink(1, 2), planLink(2, 3)],
      baselines: [{ number: 0, tasks: [{ uid: 1, start: '2027-01-04T08:00', finish: '2027-01-04T17:00' }] }],
    }),
  );
  const records = recordsOf(scope.graph);
  if (!records) throw new Error('There is no project.');
  const agreed = agreedIn(records.baselines, 0)?.dates.get(scope.idOf('task:1'));
  return {
    plan: createWorkingPlan(records, '2027-01-04'),
    rows: [0, 1, 2],
    palette: COLOURS,
    marks: [{ instant: instantOf('2027-01-04T02:00'), label: 'T-60', kind: 'gate' }],
    bands: [{ from: instantOf('2027-01-05'), to: instantOf('2027-01-07'), label: 'Survey', hard: true }],
    agreed: new Map(agreed ? [[0, agreed]] : []),
    compared: true,
    shown: { links: true, baseline: true, critical: true, float: true, progress: true },
    tickText: (_, unit) => unit,
    weekStart: 1,
  };
}

const measure = (text: string) => ({ width: 6 * text.length });
const draw = (given: PictureParts): string => svgOf(wholePicture(given, 'days'), 'Plan', measure);

/** Elements that are open at the end, or closed without having been opened. */
function unbalanced(svg: string): string[] {
  const open: string[] = [];
  for (const [, close = '', name = '', self = ''] of svg.matchAll(/<(\/?)([A-Za-z]+)[^<>]*?(\/?)>/g)) {
    if (self === '/') continue;
    if (close === '') open.push(name);
    else if (open.pop() !== name) return [`</${name}>`];
  }
  return open;
}

describe('the picture of a plan as SVG', () => {
  test('has all that the time line has: bars, names, ghosts, links, gates, windows', () => {
    const svg = draw(parts());
    expect(unbalanced(svg)).toEqual([]);
    const texts = [...svg.matchAll(/<text[^>]*fill="#[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual(expect.arrayContaining(['Build', 'Test', 'Done', 'T-60', 'Survey']));
    // A gate is dashed, a window is striped and clipped, a milestone is a diamond, a link ends in an arrow.
    expect(svg).toMatch(/stroke="#006655"[^>]*stroke-dasharray="5 4"/);
    expect(svg).toMatch(/<g clip-path="url\(#clip1\)">/);
    expect(svg.match(/<path d="M[^"]*L[^"]*L[^"]*L[^"]*Z" fill="#(?:bb0000|111111)"/)).not.toBeNull();
    // The ghost of what was agreed.
    expect(svg).toMatch(/fill="#555555" fill-opacity="0.28"/);
  });

  test('is as high as its rows and as wide as their time, whatever is in sight', () => {
    const picture = wholePicture(parts(), 'days');
    expect(picture.height).toBe(60 + 3 * 30);
    // Three days of 48 pixels, with a margin before and room for a name behind.
    expect(picture.width).toBeGreaterThan(3 * 48);
    expect(wholePicture(parts(), 'weeks').width).toBeLessThan(picture.width);
    expect(fitsCanvas(picture)).toBe(true);
    expect(fitsCanvas({ width: 1_000, height: 300_000 })).toBe(false);
  });

  test('says names as they are and runs none of them', () => {
    const svg = draw(parts('<script>alert("1")</script> & more\u0001'));
    expect(svg).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more<');
    expect(svg).not.toContain('<script');
    expect(unbalanced(svg)).toEqual([]);
  });
});
