import { projectKey } from '@callosum/kernel/contract';
import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, type Trouble } from '../api/problems.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems, useFieldError } from '../kit/problems.tsx';
import type { OpenProject } from '../shell/project.ts';
import { useFormat } from '../messages/format.ts';
import { Diff } from './diff.tsx';
import { FileInput } from './file-input.tsx';
import { GatesFrom, USUAL_GATES } from './gates-from.tsx';
import { GoLiveChoice, type GoLiveDraft, goLiveOf } from './go-live-choice.tsx';
import classes from './import.module.css';
import { proposeKey, titleIn } from './propose.ts';
import { type ImportInput, useImport } from './use-import.ts';
import { Form } from '../kit/form.tsx';

const FIELDS = ['file', 'key', 'title', 'zone', 'goLive', 'template', 'answers'] as const;
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** File, project, what would change, import. Whatever goes wrong, what was filled in stays. */
export function Wizard({ into }: { readonly into?: OpenProject }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const format = useFormat();
  const work = useImport();
  const [file, setFile] = useState<File>();
  const [entry, setEntry] = useState({ key: into?.key ?? '', title: into?.title ?? '', zone: into?.zone ?? ownZone() });
  /** Proposals stop where somebody has typed. */
  const [typed, setTyped] = useState({ key: into !== undefined, title: into !== undefined });
  const [goLive, setGoLive] = useState<GoLiveDraft>({ choice: '', date: '' });
  const [gates, setGates] = useState(USUAL_GATES);
  const [withdraw, setWithdraw] = useState(true);
  const [own, setOwn] = useState<readonly Trouble[]>([]);
  const found = byField([...own, ...work.problems], FIELDS);
  const result = useRef<HTMLElement>(null);
  const busy = work.phase === 'uploading' || work.phase === 'reading' || work.phase === 'importing';

  useEffect(() => {
    if (work.phase === 'ready') result.current?.focus();
  }, [work.phase]);

  const propose = async (chosen: File): Promise<void> => {
    const title = typed.title ? entry.title : await titleIn(chosen);
    setEntry((before) => ({ ...before, title, key: typed.key ? before.key : proposeKey(title) }));
  };
  const choose = (chosen: File): void => {
    setFile(chosen);
    setWithdraw(true);
    work.forget();
    void propose(chosen);
  };
  const setTitle = (title: string): void => {
    setTyped((before) => ({ ...before, title: true }));
    setEntry((before) => ({ ...before, title, key: typed.key ? before.key : proposeKey(title) }));
  };
  const setKey = (key: string): void => {
    setTyped((before) => ({ ...before, key: true }));
    setEntry((before) => ({ ...before, key: key.toUpperCase() }));
    work.forget();
  };
  const input = (draft: GoLiveDraft): ImportInput => {
    const when = goLiveOf(draft);
    const project = into
      ? { key: into.key }
      : { key: entry.key, zone: entry.zone, ...(entry.title ? { title: entry.title } : {}) };
    const template = into ? undefined : gates.choice;
    return { ...project, ...(when ? { goLive: when } : {}), ...(template ? { template } : {}) };
  };
  const check = async (draft = goLive): Promise<void> => {
    const wrong: Trouble[] = [];
    if (!file) wrong.push({ severity: 'error', code: 'no-file', message: '', path: ['file'] });
    if (!projectKey.safeParse(entry.key).success)
      wrong.push({ severity: 'error', code: 'key', message: '', path: ['key'] });
    setOwn(wrong);
    if (file && wrong.length === 0) await work.preview(file, input(draft));
  };
  const run = async (): Promise<void> => {
    if (!file) return;
    if (goLive.choice === 'date' && goLive.date === '') {
      setOwn([{ severity: 'error', code: 'no-date', message: '', path: ['goLive'] }]);
      return;
    }
    const done = await work.run(file, { ...input(goLive), ...(withdraw ? {} : { gone: 'keep' }) });
    if (!done) return;
    announce(t('import.done', { title: done.title }));
    await navigate({ to: '/p/$key', params: { key: done.project } });
  };

  return (
    <Form className={classes['wizard']} onSubmit={() => void (work.diff ? run() : check())}>
      <Problems problems={found.rest} focus />
      <FileInput
        label={t('import.file')}
        accept=".xml,.xer,.json,application/xml,text/xml"
        file={file}
        error={fieldError(found.at('file'))}
        onFile={choose}
        sending={work.phase === 'uploading' ? work.sent : undefined}
        onCancel={work.cancel}
      />
      {!into && file && (
        <div className={classes['fields']}>
          <TextInput
            label={t('import.name')}
            required
            value={entry.title}
            error={fieldError(found.at('title'))}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <TextInput
            label={t('import.key')}
            description={t('import.keyHelp')}
            required
            maxLength={16}
            value={entry.key}
            error={fieldError(found.at('key'))}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          <TextInput
            label={t('import.zone')}
            description={t('import.zoneHelp')}
            required
            value={entry.zone}
            error={fieldError(found.at('zone'))}
            onChange={(event) => setEntry((before) => ({ ...before, zone: event.target.value }))}
          />
        </div>
      )}
      {!into && file && (
        <GatesFrom
          draft={gates}
          problems={work.problems}
          onChange={(draft) => {
            setGates(draft);
            work.forget();
          }}
        />
      )}
      {file && !work.diff && (
        <Group mt="md">
          <Button type="submit" loading={busy}>
            {t('import.check')}
          </Button>
          {work.phase === 'reading' && <output>{t('import.reading')}</output>}
        </Group>
      )}
      {work.diff && (
        <section ref={result} tabIndex={-1} className={classes['result']} aria-labelledby="import-result">
          <h2 id="import-result">{t('import.result')}</h2>
          <div className={classes['fields']}>
            <GoLiveChoice
              diff={work.diff}
              draft={goLive}
              error={fieldError(found.at('goLive'))}
              onChange={(draft) => {
                setGoLive(draft);
                setOwn([]);
              }}
            />
          </div>
          <Diff diff={work.diff} kept={!withdraw}>
            <Checkbox
              my="sm"
              label={t('import.withdrawGone', { count: work.diff.gone, number: format.number(work.diff.gone) })}
              description={t('import.withdrawGoneHelp')}
              checked={withdraw}
              onChange={(event) => setWithdraw(event.currentTarget.checked)}
            />
          </Diff>
          <Group mt="lg" className={classes['confirm']}>
            <Button type="submit" loading={work.phase === 'importing'}>
              {t('import.do')}
            </Button>
            {work.phase === 'importing' && <output>{t('import.doing')}</output>}
          </Group>
        </section>
      )}
    </Form>
  );
}
