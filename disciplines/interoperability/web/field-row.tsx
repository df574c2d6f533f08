import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type FieldEdit, type FieldLine, oftenText } from '../bench/profile-lines.ts';
import { NoteInput, OftenInput, UsageSelect } from './bounds-inputs.tsx';
import classes from './workbench.module.css';

/** A field of a profile with what can be changed of it. */
export function FieldRow({
  path,
  line,
  edit,
  tables,
  closed,
  onEdit,
}: {
  readonly path: string;
  readonly line: FieldLine;
  readonly edit: FieldEdit | undefined;
  /** Where the names of the tables are listed. */
  readonly tables: string;
  readonly closed: boolean;
  readonly onEdit: (edit: FieldEdit) => void;
}) {
  const { t } = useTranslation();
  const label = (part: 'usage' | 'often' | 'length' | 'table' | 'note'): string =>
    `${path} ${t(`interoperability.profile.${part}`)}`;
  const maxLength = edit?.maxLength === undefined ? line.maxLength : edit.maxLength;
  const table = edit?.table === undefined ? (line.tables[0] ?? '') : (edit.table ?? '');
  if (closed) {
    return (
      <tr>
        <td className={classes['path']}>{path}</td>
        <th scope="row">
          {line.name}
          {line.deidentified && <div className={classes['soft']}>{t('interoperability.profile.deidentified')}</div>}
        </th>
        <td>{line.usage}</td>
        <td>{oftenText(line)}</td>
        <td>{line.datatype}</td>
        <td>{line.maxLength}</td>
        <td>{line.tables.join(', ')}</td>
        <td>{line.note}</td>
      </tr>
    );
  }
  return (
    <tr className={edit ? classes['changed'] : undefined}>
      <td className={classes['path']}>{path}</td>
      <th scope="row">
        {line.name}
        {line.condition !== undefined && <div className={classes['soft']}>{line.condition}</div>}
        {line.deidentified && <div className={classes['soft']}>{t('interoperability.profile.deidentified')}</div>}
      </th>
      <td>
        <UsageSelect label={label('usage')} line={line} edit={edit} onEdit={onEdit} />
      </td>
      <td>
        <OftenInput label={label('often')} line={line} edit={edit} onEdit={onEdit} />
      </td>
      <td>{line.datatype}</td>
      <td>
        <TextInput
          size="xs"
          className={classes['narrow']}
          aria-label={label('length')}
          inputMode="numeric"
          value={maxLength ?? ''}
          onChange={(event) => {
            const digits = event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 7);
            onEdit({ maxLength: digits === '' ? null : Number(digits) });
          }}
        />
      </td>
      <td>
        <TextInput
          size="xs"
          className={classes['narrow']}
          aria-label={label('table')}
          list={tables}
          maxLength={80}
          value={table}
          onChange={(event) => onEdit({ table: event.currentTarget.value.trim() || null })}
        />
      </td>
      <td>
        <NoteInput label={label('note')} line={line} edit={edit} onEdit={onEdit} />
      </td>
    </tr>
  );
}
