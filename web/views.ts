// What disciplines build their own views from, and how they hand them in. Kept apart from the front door, so that
// a view that is fetched when it is first needed does not bring its parts into the first download.
export { ActionButton } from './actions/action-button.tsx';
export type { Action } from './actions/action.ts';
export { useActions } from './actions/registry.tsx';
export { attemptKey } from './api/keys.ts';
export { asMutable } from './api/json.ts';
export { useNameOf, usePeople } from './api/people.tsx';
export { isConflict, problemsOf } from './api/problems.ts';
export { type Declarations, useApi, useComposition } from './composition.ts';
export { declare } from './declare.ts';
export { useAnnounce } from './kit/announce.tsx';
export { Loaded } from './kit/loaded.tsx';
export { Page } from './kit/page.tsx';
export { useFieldError } from './kit/problems.tsx';
export { useRows } from './kit/rows.ts';
export { Shape, StateMark, type Tone } from './kit/state-mark.tsx';
export { useFormat } from './messages/format.ts';
export { useWords } from './messages/words.ts';
export { Snapshot } from './readiness/snapshot.tsx';
export { useProject } from './shell/project.ts';
export { Choice } from './view/choice.tsx';
export { ExportTable } from './view/export-table.tsx';
export { Figures, ViewTable } from './view/figures.tsx';
export { Find } from './view/find.tsx';
export { Mentioned } from './view/mentioned.tsx';
export { Toggles } from './view/toggles.tsx';
export { screenOf, type ViewProps, type Views } from './view/views.ts';
