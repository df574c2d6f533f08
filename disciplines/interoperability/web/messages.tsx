import type { ModelOf } from '@callosum/kernel';
import { Choice, Figures, useFormat, useWords, type ViewProps } from '@callosum/web/views';
import { Button, NativeSelect } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleLine } from '../bench/sample.ts';
import type { messagesView } from '../index.ts';
import { DropMessages } from './drop-messages.tsx';
import { FindingGroups } from './finding-groups.tsx';
import { Laboratory } from './laboratory.tsx';
import type { Comparing } from './message-diff.tsx';
import { MessageList } from './message-list.tsx';
import { MessagePanel } from './message-panel.tsx';
import { ScanReport } from './scan-report.tsx';
import { Senders } from './senders.tsx';
import { type Bench, useBench } from './use-bench.ts';
import { useMessages } from './use-messages.ts';
import classes from './workbench.module.css';

type Part = 'messages' | 'findings' | 'scan' | 'laboratory' | 'profiles';

/** Orders and results of a laboratory. */
const LABORATORY = /^(ORU|OML|ORM|OMG|OUL)\b/;

/** Messages from the drop to the profile. */
export default function Messages({ model, choices }: ViewProps<ModelOf<typeof messagesView>>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { sentence, told } = useWords();
  const bench = useBench();
  const { holding, untaken, progress, failed, take, holdAgainst, clear, stop } = useMessages(bench);
  const [part, setPart] = useState<Part>('messages');
  const [opened, setOpened] = useState<{ readonly id: number; readonly path?: string }>();
  const [against, setAgainst] = useState('');
  const { lines, findings, replaced } = holding;
  const comparing = useComparing(bench, lines, opened?.id);
  const offers = model.profiles.filter(({ file }) => file !== undefined);
  const wrong = lines.filter(({ errors }) => errors > 0).length;
  const scanned = lines.reduce((sum, line) => sum + line.replaced, 0);
  return (
    <>
      <DropMessages progress={progress} onStop={stop} onFiles={(files, mode) => void take(files, mode)} />
      {failed !== undefined && (
        <p role="alert" data-tone="unmet">
          {told(failed)}
        </p>
      )}
      {untaken.length > 0 && (
        <ul className={classes['untaken']} aria-label={t('interoperability.messages.untaken')}>
          {untaken.map(({ file, text, remedy }) => (
            <li key={`${file} ${sentence(text)}`}>
              <strong>{file}</strong> {sentence(text)} <span className={classes['soft']}>{sentence(remedy)}</span>
            </li>
          ))}
        </ul>
      )}
      {lines.length > 0 && (
        <>
          <Figures
            figures={[
              { value: format.number(lines.length), label: t('interoperability.messages.count') },
              { value: format.number(wrong), label: t('interoperability.messages.withErrors') },
              { value: format.number(scanned), label: t('interoperability.messages.replaced') },
            ]}
          />
          <div className={classes['tools']}>
            <Choice
              label={t('interoperability.messages.show')}
              value={part}
              options={[
                { value: 'messages', label: t('interoperability.messages.parts.messages') },
                { value: 'findings', label: t('interoperability.messages.parts.findings') },
                { value: 'scan', label: t('interoperability.messages.parts.scan') },
                ...(lines.some(({ type }) => LABORATORY.test(type))
                  ? [{ value: 'laboratory', label: t('interoperability.laboratory.part') }]
                  : []),
                { value: 'profiles', label: t('interoperability.messages.parts.profiles') },
              ]}
              onChange={(next) => {
                if (isPart(next)) setPart(next);
              }}
            />
            <NativeSelect
              size="xs"
              aria-label={t('interoperability.messages.against')}
              value={against}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setAgainst(value);
                void holdAgainst(offers.find(({ id }) => id === value));
              }}
              data={[
                { value: '', label: t('interoperability.messages.standardOnly') },
                ...offers.map(({ id, title }) => ({ value: id, label: title })),
              ]}
            />
            <Button size="xs" variant="default" onClick={() => void clear()}>
              {t('interoperability.messages.clear')}
            </Button>
          </div>
          {part === 'messages' && (
            <MessageList bench={bench} lines={lines} opened={opened?.id} onOpen={(id) => setOpened({ id })} />
          )}
          {part === 'findings' && <FindingGroups groups={findings} onOpen={(id, path) => setOpened({ id, path })} />}
          {part === 'scan' && <ScanReport groups={replaced} />}
          {part === 'laboratory' && (
            <Laboratory
              bench={bench}
              version={lines.at(-1)?.id ?? 0}
              interfaces={model.interfaces}
              onOpen={(id, path) => {
                setOpened({ id, path });
                setPart('messages');
              }}
            />
          )}
          {part === 'profiles' && (
            <Senders
              bench={bench}
              lines={lines}
              interfaces={model.interfaces}
              profiles={model.profiles}
              wanted={choices['interface']}
            />
          )}
          {opened && (part === 'messages' || part === 'findings') && (
            <MessagePanel
              key={`${opened.id} ${opened.path ?? ''} ${against}`}
              bench={bench}
              id={opened.id}
              path={opened.path}
              comparing={comparing}
              onClose={() => setOpened(undefined)}
            />
          )}
        </>
      )}
    </>
  );
}

/** Offered at most; the list finds the others. */
const OFFERED = 500;

/** Messages of the same type first: that is what one compares. */
function useComparing(bench: Bench, lines: readonly SampleLine[], id: number | undefined): Comparing {
  const compareWith = useCallback(
    async (other: string) => (id === undefined ? [] : bench.ask('compare', { left: id, right: Number(other) })),
    [bench, id],
  );
  const type = lines.find((line) => line.id === id)?.type;
  const others = lines
    .filter((line) => line.id !== id)
    .sort((a, b) => Number(b.type === type) - Number(a.type === type))
    .slice(0, OFFERED)
    .map((line) => ({
      value: String(line.id),
      label: [line.type, line.controlId, line.sender, line.file].filter(Boolean).join(' · '),
    }));
  return { others, compareWith };
}

function isPart(value: string): value is Part {
  return ['messages', 'findings', 'scan', 'laboratory', 'profiles'].includes(value);
}
