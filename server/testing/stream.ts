import { streamPath } from '@callosum/kernel/contract';
import type { TestClient } from './client.ts';
import { until } from './until.ts';

export interface StreamEvent {
  /** How far the project's own ledger was seen. */
  readonly id: number;
  /** The same with the ledgers above it, to resume from. */
  readonly place: string;
  /** `message` unless named. */
  readonly event: string;
  readonly data: {
    readonly sequence?: number;
    readonly kinds?: readonly string[];
    readonly records?: readonly string[];
    readonly record?: string;
  };
}

export interface OpenStream {
  readonly status: number;
  /** What arrived so far. */
  readonly events: readonly StreamEvent[];
  /** What arrived that is no part of the ledger. */
  readonly whispers: readonly Pick<StreamEvent, 'event' | 'data'>[];
  readonly ended: () => boolean;
  /** Waits until an event with this id or a later one arrived. */
  readonly reach: (id: number) => Promise<void>;
  readonly close: () => void;
}

/** Opens a project's stream and waits for its first event. */
export async function openStream(
  client: TestClient,
  address: string,
  key: string,
  /** A place that was seen before, or how far the project's ledger was seen while nothing happened above. */
  lastSeen?: number | string,
  window?: string,
): Promise<OpenStream> {
  const leaving = new AbortController();
  const response = await fetch(`${address}${streamPath(key, window)}`, {
    headers: {
      cookie: client.cookie,
      ...(lastSeen === undefined ? {} : { 'last-event-id': typeof lastSeen === 'number' ? `${lastSeen}.0` : lastSeen }),
    },
    signal: leaving.signal,
  });
  const events: StreamEvent[] = [];
  const whispers: Pick<StreamEvent, 'event' | 'data'>[] = [];
  let ended = false;
  void collect(response, events, whispers)
    .catch(() => undefined)
    .finally(() => {
      ended = true;
    });
  if (response.status === 200) await until('the stream began', () => events.length > 0);
  return {
    status: response.status,
    events,
    whispers,
    ended: () => ended,
    reach: (id) => until(`event ${id} arrived`, () => (events.at(-1)?.id ?? 0) >= id),
    close: () => leaving.abort(),
  };
}

async function collect(
  response: Response,
  events: StreamEvent[],
  whispers: Pick<StreamEvent, 'event' | 'data'>[],
): Promise<void> {
  let rest = '';
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (rest + text).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const lines = new Map(
        part.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      );
      if (!lines.has('id')) {
        const event = lines.get('event');
        if (event !== undefined) whispers.push({ event, data: JSON.parse(lines.get('data') ?? '{}') });
        continue;
      }
      events.push({
        id: Number(lines.get('id')?.split('.')[0]),
        place: lines.get('id') ?? '',
        event: lines.get('event') ?? 'message',
        data: JSON.parse(lines.get('data') ?? '{}'),
      });
    }
  }
}
