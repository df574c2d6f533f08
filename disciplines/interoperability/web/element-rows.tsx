import type { Profile } from '@callosum/hl7v2';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementEdit, fieldKey } from '../bench/profile-edits.ts';
import {
  conditionText,
  type ElementLine,
  isConditional,
  oftenText,
  partsOf,
  usageText,
} from '../bench/profile-lines.ts';
import { NoteInput, OftenInput, UsageSelect } from './bounds-inputs.tsx';
import { ConditionEditor, type PlaceOffer } from './condition-editor.tsx';
import type { Edits } from './use-profile-edits.ts';
import classes from './workbench.module.css';

/** What the rows of one segment have in common. */
export interface ElementsShown {
  readonly edits: Edits;
  readonly profile: Profile;
  /** Key of the segment. */
  readonly segment: string;
  /** Where the names of the tables are listed. */
  readonly tables: string;
}

const INDENT = 18;
const COLUMNS = 8;
const STRENGTHS = ['R', 'S', 'U'] as const;

/** A field or a part of one; opened, also what it is made of, when it is required, and its only value. */
export function ElementRows({
  line,
  beside,
  shown,
}: {
  readonly line: ElementLine;
  /** Elements of the same whole, which a condition can speak of. */
  readonly beside: readonly ElementLine[];
  readonly shown: ElementsShown;
}) {
  const [open, setOpen] = useState(false);
  const { edits, profile, segment } = shown;
  const edit = edits.edits.fields[fieldKey(segment, line.key)];
  const parts = open ? partsOf(line, profile) : [];
  const onEdit = (more: ElementEdit): void => edits.editField(segment, line.key, more);
  return (
    <>
      <ElementRow
        line={line}
        edit={edit}
        tables={shown.tables}
        closed={edits.closed}
        open={open}
        onOpen={() => setOpen(!open)}
        onEdit={onEdit}
      />
      {open && <Details line={line} edit={edit} closed={edits.closed} places={beside} onEdit={onEdit} />}
      {parts.map((part) => (
        <ElementRows key={part.key} line={part} beside={parts} shown={shown} />
      ))}
    </>
  );
}

interface RowProps {
  readonly line: ElementLine;
  readonly edit: ElementEdit | undefined;
  readonly closed: boolean;
  readonly onEdit: (edit: ElementEdit) => void;
}

function ElementRow({
  line,
  edit,
  tables,
  closed,
  open,
  onOpen,
  onEdit,
}: RowProps & { readonly tables: string; readonly open: boolean; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { path, depth } = line;
  const label = (part: 'usage' | 'often' | 'length' | 'table' | 'note'): string =>
    `${path} ${t(`interoperability.profile.${part}`)}`;
  const maxLength = edit?.maxLength === undefined ? line.maxLength : edit.maxLength;
  const table = edit?.table === undefined ? (line.tables[0] ?? '') : (edit.table ?? '');
  const constant = edit?.constant === undefined ? line.constant : (edit.constant ?? undefined);
  const whole = usageText(line.usage);
  const name = (
    <>
      <td className={classes['path']} style={{ paddingInlineStart: depth * INDENT }}>
        {path}
      </td>
      <th scope="row">
        <button type="button" className={classes['leaf']} aria-expanded={open} onClick={onOpen}>
          {line.name || path}
        </button>
        {line.usage.condition && <div className={classes['soft']}>{conditionText(line.usage)}</div>}
        {constant !== undefined && (
          <div className={classes['soft']}>{t('interoperability.profile.always', { value: constant })}</div>
        )}
        {line.deidentified && depth === 0 && (
          <div className={classes['soft']}>{t('interoperability.profile.deidentified')}</div>
        )}
      </th>
    </>
  );
  if (closed) {
    return (
      <tr>
        {name}
        <td>{whole}</td>
        <td>{depth === 0 && oftenText(line)}</td>
        <td>{line.datatype}</td>
        <td>{line.maxLength}</td>
        <td>{line.tables.join(', ')}</td>
        <td>{line.note}</td>
      </tr>
    );
  }
  return (
    <tr className={edit ? classes['changed'] : undefined}>
      {name}
      <td>
        <UsageSelect label={label('usage')} line={line} edit={edit} onEdit={onEdit} />
        {!edit && whole !== line.usage.code && <div className={classes['soft']}>{whole}</div>}
      </td>
      <td>{depth === 0 && <OftenInput label={label('often')} line={line} edit={edit} onEdit={onEdit} />}</td>
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

/** What there is no column for: the condition, how binding a table is, and of a plain value the only one that is right. */
function Details({ line, edit, closed, places, onEdit }: RowProps & { readonly places: readonly ElementLine[] }) {
  const { t } = useTranslation();
  const conditional = isConditional(edit?.usage ?? line.usage.code);
  const constant = edit?.constant === undefined ? line.constant : edit.constant;
  const bound = edit?.table === undefined ? line.tables.length > 0 : edit.table !== null;
  if (closed || (!conditional && !bound && line.parts.length > 0)) return null;
  return (
    <tr>
      <td className={classes['within-row']} colSpan={COLUMNS}>
        {conditional && (
          <ConditionEditor path={line.path} line={line} edit={edit} places={offersOf(places)} onEdit={onEdit} />
        )}
        {bound && (
          <div className={classes['side']}>
            {t('interoperability.profile.strength')}
            <NativeSelect
              size="xs"
              aria-label={`${line.path} ${t('interoperability.profile.strength')}`}
              value={edit?.strength ?? line.strength ?? 'R'}
              onChange={(event) => {
                const strength = STRENGTHS.find((one) => one === event.currentTarget.value);
                if (strength) onEdit({ strength });
              }}
              data={STRENGTHS.map((value) => ({ value, label: t(`interoperability.profile.strengths.${value}`) }))}
            />
          </div>
        )}
        {line.parts.length === 0 && (
          <div className={classes['side']}>
            {t('interoperability.profile.constant')}
            <TextInput
              size="xs"
              aria-label={`${line.path} ${t('interoperability.profile.constant')}`}
              maxLength={1_000}
              value={constant ?? ''}
              onChange={(event) => onEdit({ constant: event.currentTarget.value || null })}
            />
          </div>
        )}
      </td>
    </tr>
  );
}

const offersOf = (lines: readonly ElementLine[]): readonly PlaceOffer[] =>
  lines.map(({ path, name }) => ({ path, name }));
