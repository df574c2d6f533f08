import { type Message, valueAt } from '@callosum/hl7v2';
import { readChart } from '../laboratory/chart.ts';
import { codesIn, type ToldStation, writeRoundTrip } from '../laboratory/round-trip.ts';
import { followRoundTrip, missingInReport, reportElements } from '../laboratory/report.ts';
import type { Sample } from './sample.ts';

/** An element of a laboratory report, over all reports that lie here. */
export interface ElementSum {
  readonly id: string;
  readonly paragraph: string;
  readonly label: string;
  /** Reports that lack it somewhere; the first of them, and where it was looked for there. */
  readonly lacking: number;
  readonly first?: { readonly message: number; readonly at: string };
  /** Where it may stand. */
  readonly places: readonly string[];
}

/** A test that is ordered or reported in messages that lie here. */
export interface LabTest {
  readonly code: string;
  readonly text: string;
  readonly orders: number;
  readonly results: number;
  /** Orders that a result answers by their placer number. */
  readonly answered: number;
}

export interface Laboratory {
  readonly reports: number;
  readonly complete: number;
  /** Of the list of elements: checked against its primary source or not. */
  readonly status: string;
  readonly elements: readonly ElementSum[];
  readonly tests: readonly LabTest[];
}

/** What reports lack, and which tests are ordered and answered. */
export function laboratoryOf(samples: readonly Sample[]): Laboratory {
  const reports = samples.filter(({ message }) => isReport(message));
  const lacks = new Map<string, { count: number; first: NonNullable<ElementSum['first']> }>();
  let complete = 0;
  for (const { id, message } of reports) {
    const missing = missingInReport(message);
    if (missing.length === 0) complete += 1;
    for (const element of new Set(missing.map((one) => one.element))) {
      const at = missing.find((one) => one.element === element)?.at ?? '';
      const known = lacks.get(element) ?? { count: 0, first: { message: id, at } };
      lacks.set(element, { ...known, count: known.count + 1 });
    }
  }
  return {
    reports: reports.length,
    complete,
    status: reportElements.status,
    elements: reportElements.elements.map(({ id, paragraph, label, anyOf }) => {
      const found = lacks.get(id);
      return {
        id,
        paragraph,
        label,
        lacking: found?.count ?? 0,
        ...(found ? { first: found.first } : {}),
        places: [...new Set(anyOf.flat())],
      };
    }),
    tests: testsIn(samples),
  };
}

function testsIn(samples: readonly Sample[]): readonly LabTest[] {
  const tests = new Map<string, { text: string; placers: string[]; results: number; answers: Set<string> }>();
  for (const { message } of samples) {
    for (const order of ordersIn(message)) {
      const known = tests.get(order.code) ?? { text: '', placers: [], results: 0, answers: new Set<string>() };
      tests.set(order.code, known);
      known.text ||= order.text;
      if (isReport(message)) {
        known.results += 1;
        known.answers.add(order.placer);
      } else known.placers.push(order.placer);
    }
  }
  return [...tests]
    .map(([code, { text, placers, results, answers }]) => ({
      code,
      text,
      orders: placers.length,
      results,
      answered: placers.filter((placer) => placer !== '' && answers.has(placer)).length,
    }))
    .toSorted((a, b) => b.orders - a.orders || b.results - a.results || (a.code < b.code ? -1 : 1));
}

/** What is followed: a test, the codes that can be ordered, and what the chart shows, as somebody wrote them down. */
export interface Followed {
  readonly code: string;
  /** A code to a line. */
  readonly catalogue: string;
  /** Code, value and units to a line; null where nobody has looked. */
  readonly chart: string | null;
}

/** Follows a test by its first order that a result answers, or else by its first order. Nothing where no message orders it. */
export function follow(samples: readonly Sample[], { code, catalogue, chart }: Followed): readonly ToldStation[] {
  const { order, result } = messagesOf(samples, code);
  if (!order) return [];
  const stations = followRoundTrip({
    orderable: code,
    catalogue: codesIn(catalogue),
    order,
    result,
    ...(chart === null ? {} : { chart: readChart(chart) }),
  });
  return stations.map(({ text, ...one }) => ({ ...one, text: text.toJSON() }));
}

/** A round trip to be kept: its file, and what was sent last in it. */
export interface TripKept {
  readonly text: string;
  readonly trigger: string;
}

/** Everything that a test was followed through; nothing where a message or the look at the chart is lacking. */
export function tripOf(samples: readonly Sample[], { code, catalogue, chart }: Followed): TripKept | undefined {
  const { order, result } = messagesOf(samples, code);
  if (!order || !result || chart === null) return undefined;
  const text = writeRoundTrip({ code, catalogue, chart, order: order.text, result: result.text });
  return { text, trigger: `${valueAt(result, 'MSH-9.1')}^${valueAt(result, 'MSH-9.2')}` };
}

/** The first order of a test that a result answers, or else its first order, and the result. */
function messagesOf(samples: readonly Sample[], code: string): { order?: Message; result?: Message } {
  const messages = samples.map(({ message }) => message);
  const orders = messages.filter((one) => !isReport(one) && ordersIn(one).some((order) => order.code === code));
  const resultFor = (order: Message): Message | undefined => {
    const placers = ordersIn(order).filter((one) => one.code === code);
    return messages.find(
      (one) =>
        isReport(one) &&
        ordersIn(one).some((found) => found.code === code && placers.some(({ placer }) => placer === found.placer)),
    );
  };
  const order = orders.find((one) => resultFor(one)) ?? orders[0];
  if (!order) return {};
  const result =
    resultFor(order) ?? messages.find((one) => isReport(one) && ordersIn(one).some((found) => found.code === code));
  return { order, ...(result ? { result } : {}) };
}

const isReport = (message: Message): boolean => valueAt(message, 'MSH-9.1') === 'ORU';

/** Tests that a message orders or reports, each with the number its order was placed under. */
function ordersIn(
  message: Message,
): readonly { readonly code: string; readonly text: string; readonly placer: string }[] {
  const first = valueAt(message, 'ORC-2.1');
  return message.segmentsNamed('OBR').flatMap((_, at) => {
    const part = (path: string): string => valueAt(message, `OBR[${at + 1}]-${path}`);
    const code = part('4.1');
    return code === '' ? [] : [{ code, text: part('4.2'), placer: part('2.1') || first }];
  });
}
