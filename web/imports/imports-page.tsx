import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './imports.module.css';
import { UndoImport } from './undo-import.tsx';

/** Every import that ran in the project, each with its way back. */
export function ImportsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const project = useProject();
  const runs = useQuery(api.importRuns.list.queryOptions({ input: { key: project.key } }));
  return (
    <Page title={t('imports.title')} context={project.title} lead={t('imports.lead')}>
      <Loaded query={runs}>
        {(all) =>
          all.length === 0 ? (
            <p>{t('imports.none')}</p>
          ) : (
            <ul className={classes['runs']}>
              {all.map((run) => (
                <li key={run.id}>
                  <div>
                    <strong>{run.file}</strong>{' '}
                    {run.kind === null ? t('imports.plan') : t('imports.into', { kinds: words.many(run.kind) })}
                    <p className={classes['soft']}>
                      {nameOf(run.account)}, {format.instant(run.ran)}
                      {run.undone &&
                        ` · ${t('imports.undone', { name: nameOf(run.undone.by), at: format.instant(run.undone.at) })}`}
                    </p>
                  </div>
                  {!run.undone && <UndoImport run={run.id} file={run.file} />}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
