import type { CodeMapping, MapRow } from '@callosum/hl7v2';
import {
  Figures,
  Problems,
  Toggles,
  type Trouble,
  useAnnounce,
  useFormat,
  useProject,
  useWords,
} from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapTable } from '../bench/map-table.ts';
import type { MapCount, MappingOffer } from '../views/mapping.ts';
import { MapCodes } from './map-codes.tsx';
import { type CodeMaps, type MapFiles, NO_CODES, useCodeFiles, useMapKeeping } from './map-files.ts';
import { MapFields } from './map-fields.tsx';
import { Tried } from './tried.tsx';
import type { Bench } from './use-bench.ts';
import { useMapTable } from './use-map-table.ts';
import type { useMessages } from './use-messages.ts';
import classes from './workbench.module.css';

const FIELDS = 'fields';

/** The rows of a mapping while somebody works on them, and what messages make of them. */
export function MapSheet({
  bench,
  offer,
  files,
  messages,
  choices,
  onChoose,
}: {
  readonly bench: Bench;
  readonly offer: MappingOffer;
  readonly files: MapFiles;
  readonly messages: ReturnType<typeof useMessages>;
  readonly choices: Readonly<Record<string, string>>;
  readonly onChoose: (choices: Readonly<Record<string, string | undefined>>) => void;
}) {
  const { t } = useTranslation();
  const project = useProject();
  const format = useFormat();
  const announce = useAnnounce();
  const { keepRows, keepCodes, beginCodes, pending } = useMapKeeping(bench);
  const [rows, setRows] = useState<readonly MapRow[]>(files.rows);
  const [edits, setEdits] = useState<CodeMaps>({});
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const kept = useCodeFiles(bench, offer.codeMaps).data ?? {};
  const codes = { ...kept, ...edits };
  const { lines } = messages.holding;
  const asked = { source: files.source, target: files.target, rows, codes };
  const { table, problem, faultOf } = useMapTable(bench, asked, lines.at(-1)?.id ?? 0, offer.id);
  const chosen = offer.codeMaps.find(({ id }) => id === choices['codes']);
  const closed = offer.state === 'approved' || !project.mayRun('mapping.keep');
  const changed = rows !== files.rows;
  const stale = (offer.counted !== undefined && offer.counted.how !== 'counted') || offer.toReview === true;
  const save = async (): Promise<void> => {
    const outcome = await keepRows(offer.id, rows);
    setProblems(outcome.ok ? [] : outcome.problems);
    if (!outcome.ok) return;
    const { inUse, mapped, leftBehind } = outcome.counted;
    announce(t('interoperability.map.saved', { count: inUse, done: format.number(mapped + leftBehind) }));
  };
  const change = async (next: readonly MapRow[]): Promise<string | undefined> => {
    const fault = await faultOf(next);
    if (fault === undefined) setRows(next);
    return fault;
  };
  const begin = async (place: string): Promise<string | undefined> => {
    const outcome = await beginCodes(offer.id, t('interoperability.map.newCodeMapTitle', { place }));
    setProblems(outcome.ok ? [] : outcome.problems);
    return outcome.ok ? outcome.id : undefined;
  };
  return (
    <>
      <Tried messages={messages} offer={offer} />
      {table && <Sums table={table} />}
      {offer.counted && <Counted counted={offer.counted} />}
      {offer.toReview && <p className={classes['untaken']}>{t('interoperability.map.toReview')}</p>}
      <div className={classes['tools']}>
        {offer.codeMaps.length > 0 && <Parts offer={offer} chosen={chosen?.id} onChoose={onChoose} />}
        {(changed || stale) && !closed && (
          <Button size="xs" loading={pending} disabled={!table || problem !== undefined} onClick={() => void save()}>
            {t('interoperability.map.save')}
          </Button>
        )}
        {changed && !closed && (
          <>
            <Button size="xs" variant="default" onClick={() => setRows(files.rows)}>
              {t('interoperability.map.discard')}
            </Button>
            <span className={classes['soft']}>{t('interoperability.map.unsaved')}</span>
          </>
        )}
        {offer.state === 'approved' && <span className={classes['soft']}>{t('interoperability.map.approved')}</span>}
      </div>
      {problem !== undefined && (
        <p role="alert" data-tone="unmet">
          {problem}
        </p>
      )}
      <Problems problems={problems} focus />
      {chosen ? (
        <MapCodes
          key={chosen.id}
          bench={bench}
          offer={chosen}
          asked={asked}
          version={lines.at(-1)?.id ?? 0}
          codes={codes[chosen.id] ?? NO_CODES}
          changed={edits[chosen.id] !== undefined}
          onChange={(next: CodeMapping) => setEdits((before) => ({ ...before, [chosen.id]: next }))}
          onKeep={async (seen) => {
            const outcome = await keepCodes(chosen.id, codes[chosen.id] ?? NO_CODES, seen);
            setProblems(outcome.ok ? [] : outcome.problems);
            if (!outcome.ok) return;
            // What was kept is read again from its file.
            setEdits(({ [chosen.id]: _kept, ...others }) => others);
            const { codes: count, mapped } = outcome.counted;
            announce(t('interoperability.map.codes.saved', { count, done: format.number(mapped) }));
          }}
        />
      ) : (
        table && (
          <MapFields
            table={table}
            rows={rows}
            offer={offer}
            closed={closed}
            choices={choices}
            onChoose={onChoose}
            onRows={change}
            onBeginCodes={begin}
          />
        )
      )}
    </>
  );
}

/** What the server counted when the mapping was kept: that is what facts and gates rest on, whatever this browser holds. */
function Counted({ counted: { how, inUse, mapped, left, messages } }: { readonly counted: MapCount }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <p className={classes['soft']}>
      {t('interoperability.map.counted', {
        count: messages,
        inUse: format.number(inUse),
        mapped: format.number(mapped),
        left: format.number(left),
      })}{' '}
      {how !== 'counted' && <strong data-tone="unmet">{t(`interoperability.map.how.${how}`)}</strong>}
    </p>
  );
}

function Sums({ table: { coverage, messages, valid, held } }: { readonly table: MapTable }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figure = (value: number, label: string) => ({ value: format.number(value), label });
  return (
    <Figures
      figures={[
        figure(coverage.inUse, t('interoperability.map.inUse')),
        figure(coverage.mapped, t('interoperability.map.mapped')),
        figure(coverage.left, t('interoperability.map.left')),
        figure(coverage.open, t('interoperability.map.open')),
        ...(messages === 0
          ? []
          : [
              figure(valid, t('interoperability.map.valid', { of: format.number(messages) })),
              figure(held, t('interoperability.map.held')),
            ]),
      ]}
    />
  );
}

function Parts({
  offer,
  chosen,
  onChoose,
}: {
  readonly offer: MappingOffer;
  readonly chosen: string | undefined;
  readonly onChoose: (choices: Readonly<Record<string, string | undefined>>) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <Toggles
      label={t('interoperability.map.part')}
      value={chosen ?? FIELDS}
      options={[
        { value: FIELDS, label: t('interoperability.map.fields') },
        ...offer.codeMaps.map(({ id, kind, number, title, counted }) => ({
          value: id,
          label: `${words.reference(kind, number)} ${title}`,
          ...(counted && counted.codes > counted.mapped ? { count: counted.codes - counted.mapped } : {}),
        })),
      ]}
      onChange={(value) => onChoose({ codes: value === FIELDS ? undefined : value })}
    />
  );
}
