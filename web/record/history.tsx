import type { Json, Kind } from '@callosum/kernel';
import { proofPath } from '@callosum/kernel/contract';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import type { HistoryEntry, RecordView } from '../api/shapes.ts';
import { useApi, useComposition } from '../composition.ts';
import { FieldCell } from '../fields/index.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { SignatureMark } from '../signing/signature-mark.tsx';
import { STATE, type ValueChange, withChanges } from './changes.ts';
import { ProseChange, proseOf } from './prose-change.tsx';
import classes from './record.module.css';
import { textOf } from '../kit/text-of.ts';

const PAGE = 50;
const MOST = 500;

/** Who changed what, when, with the proof of each event. */
export function History({ kind, view }: { readonly kind: Kind; readonly view: RecordView }) {
  const { t } = useTranslation();
  const api = useApi();
  const project = useProject();
  const [limit, setLimit] = useState(PAGE);
  const history = useQuery(
    api.records.history.queryOptions({
      input: { key: project.key, id: view.record.id, offset: 0, limit },
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <section className={classes['section']} aria-labelledby="history">
      <h2 id="history">{t('record.history')}</h2>
      <Loaded query={history}>
        {({ events, total }) => (
          <>
            <ol className={classes['history']}>
              {withChanges(events).map(({ event, changes }) => (
                <Event key={event.sequence} event={event} changes={changes} kind={kind} view={view} />
              ))}
            </ol>
            {total > events.length && limit < MOST && (
              <Button size="xs" variant="default" onClick={() => setLimit((now) => Math.min(MOST, now * 3))}>
                {t('kit.more')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Event(props: {
  readonly event: HistoryEntry;
  readonly changes: readonly ValueChange[];
  readonly kind: Kind;
  readonly view: RecordView;
}) {
  const { event, changes, kind, view } = props;
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const what = event.link
    ? `${t(`record.action.${linkAction(event.action)}`)}: ${linkText(event.link, view, words)}`
    : t(`record.action.${event.action}`, { defaultValue: t('record.action.other') });
  return (
    <li>
      <p className={classes['eventHead']}>
        <strong>{nameOf(event.account)}</strong> <span>{what}</span>{' '}
        <time dateTime={event.recorded} className={classes['soft']}>
          {format.instant(event.recorded)}
        </time>
        <span className={classes['soft']}>{words.command(event.command)}</span>
        <a href={proofPath(event.scope, event.sequence)} download className={classes['proof']}>
          <IconDownload size={14} stroke={1.7} aria-hidden="true" />
          {t('record.proof', { sequence: event.sequence })}
        </a>
      </p>
      {event.signature && <SignatureMark signature={event.signature} statement={event.statement} />}
      {changes.length > 0 && (
        <dl className={classes['changes']}>
          {inOrder(changes, kind).map((change) => (
            <div key={change.name}>
              <dt>{labelOf(change, event, words, t('record.spineState'))}</dt>
              <dd>
                <Change change={change} event={event} kind={kind} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

interface ChangeProps {
  readonly change: ValueChange;
  readonly event: HistoryEntry;
  readonly kind: Kind;
}

/** What a value was and became: of prose the words that differ, of everything else both. */
function Change({ change, event, kind }: ChangeProps) {
  const { t } = useTranslation();
  const { before, after, redactedBy } = change;
  const field = event.link ? undefined : kind.fields[change.name];
  const [words, now] = [proseOf(field, before), proseOf(field, after)];
  if (redactedBy === undefined && words !== undefined && now !== undefined) {
    return <ProseChange before={words} after={now} />;
  }
  return (
    <>
      {before !== undefined && (
        <>
          <span className={classes['soft']}>
            <span className="hidden">{t('record.before')} </span>
            <Value change={change} value={before} event={event} kind={kind} />
          </span>
          <span aria-hidden="true"> → </span>
          <span className="hidden">{t('record.after')} </span>
        </>
      )}
      {redactedBy === undefined ? (
        <Value change={change} value={after} event={event} kind={kind} />
      ) : (
        t('record.redacted', { event: redactedBy })
      )}
    </>
  );
}

/** In the order of the declaration, which is the order of the form. */
function inOrder(changes: readonly ValueChange[], kind: Kind): readonly ValueChange[] {
  const names = Object.keys(kind.fields);
  return [...changes].sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

/** A link as it reads from this record: “depends on TSK-11 Design triage workflow”. */
function linkText(
  link: NonNullable<HistoryEntry['link']>,
  view: RecordView,
  words: ReturnType<typeof useWords>,
): string {
  const direction = link.from === view.record.id ? 'out' : 'in';
  const other = view.links.find((one) => one.other.id === (direction === 'out' ? link.to : link.from))?.other;
  const name = other ? ` ${words.reference(other.kind, other.number)} ${other.title}` : '';
  return `${words.link(link.type, direction)}${name}`;
}

const linkAction = (action: string): string =>
  ({ create: 'link', update: 'relink', withdraw: 'unlink' })[action] ?? 'other';

function labelOf(change: ValueChange, event: HistoryEntry, words: ReturnType<typeof useWords>, state: string): string {
  if (change.name === STATE) return state;
  return words.field(event.link?.type ?? event.subject.kind, change.name);
}

function Value(props: ChangeProps & { readonly value: Json | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const { registry } = useComposition();
  const { change, value, event, kind } = props;
  if (value === undefined) return <span>{t('record.noField')}</span>;
  if (change.name === STATE) return <span>{words.state(event.subject.kind, textOf(value))}</span>;
  const field = event.link ? registry.links.get(event.link.type)?.fields?.[change.name] : kind.fields[change.name];
  if (!field) return <span>{typeof value === 'object' ? JSON.stringify(value) : textOf(value)}</span>;
  return <FieldCell kind={event.link?.type ?? kind.name} name={change.name} field={field} value={value} />;
}
