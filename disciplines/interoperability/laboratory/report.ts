import { type Message, type Node, valueAt } from '@callosum/hl7v2';
import { inSeries, say, type Sentence } from '@callosum/kernel/say';
import { z } from 'zod';
import type { Shown } from './chart.ts';
import written from '../content/laboratory-report.json' with { type: 'json' };

const element = z.strictObject({
  id: z.string(),
  /** Of 42 CFR 493.1291. */
  paragraph: z.string(),
  label: z.string(),
  /** Places that say it: one of the groups, all of it. */
  anyOf: z.array(z.array(z.string()).min(1)).min(1),
  /** Asked of each order or each observation; of the message unless stated. */
  each: z.enum(['OBR', 'OBX']).optional(),
  /** Kinds of values (OBX-2) that need units (OBX-6) or flags (OBX-8) besides. */
  unitsFor: z.array(z.string()).optional(),
  /** Asked only where an order's or an observation's status is one of these. */
  whenStatus: z.array(z.string()).optional(),
});

/** What a report must say, as data with its source and standing. */
export const reportElements = z
  .object({
    title: z.string(),
    source: z.string(),
    version: z.string(),
    status: z.string(),
    elements: z.array(element),
  })
  .parse(written);
type Element = z.infer<typeof element>;

/** An element that a message does not say. */
export interface Missing {
  readonly element: string;
  readonly paragraph: string;
  readonly label: string;
  /** The segment at which it was looked for, such as OBX[3]. */
  readonly at: string;
  /** Where it may stand. */
  readonly places: readonly string[];
}

/** An order of a message with what belongs to it: its observations, and its specimens. */
interface Order {
  readonly order: Node;
  readonly observations: readonly Node[];
  readonly specimens: readonly Node[];
}

/** Looks whether a result message says everything that a laboratory report must say. Only ORU messages are reports. */
export function missingInReport(message: Message): readonly Missing[] {
  const orders = ordersOf(message);
  const patient = message.segmentsNamed('PID');
  return reportElements.elements.flatMap((one) => {
    if (one.each === undefined) return says(one, 'PID', patient[0], patient, []) ? [] : [missing(one, 'PID')];
    return orders.flatMap((order) => missingOf(one, order));
  });
}

function missingOf(one: Element, { order, observations, specimens }: Order): readonly Missing[] {
  const subjects = one.each === 'OBR' ? [order] : observations;
  return subjects.flatMap((subject) => {
    const status = valueIn(subject, subject === order ? 25 : 11);
    if (one.whenStatus && !one.whenStatus.includes(status)) return [];
    const around = one.each === 'OBR' ? [order, ...specimens, ...observations] : [subject, order, ...specimens];
    return says(one, subject.segmentName, subject, around, specimens) ? [] : [missing(one, placeOf(subject))];
  });
}

/** Whether one group of places is filled. A place of the segment asked about is looked for there, any other in what belongs to it. */
function says(
  { anyOf, unitsFor }: Element,
  own: string,
  subject: Node | undefined,
  around: readonly Node[],
  specimens: readonly Node[],
): boolean {
  const groups = subject && unitsFor?.includes(valueIn(subject, 2)) ? anyOf.filter((group) => group.length > 1) : anyOf;
  return groups.some((group) =>
    group.every((path) => {
      const [, segment = '', field = '', repetition, component] =
        /^([A-Z0-9]{3})-(\d+)(?:\[(\d+)\])?(?:\.(\d+))?$/.exec(path) ?? [];
      const at =
        segment === own
          ? subject
            ? [subject]
            : []
          : [...around, ...specimens].filter((node) => node.segmentName === segment);
      const numberOf = (text: string | undefined): number | undefined =>
        text === undefined ? undefined : Number(text);
      return at.some((node) => valueIn(node, Number(field), numberOf(component), numberOf(repetition)) !== '');
    }),
  );
}

function valueIn(segment: Node, field: number, component?: number, repetition?: number): string {
  const whole = segment.child(field);
  const found = repetition === undefined ? whole : whole?.child(repetition);
  if (found?.depth === 2) return (component === undefined ? found : found.child(component))?.value ?? '';
  if (!found || component === undefined) return found?.value ?? '';
  return (
    found.children.map((repetition) => repetition.child(component)?.value ?? '').find((value) => value !== '') ?? ''
  );
}

function missing({ id, paragraph, label, anyOf }: Element, at: string): Missing {
  return { element: id, paragraph, label, at, places: [...new Set(anyOf.flat())] };
}

function placeOf(segment: Node): string {
  const occurrence = segment.message.occurrenceOf(segment);
  return occurrence === undefined ? segment.segmentName : `${segment.segmentName}[${occurrence}]`;
}

/** Orders of a message in their order. */
function ordersOf(message: Message): readonly Order[] {
  const orders: { order: Node; observations: Node[]; specimens: Node[] }[] = [];
  for (const segment of message.segments) {
    const last = orders.at(-1);
    if (segment.segmentName === 'OBR') orders.push({ order: segment, observations: [], specimens: [] });
    else if (segment.segmentName === 'OBX') last?.observations.push(segment);
    else if (segment.segmentName === 'SPM') last?.specimens.push(segment);
  }
  return orders;
}

/** One station of the way of a laboratory order. */
export interface Station {
  readonly station: 'orderable' | 'order' | 'result' | 'chart';
  readonly ok: boolean;
  readonly text: Sentence;
}

/** What a round trip is tried with: the code that is ordered, the messages, and what the chart shows. */
export interface RoundTrip {
  /** Code of the orderable test in the catalogue of the EHR (OBR-4.1). */
  readonly orderable: string;
  readonly catalogue: readonly string[];
  readonly order: Message;
  /** Nothing where none has come. */
  readonly result?: Message | undefined;
  /** Codes of observations, with value and units, as the chart shows them; undefined where nobody has looked. */
  readonly chart?: readonly Shown[];
}

/** Follows one test from the catalogue to the chart. Each station says what was found, also after one that failed. */
export function followRoundTrip({ orderable, catalogue, order, result, chart }: RoundTrip): readonly Station[] {
  const ordered = order.segmentsNamed('OBR').find((one) => valueIn(one, 4, 1) === orderable);
  const placer = (ordered && valueIn(ordered, 2, 1)) || valueAt(order, 'ORC-2.1');
  const reported = result && ordersOf(result).find(({ order: one }) => valueIn(one, 4, 1) === orderable);
  const answered = reported ? valueIn(reported.order, 2, 1) : '';
  const answers = reported !== undefined && placer !== '' && answered === placer;
  const lacking = result ? missingInReport(result) : [];
  const observed = reported?.observations ?? [];
  const wrong =
    reported === undefined
      ? say`No OBR-4 reports ${orderable}`
      : !answers
        ? say`The result answers “${answered}” and not “${placer}” (OBR-2)`
        : observed.length === 0
          ? say`The result has no observation`
          : say`The report does not say: ${inSeries(lacking.map(({ label, at }) => `${label} (${at})`))}`;
  return [
    station(
      'orderable',
      catalogue.includes(orderable),
      say`${orderable} is orderable`,
      say`${orderable} is in no catalogue`,
    ),
    station(
      'order',
      ordered !== undefined && placer !== '',
      say`Ordered as ${placer}`,
      ordered ? say`The order has no placer number (OBR-2, ORC-2)` : say`No OBR-4 orders ${orderable}`,
    ),
    station(
      'result',
      answers && observed.length > 0 && lacking.length === 0,
      say`Observations that answer ${placer}: ${observed.length}`,
      wrong,
    ),
    chartStation(observed, chart),
  ];
}

function chartStation(observed: readonly Node[], chart: RoundTrip['chart']): Station {
  if (!chart) return { station: 'chart', ok: false, text: say`Nobody has looked at the chart` };
  const wrong = observed.flatMap((one) => {
    const [code, value, units] = [valueIn(one, 3, 1), valueIn(one, 5), valueIn(one, 6, 1)];
    const shown = chart.find((row) => row.code === code);
    if (!shown) return [say`${code} is not shown`];
    return shown.value === value && (shown.units ?? '') === units
      ? []
      : [say`${code} is “${`${value} ${units}`}” and shown as “${`${shown.value} ${shown.units ?? ''}`}”`];
  });
  return station(
    'chart',
    observed.length > 0 && wrong.length === 0,
    say`The chart shows every observation`,
    wrong.length > 0 ? inSeries(wrong) : say`There is nothing to show`,
  );
}

function station(name: Station['station'], ok: boolean, good: Sentence, bad: Sentence): Station {
  return { station: name, ok, text: ok ? good : bad };
}
