import type { Finding } from '@callosum/hl7v2';
import { Choice, StateMark, useWords } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenMessage } from '../bench/open-message.ts';
import { toneOfSeverity } from './finding-groups.tsx';
import { type Comparing, MessageDiff } from './message-diff.tsx';
import { MessageTree } from './message-tree.tsx';
import { PlaceNote } from './place-note.tsx';
import { RawLines } from './raw-lines.tsx';
import { SegmentTable } from './segment-table.tsx';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

/** One message: its lines, tree and table in step, findings in place, what the standard says of a field, and what differs from another. */
export function MessagePanel(props: {
  readonly bench: Bench;
  readonly id: number;
  readonly path: string | undefined;
  readonly comparing: Comparing;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { bench, id } = props;
  const [message, setMessage] = useState<OpenMessage | null>();
  const [chosen, setChosen] = useState(props.path);
  const [beside, setBeside] = useState('tree');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    let current = true;
    const open = async (): Promise<void> => {
      const found = await bench.ask('open', id);
      if (current) setMessage(found);
    };
    void open();
    return () => {
      current = false;
    };
  }, [bench, id]);
  // Whoever opened it goes on reading there.
  useEffect(() => {
    if (message) heading.current?.focus();
  }, [message]);
  if (!message) return null;
  const { line, segments, findings } = message;
  // Unless a place was asked for, what is wrong is looked at first. One that several repetitions share is shown at the first of them.
  const path = firstAt(findings, chosen ?? findings[0]?.path ?? 'MSH');
  const segment = segments.find((one) => belongsTo(path, one.path)) ?? segments[0];
  return (
    <section className={classes['panel']} aria-labelledby="message-heading">
      <div className={classes['tools']}>
        <h2 ref={heading} id="message-heading" tabIndex={-1}>
          {[line.type, line.controlId].filter(Boolean).join(' · ')}
        </h2>
        <span className={classes['soft']}>{[line.sender, line.file, line.version].filter(Boolean).join(' · ')}</span>
        <Button size="xs" variant="default" onClick={props.onClose}>
          {t('interoperability.message.close')}
        </Button>
      </div>
      <RawLines segments={segments} findings={findings} chosen={path} onChoose={setChosen} />
      <PlaceNote bench={bench} id={id} path={path} findings={findings.filter((one) => one.path === path)} />
      <Choice
        label={t('interoperability.message.beside')}
        value={beside}
        options={[
          { value: 'tree', label: t('interoperability.message.tree') },
          { value: 'findings', label: t('interoperability.message.findings', { count: findings.length }) },
          { value: 'diff', label: t('interoperability.message.diff') },
        ]}
        onChange={setBeside}
      />
      {beside === 'tree' && segment && (
        <div className={classes['halves']}>
          <MessageTree segments={segments} chosen={path} onChoose={setChosen} />
          <SegmentTable segment={segment} findings={findings} chosen={path} onChoose={setChosen} />
        </div>
      )}
      {beside === 'findings' && <Found findings={findings} onChoose={setChosen} />}
      {beside === 'diff' && <MessageDiff {...props.comparing} />}
    </section>
  );
}

function firstAt(findings: readonly Finding[], chosen: string): string {
  if (findings.some(({ path }) => path === chosen)) return chosen;
  const plain = (path: string): string => path.replaceAll(/\[\d+\]/g, '');
  return chosen.includes('[') ? chosen : (findings.find(({ path }) => plain(path) === chosen)?.path ?? chosen);
}

/** Whether a path is of a segment: `OBX[3]-5` of `OBX[3]`. */
function belongsTo(path: string, segment: string): boolean {
  return path === segment || path.startsWith(`${segment}-`);
}

function Found({
  findings,
  onChoose,
}: {
  readonly findings: readonly Finding[];
  readonly onChoose: (path: string) => void;
}) {
  const { t } = useTranslation();
  const { sentence } = useWords();
  if (findings.length === 0) return <p>{t('interoperability.findings.none')}</p>;
  return (
    <ul className={classes['findings']}>
      {findings.map((one) => (
        <li key={`${one.against} ${one.code} ${one.path} ${one.column} ${one.text}`}>
          <button type="button" className={classes['leaf']} onClick={() => onChoose(one.path)}>
            <StateMark tone={toneOfSeverity(one.severity)} word={t(`interoperability.severity.${one.severity}`)} />{' '}
            <span className={classes['path']}>{one.path}</span>{' '}
            {t('interoperability.message.at', { line: one.line, column: one.column })} {sentence(one.sentences.text)}{' '}
            <span className={classes['soft']}>{sentence(one.sentences.remedy)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
