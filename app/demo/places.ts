import type { Change } from '@callosum/kernel';
import places from './content/places.json' with { type: 'json' };
import { idOf } from './ids.ts';

/** Since when the units and roles of the demonstration are there. */
export const PLACES_SINCE = '2024-05-01';

export type PlaceKind = 'site' | 'unit' | 'jobRole' | 'shift';

/** The id of a place by its name; it lives in the organisation. */
export function placeId(organisation: string, kind: PlaceKind, name: string): string {
  return idOf(organisation, `demonstration ${kind} ${name}`);
}

/** A change to what the organisation shares. */
export type PlaceChange = Extract<Change, { readonly id: string }>;

/** Everything the organisation shares with the demonstrations. */
export function placeChanges(organisation: string): readonly PlaceChange[] {
  const id = (kind: PlaceKind, name: string) => placeId(organisation, kind, name);
  const make = (kind: PlaceKind, title: string, fields: object): PlaceChange => ({
    action: 'create',
    kind,
    id: id(kind, title),
    fields: { title, ...fields },
    external: { source: 'demonstration', id: `${kind}:${title}` },
  });
  const link = (type: string, from: string, to: string): PlaceChange => ({
    action: 'link',
    id: idOf(organisation, `demonstration ${type} ${from} ${to}`),
    type,
    from,
    to,
  });
  return [
    ...places.sites.map(({ title, ...fields }) => make('site', title, fields)),
    ...places.shifts.map(({ title, ...fields }) => make('shift', title, fields)),
    ...places.jobRoles.map(({ title, ...fields }) => make('jobRole', title, fields)),
    ...places.units.map(({ title, within: _within, at: _at, ...fields }) => make('unit', title, fields)),
    ...places.units.flatMap(({ title, within, at }) => [
      ...(within === undefined ? [] : [link('unit.partOf', id('unit', title), id('unit', within))]),
      ...(at === undefined ? [] : [link('unit.at', id('unit', title), id('site', at))]),
    ]),
  ];
}
