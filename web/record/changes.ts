import type { Json } from '@callosum/kernel';
import type { HistoryEntry } from '../api/shapes.ts';

/** One value an event changed. */
export interface ValueChange {
  readonly name: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** The event that erased the value, when it was redacted. */
  readonly redactedBy: number | undefined;
}

/** What the ledger writes for things that are not declared fields; of these, people care for the state. */
const SPINE = 'spine:';
export const STATE = 'spine:state';

/**
 * Every event with what each value was before: an event states new values only.
 * @param events newest first, of a record and its links. @returns in the same order.
 */
export function withChanges(
  events: readonly HistoryEntry[],
): readonly { readonly event: HistoryEntry; readonly changes: readonly ValueChange[] }[] {
  const values = new Map<string, Json | undefined>();
  const told = events.toReversed().map((event) => {
    const changes: ValueChange[] = [];
    for (const [name, value] of Object.entries(event.values)) {
      const place = `${event.subject.id} ${name}`;
      const after = 'value' in value ? (value.value ?? undefined) : undefined;
      if (!name.startsWith(SPINE) || name === STATE) {
        changes.push({
          name,
          before: values.get(place),
          after,
          redactedBy: 'redactedBy' in value ? value.redactedBy : undefined,
        });
      }
      values.set(place, after);
    }
    return { event, changes };
  });
  return told.toReversed();
}
