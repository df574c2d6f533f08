import type { ProjectView } from '../api/shapes.ts';

/** A project of a test, whose reader may read; whatever matters is given. */
export function projectView(change: Partial<ProjectView> = {}): ProjectView {
  return {
    id: '00000000-0000-7000-8000-0000000000aa',
    key: 'RIV',
    type: 'project',
    above: [],
    holders: [],
    title: '1',
    zone: 'UTC',
    today: '2027-01-04',
    roles: ['reader'],
    offices: [],
    emergency: null,
    registers: [],
    goLive: null,
    sequence: 0,
    counts: {},
    ownFields: [],
    ...change,
  };
}
