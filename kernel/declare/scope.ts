/** What a scope is, from the widest to the narrowest. A scope sees its own records and those of the scopes above it. */
export const SCOPE_TYPES = ['organisation', 'programme', 'project'] as const;
export type ScopeType = (typeof SCOPE_TYPES)[number];

/** Whether a scope of one type may lie above one of another, and so be seen from there. */
export function liesAbove(upper: ScopeType, lower: ScopeType): boolean {
  return SCOPE_TYPES.indexOf(upper) < SCOPE_TYPES.indexOf(lower);
}

/** Names of the places records live in, as sentences need them. */
export const SCOPE_WORDS: Readonly<Record<ScopeType, string>> = {
  organisation: 'the organisation',
  programme: 'a programme',
  project: 'a project',
};
