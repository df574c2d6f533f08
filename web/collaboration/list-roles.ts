/** A list of suggestions beside a text box keeps its place in the text: no element of HTML offers that. */
export const LISTBOX = { role: 'listbox' } as const;
export const OPTION = { role: 'option', tabIndex: -1 } as const;
