import type { MapRow, MapRuleKind } from '@callosum/hl7v2';
import { PersonSelect } from '@callosum/web/views';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapTableLine } from '../bench/map-table.ts';
import { draftOf, KINDS, type RowDraft, rowOf, withRow } from '../bench/row-draft.ts';
import type { MappingOffer } from '../views/mapping.ts';
import classes from './workbench.module.css';

/** Changes a rule for a field, or adds one. */
export function MapRowEditor({
  line,
  at,
  rows,
  offer,
  onRows,
  onBeginCodes,
  onClose,
}: {
  readonly line: MapTableLine;
  /** Which of the rows; none yet where it is as long as they are. */
  readonly at: number;
  readonly rows: readonly MapRow[];
  readonly offer: MappingOffer;
  readonly onRows: (rows: readonly MapRow[]) => Promise<string | undefined>;
  readonly onBeginCodes: (place: string) => Promise<string | undefined>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(rows[at], line));
  const change = (more: Partial<RowDraft>): void => setDraft((before) => ({ ...before, ...more }));
  const made = rowOf(draft);
  const text = (name: keyof RowDraft, label: string, help?: string) => (
    <TextInput
      key={name}
      size="xs"
      label={label}
      description={help}
      value={draft[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  const [fault, setFault] = useState<string>();
  const take = async (next: readonly MapRow[]): Promise<void> => {
    const found = await onRows(next);
    setFault(found);
    if (found === undefined) onClose();
  };
  const set = (): void => {
    if (made) void take(withRow(rows, at, made));
  };
  const label = t('interoperability.map.editor', { place: line.place });
  return (
    <form
      className={classes['panel']}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        set();
      }}
    >
      <h2>{label}</h2>
      <div className={classes['form']}>
        <NativeSelect
          size="xs"
          label={t('interoperability.map.kind')}
          value={draft.kind}
          onChange={(event) => {
            const kind = KINDS.find((one) => one === event.currentTarget.value);
            if (kind) change({ kind });
          }}
          data={KINDS.map((value) => ({ value, label: t(`interoperability.map.kinds.${value}`) }))}
        />
        {text('to', t('interoperability.map.to'))}
        {NEEDS[draft.kind].includes('from') &&
          text('from', t('interoperability.map.from'), t('interoperability.map.fromHelp'))}
        {NEEDS[draft.kind].includes('value') && text('value', t('interoperability.map.value'))}
        {NEEDS[draft.kind].includes('separator') && text('separator', t('interoperability.map.separator'))}
        {NEEDS[draft.kind].includes('part') && text('part', t('interoperability.map.partNumber'))}
        {NEEDS[draft.kind].includes('map') && (
          <>
            <NativeSelect
              size="xs"
              label={t('interoperability.map.codeMap')}
              value={draft.map}
              onChange={(event) => change({ map: event.currentTarget.value })}
              data={[
                { value: '', label: t('interoperability.map.noCodeMap') },
                ...offer.codeMaps.map(({ id, title }) => ({ value: id, label: title })),
              ]}
            />
            <Button
              size="xs"
              variant="default"
              onClick={() => void onBeginCodes(line.place).then((id) => id !== undefined && change({ map: id }))}
            >
              {t('interoperability.map.newCodeMap')}
            </Button>
            <NativeSelect
              size="xs"
              label={t('interoperability.map.otherwise')}
              value={draft.otherwise}
              onChange={(event) => change({ otherwise: event.currentTarget.value })}
              data={(['hold', 'keep', 'empty'] as const).map((value) => ({
                value,
                label: t(`interoperability.map.otherwises.${value}`),
              }))}
            />
          </>
        )}
        {NEEDS[draft.kind].includes('read') &&
          text('read', t('interoperability.map.read'), t('interoperability.map.formHelp'))}
        {NEEDS[draft.kind].includes('read') &&
          text('write', t('interoperability.map.write'), t('interoperability.map.formHelp'))}
        {NEEDS[draft.kind].includes('reason') && text('reason', t('interoperability.map.reason'))}
        {NEEDS[draft.kind].includes('question') && text('question', t('interoperability.map.question'))}
        <NativeSelect
          size="xs"
          label={t('interoperability.map.status')}
          value={draft.status}
          onChange={(event) => change({ status: event.currentTarget.value })}
          data={(['proposed', 'agreed'] as const).map((value) => ({
            value,
            label: t(`interoperability.map.statuses.${value}`),
          }))}
        />
        <PersonSelect
          size="xs"
          label={t('interoperability.map.owner')}
          value={draft.owner}
          first={{ value: '', label: t('interoperability.map.nobody') }}
          onPick={(owner) => change({ owner })}
        />
        {text('note', t('interoperability.map.note'))}
      </div>
      {fault !== undefined && (
        <p role="alert" data-tone="unmet">
          {fault}
        </p>
      )}
      <div className={classes['tools']}>
        <Button size="xs" type="submit" disabled={!made}>
          {t('interoperability.map.set')}
        </Button>
        {rows[at] && (
          <Button size="xs" variant="default" onClick={() => void take(rows.filter((_, index) => index !== at))}>
            {t('interoperability.map.remove')}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={onClose}>
          {t('interoperability.map.close')}
        </Button>
      </div>
    </form>
  );
}

/** What is asked for besides the place. */
const NEEDS: Readonly<Record<MapRuleKind, readonly (keyof RowDraft)[]>> = {
  copy: ['from'],
  constant: ['value'],
  join: ['from', 'separator'],
  split: ['from', 'separator', 'part'],
  codes: ['from', 'map'],
  date: ['from', 'read'],
  drop: ['reason'],
  ask: ['question'],
};
