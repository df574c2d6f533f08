/** A group of a register: its value, null for records without one, and how many records it has. */
export interface Group {
  readonly value: string | boolean | null;
  readonly count: number;
}

/** One line of a grid: the heading of a group, or the record at a place of the list. */
export type Line = { readonly group: Group; readonly closed: boolean } | { readonly record: number };

export interface Layout {
  readonly lines: number;
  readonly at: (line: number) => Line | undefined;
}

/** The name a group is remembered by while it is closed. */
export const groupKey = ({ value }: Group): string => JSON.stringify(value);

/** Lines of a list without groups are its records. */
export function plainLayout(total: number): Layout {
  return { lines: total, at: (line) => (line >= 0 && line < total ? { record: line } : undefined) };
}

/** Each group's heading, and below it its records unless it is closed; the server tells records in the groups' order. */
export function groupedLayout(groups: readonly Group[], closed: ReadonlySet<string>): Layout {
  const starts: { readonly line: number; readonly record: number; readonly group: Group; readonly shut: boolean }[] =
    [];
  let lines = 0;
  let records = 0;
  for (const group of groups) {
    const shut = closed.has(groupKey(group));
    starts.push({ line: lines, record: records, group, shut });
    lines += 1 + (shut ? 0 : group.count);
    records += group.count;
  }
  return {
    lines,
    at: (line) => {
      if (line < 0 || line >= lines) return undefined;
      const own = starts.findLast((start) => start.line <= line);
      if (!own) return undefined;
      return own.line === line
        ? { group: own.group, closed: own.shut }
        : { record: own.record + (line - own.line - 1) };
    },
  };
}
