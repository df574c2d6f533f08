/**
 * Text with form, as ProseMirror writes it in JSON, cut down to what every reader of ours can show: browser, HTML, PDF,
 * DOCX and plain text. Nothing in it can carry a script, a style, a picture or an address that is not a link's.
 */
export type RichText = { readonly type: 'doc'; readonly content: readonly RichBlock[] };

/** What stands at the top. Tables and headings do not lie within anything else. */
export type RichBlock = Heading | RichTable | InnerBlock;
export type InnerBlock = RichParagraph | RichList | TaskList | Quote;

export type RichParagraph = { readonly type: 'paragraph'; readonly content?: readonly Inline[] };
export type Heading = {
  readonly type: 'heading';
  readonly attrs: { readonly level: 1 | 2 | 3 };
  readonly content?: readonly Inline[];
};
export type RichList = { readonly type: 'bulletList' | 'orderedList'; readonly content: readonly ListItem[] };
/** Begins with a paragraph. */
export type ListItem = { readonly type: 'listItem'; readonly content: readonly InnerBlock[] };
export type TaskList = { readonly type: 'taskList'; readonly content: readonly TaskItem[] };
export type TaskItem = {
  readonly type: 'taskItem';
  readonly attrs: { readonly checked: boolean };
  readonly content: readonly InnerBlock[];
};
export type Quote = { readonly type: 'blockquote'; readonly content: readonly InnerBlock[] };
/** As many cells in every row. */
export type RichTable = { readonly type: 'table'; readonly content: readonly TableRow[] };
export type TableRow = { readonly type: 'tableRow'; readonly content: readonly RichCell[] };
export type RichCell = { readonly type: 'tableHeader' | 'tableCell'; readonly content: readonly RichParagraph[] };

export type Inline = TextNode | { readonly type: 'hardBreak' };
export type TextNode = { readonly type: 'text'; readonly text: string; readonly marks?: readonly Mark[] };
/** Code stands alone; a text has each mark once. */
export type Mark =
  | { readonly type: 'bold' | 'italic' | 'code' }
  | { readonly type: 'link'; readonly attrs: { readonly href: string } };

/** How much of it there may be: what a person writes in a field, with room to spare. */
export const LIMITS = {
  /** Lists within lists and quotes. */
  depth: 12,
  nodes: 10_000,
  characters: 100_000,
  columns: 20,
  address: 2_000,
} as const;

/** Where a link may lead: nowhere that a browser would run or read from the reader's own machine. */
export function isLinkAddress(href: string): boolean {
  // Blanks and control characters are dropped by browsers, which is how a scheme hides.
  if (href.length > LIMITS.address || !/^(?:https?:\/\/|mailto:)[^\s\p{Cc}\\]+$/iu.test(href)) return false;
  return URL.canParse(href);
}
