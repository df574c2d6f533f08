import type { Json } from '@callosum/kernel';
import type { ComponentType } from 'react';

// What disciplines build their own views from, and how they hand them in. Kept apart from the front door, so that
// a view that is fetched when it is first needed does not bring its parts into the first download.
export type { Declarations } from './composition.ts';
export { declare } from './declare.ts';
export { Snapshot } from './readiness/snapshot.tsx';

/** The views a discipline brings for what a generic screen cannot show. */
export interface Views {
  /** By `<kind>.<field>`: how a value with a shape of its own reads on its record's page. */
  readonly fields: Readonly<Record<string, ComponentType<{ readonly value: Json }>>>;
}
