import { StateMark, useFormat, useWords, ViewTable } from '@callosum/web/views';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANSWERS } from '../suite/model.ts';
import { readReply, writeReply } from '../suite/reply-lines.ts';
import type { CaseResult } from '../suite/run.ts';
import type { Bench } from './use-bench.ts';
import { type Cases, casesIn, type Draft } from './use-cases.ts';
import classes from './runs.module.css';
import bench from './workbench.module.css';

type Case = Cases[number];

/** Cases while somebody writes them: what is sent, what is expected, and what comes of it in this browser. */
export function CaseTable(props: {
  readonly bench: Bench;
  /** What they are held against, as it is kept; null for the standard alone. */
  readonly profile: string | null;
  readonly drafts: readonly Draft[];
  readonly onChange: (drafts: readonly Draft[]) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { drafts, onChange } = props;
  const cases = casesIn(drafts);
  const [results, setResults] = useState<ReadonlyMap<Case, CaseResult>>(new Map());
  const [trying, setTrying] = useState(false);
  const run = async (): Promise<void> => {
    setTrying(true);
    const found = await props.bench.ask('tryCases', { profile: props.profile, cases }).finally(() => setTrying(false));
    setResults(new Map(cases.flatMap((one, at) => (found[at] ? [[one, found[at]] as const] : []))));
  };
  const change = (at: number, next: Draft): void => onChange(drafts.with(at, next));
  const tried = cases.flatMap((one) => results.get(one) ?? []);
  return (
    <>
      <div className={classes['ways']}>
        <Button size="xs" variant="default" loading={trying} onClick={() => void run()}>
          {t('interoperability.suite.try')}
        </Button>
        <output className={classes['soft']}>
          {tried.length < cases.length || cases.length === 0
            ? t('interoperability.suite.trying')
            : t('interoperability.suite.triedAll', {
                count: cases.length,
                passed: format.number(tried.filter(({ passed }) => passed).length),
              })}
        </output>
      </div>
      <ViewTable label={t('interoperability.suite.table')}>
        <thead>
          <tr>
            {(['name', 'answer', 'reply', 'tried'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`interoperability.suite.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {drafts.map(({ id, one }, at) => (
            <CaseRow
              key={id}
              number={at + 1}
              one={one}
              result={results.get(one)}
              onChange={(next) => change(at, { id, one: next })}
              onRemove={() => onChange(drafts.toSpliced(at, 1))}
            />
          ))}
        </tbody>
      </ViewTable>
      <p className={classes['soft']}>{t('interoperability.suite.replyHelp')}</p>
    </>
  );
}

function CaseRow({
  number,
  one,
  result,
  onChange,
  onRemove,
}: {
  readonly number: number;
  readonly one: Case;
  readonly result: CaseResult | undefined;
  readonly onChange: (one: Case) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation();
  const { name, message, generate, expect } = one;
  return (
    <tr>
      <th scope="row" className={classes['case']}>
        <Textarea
          size="xs"
          autosize
          minRows={1}
          maxRows={4}
          aria-label={t('interoperability.suite.nameOf', { number })}
          maxLength={200}
          value={name}
          onChange={(event) => onChange({ ...one, name: event.currentTarget.value.replaceAll(/\s*\n\s*/g, ' ') })}
        />
        {message !== undefined && (
          <details>
            <summary>{t('interoperability.suite.message')}</summary>
            <Textarea
              classNames={{ input: bench['code'] ?? '' }}
              size="xs"
              autosize
              minRows={3}
              maxRows={14}
              aria-label={t('interoperability.suite.messageOf', { name })}
              value={message}
              onChange={(event) => onChange({ ...one, message: event.currentTarget.value })}
            />
          </details>
        )}
        {generate && (
          <span className={classes['soft']}>
            {t('interoperability.suite.generated', { trigger: generate.trigger, seed: generate.seed })}
          </span>
        )}
        <div>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('interoperability.suite.removeOf', { name })}
            onClick={onRemove}
          >
            {t('interoperability.suite.remove')}
          </Button>
        </div>
      </th>
      <td className={classes['answer']}>
        <NativeSelect
          size="xs"
          aria-label={t('interoperability.suite.answerOf', { name })}
          value={expect.answer}
          onChange={(event) => {
            const answer = ANSWERS.find((code) => code === event.currentTarget.value);
            if (answer) onChange({ ...one, expect: { ...expect, answer } });
          }}
          data={ANSWERS.map((value) => ({ value, label: t(`interoperability.suite.answers.${value}`) }))}
        />
      </td>
      <td className={classes['reply']}>
        <Reply
          name={name}
          reply={expect.reply}
          onReply={(reply) => onChange({ ...one, expect: { ...expect, reply } })}
        />
      </td>
      <td className={classes['tried']}>
        <Tried result={result} />
      </td>
    </tr>
  );
}

function Reply({
  name,
  reply,
  onReply,
}: {
  readonly name: string;
  readonly reply: Case['expect']['reply'];
  readonly onReply: (reply: Case['expect']['reply']) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => writeReply(reply));
  const read = readReply(text);
  return (
    <Textarea
      classNames={{ input: bench['code'] ?? '' }}
      size="xs"
      autosize
      minRows={1}
      maxRows={6}
      aria-label={t('interoperability.suite.replyOf', { name })}
      value={text}
      error={'wrong' in read ? t('interoperability.suite.replyWrong', { line: read.wrong }) : undefined}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setText(value);
        const next = readReply(value);
        if ('reply' in next) onReply(next.reply);
      }}
    />
  );
}

function Tried({ result }: { readonly result: CaseResult | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  if (!result) return <StateMark tone="unknown" word={t('interoperability.suite.notTried')} />;
  return (
    <>
      <StateMark
        tone={result.passed ? 'met' : 'unmet'}
        word={t(result.passed ? 'interoperability.runs.passed' : 'interoperability.runs.failed')}
      />
      {result.faults.map((fault) => (
        <div key={fault.message} className={classes['soft']}>
          {words.told(fault)}
        </div>
      ))}
    </>
  );
}
