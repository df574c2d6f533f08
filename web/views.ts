// What disciplines build their own views from, and how they hand them in. Kept apart from the front door, so that
// a view that is fetched when it is first needed does not bring its parts into the first download.
export { useNameOf } from './api/people.tsx';
export type { Declarations } from './composition.ts';
export { declare } from './declare.ts';
export { useRows } from './kit/rows.ts';
export { Shape, StateMark, type Tone } from './kit/state-mark.tsx';
export { useFormat } from './messages/format.ts';
export { useWords } from './messages/words.ts';
export { useProject } from './shell/project.ts';
export { Snapshot } from './readiness/snapshot.tsx';
export { Choice } from './view/choice.tsx';
export { ExportTable } from './view/export-table.tsx';
export { Figures, ViewTable } from './view/figures.tsx';
export { Find } from './view/find.tsx';
export { Mentioned } from './view/mentioned.tsx';
export { Toggles } from './view/toggles.tsx';
export { screenOf, type ViewProps, type Views } from './view/views.ts';
