import { NativeSelect, TextInput } from '@mantine/core';
import type { UsageCode } from '@callosum/hl7v2';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldEdit, type FieldLine, oftenText } from '../bench/profile-lines.ts';
import classes from './workbench.module.css';

const USAGES: readonly UsageCode[] = ['R', 'RE', 'C', 'CE', 'O', 'X', 'B', 'W'];
const OFTEN = /^\s*(\d{1,6})\s*(?:\.\.|-)\s*(\d{1,6}|\*)\s*$/;

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
  const usage = edit?.usage ?? line.usage;
  const maxLength = edit?.maxLength === undefined ? line.maxLength : edit.maxLength;
  const table = edit?.table === undefined ? (line.tables[0] ?? '') : (edit.table ?? '');
  const note = edit?.note === undefined ? (line.note ?? '') : (edit.note ?? '');
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
        <NativeSelect
          size="xs"
          className={classes['narrow']}
          aria-label={label('usage')}
          title={t(`interoperability.usage.${usage}`)}
          value={usage}
          onChange={(event) => {
            const next = USAGES.find((code) => code === event.currentTarget.value);
            if (next) onEdit({ usage: next, ...follows(next, line) });
          }}
          data={[...USAGES]}
        />
      </td>
      <td>
        <Often label={label('often')} line={line} edit={edit} onEdit={onEdit} />
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
        <TextInput
          size="xs"
          miw={140}
          aria-label={label('note')}
          maxLength={2_000}
          value={note}
          onChange={(event) => onEdit({ note: event.currentTarget.value || null })}
        />
      </td>
    </tr>
  );
}

/** What is required is there at least once; what is not used is never there. */
function follows(usage: UsageCode, { min, max }: FieldLine): FieldEdit {
  if (usage === 'R') return { min: Math.max(1, min), max: max === 0 ? 1 : max };
  return usage === 'X' || usage === 'W' ? { min: 0, max: 0 } : { min: 0, max: max === 0 ? 1 : max };
}

function Often({
  label,
  line,
  edit,
  onEdit,
}: {
  readonly label: string;
  readonly line: FieldLine;
  readonly edit: FieldEdit | undefined;
  readonly onEdit: (edit: FieldEdit) => void;
}) {
  const { t } = useTranslation();
  const stands = oftenText({ min: edit?.min ?? line.min, max: edit?.max === undefined ? line.max : edit.max });
  const [typed, setTyped] = useState<string>();
  const wrong = typed !== undefined && !OFTEN.test(typed);
  return (
    <TextInput
      size="xs"
      className={classes['narrow']}
      aria-label={label}
      error={wrong ? t('interoperability.profile.oftenWrong') : undefined}
      value={typed ?? stands}
      onChange={(event) => {
        const { value } = event.currentTarget;
        const [, min, max] = OFTEN.exec(value) ?? [];
        setTyped(value);
        if (min !== undefined && max !== undefined) onEdit({ min: Number(min), max: max === '*' ? null : Number(max) });
      }}
      onBlur={() => {
        if (!wrong) setTyped(undefined);
      }}
    />
  );
}
