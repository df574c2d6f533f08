/** The content of an element: text, elements by name (an array repeats the element), or null to leave it out. */
export type Content = string | number | null | { readonly [element: string]: Content | readonly Content[] };

/** The elements of a row. */
export type Fields = Readonly<Record<string, Content | readonly Content[]>>;

export interface MspdiParts {
  /** Elements directly under Project. */
  readonly settings?: Fields;
  /** UID, ID and OutlineLevel are filled in by position unless given; null leaves them out. */
  readonly tasks?: readonly Fields[];
  readonly calendars?: readonly Fields[];
  readonly resources?: readonly Fields[];
  readonly assignments?: readonly Fields[];
  /** What stands before Project. */
  readonly head?: string;
  readonly namespace?: string;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

const element = (name: string, content: Content): string => {
  if (content === null) return '';
  const inner = typeof content === 'object' ? elements(content) : escape(String(content));
  return `<${name}>${inner}</${name}>\n`;
};

const isList = (content: Content | readonly Content[]): content is readonly Content[] => Array.isArray(content);

/** Writes elements in the order given. */
export const elements = (fields: Fields): string =>
  Object.entries(fields)
    .flatMap(([name, content]) => (isList(content) ? content : [content]).map((one) => element(name, one)))
    .join('');

const table = (wrapper: string, row: string, rows: readonly Fields[] | undefined): string =>
  rows === undefined ? '' : `<${wrapper}>\n${rows.map((fields) => element(row, fields)).join('')}</${wrapper}>\n`;

/** Writes a small Microsoft Project XML file for a test. */
export const mspdi = (parts: MspdiParts = {}): string => {
  const tasks = parts.tasks?.map((fields, index) => ({ UID: index + 1, ID: index + 1, OutlineLevel: 1, ...fields }));
  const head = parts.head ?? '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return (
    `${head}<Project xmlns="${parts.namespace ?? 'http://schemas.microsoft.com/project'}">\n` +
    elements({ SaveVersion: 14, ...parts.settings }) +
    table('Calendars', 'Calendar', parts.calendars) +
    table('Tasks', 'Task', tasks) +
    table('Resources', 'Resource', parts.resources) +
    table('Assignments', 'Assignment', parts.assignments) +
    '</Project>\n'
  );
};
