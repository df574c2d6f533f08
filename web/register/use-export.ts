import type { Json, Kind } from '@callosum/kernel';
import { type Cell, csvOf, fieldCell, type Sheet } from '@callosum/kernel/report';
import { useNameOf } from '../api/people.tsx';
import { problemsOf } from '../api/problems.ts';
import type { RecordRow } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { save } from '../kit/save.ts';
import { useWords } from '../messages/words.ts';
import { useClauseWords } from './clause-words.ts';
import { type Column, NUMBER } from './columns.ts';
import type { RegisterQuery } from './use-pages.ts';

const PAGE = 500;

/** Writes what the register shows, all its pages, into a file; other forms than CSV take the same sheet. */
export function useExport(kind: Kind, query: RegisterQuery, columns: readonly Column[], write = csvOf) {
  const api = useApi();
  const announce = useAnnounce();
  const words = useWords();
  const clauseWords = useClauseWords(kind);
  const nameOf = useNameOf();

  const cellOf = (record: RecordRow, column: Column): Cell => {
    if (column.id === NUMBER) return words.reference(kind.name, record.number);
    if (!column.field) return words.state(kind.name, record.state);
    const value: Json | undefined = record.fields[column.id];
    if (column.field.type === 'choice' && typeof value === 'string') return words.option(kind.name, column.id, value);
    return fieldCell(column.field, value, nameOf);
  };
  const allRows = async (): Promise<readonly RecordRow[]> => {
    const rows: RecordRow[] = [];
    for (;;) {
      const page = await api.records.list.call({ ...query, offset: rows.length, limit: PAGE });
      rows.push(...page.rows);
      if (page.rows.length < PAGE || rows.length >= page.total) return rows;
    }
  };
  return async (): Promise<void> => {
    announce(words.t('register.exporting'));
    try {
      const rows = await allRows();
      const headings = columns.map(({ id }) =>
        id === NUMBER ? words.t('register.column.number') : clauseWords.field(id),
      );
      const sheet: Sheet = { headings, rows: rows.map((row) => columns.map((column) => cellOf(row, column))) };
      save(`${query.key} ${words.many(kind.name)}.csv`, write(sheet));
      announce(words.t('register.exported', { count: rows.length }));
    } catch (error) {
      announce(words.t(`problem.${problemsOf(error)[0]?.code ?? 'unexpected'}.message`));
    }
  };
}
