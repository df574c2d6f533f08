import type { DocumentDeclaration } from '@callosum/kernel';
import { jobFilePath } from '@callosum/kernel/contract';
import { Button, Code } from '@mantine/core';
import { IconDownload, IconFileText } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import type { ProducedDocument } from '../api/shapes.ts';
import { useApi, useComposition } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './documents.module.css';
import { ProduceDialog } from './produce-dialog.tsx';

/** What can be put on paper about a project, and what was, each with its place in the ledger. */
export function DocumentsPage() {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const { registry } = useComposition();
  const [chosen, setChosen] = useState<DocumentDeclaration>();
  return (
    <Page title={t('documents.title')} context={project.title} lead={t('documents.lead')}>
      <ul className={classes['offers']}>
        {[...registry.documents.values()].map((declared) => (
          <li key={declared.name} className={classes['offer']}>
            <div>
              <h2>{words.say(`document.${declared.name}.label`, declared.label)}</h2>
              <p>{words.say(`document.${declared.name}.help`, declared.help)}</p>
            </div>
            <Button
              variant="default"
              leftSection={<IconFileText size={16} stroke={1.6} aria-hidden="true" />}
              onClick={() => setChosen(declared)}
            >
              {t('documents.produce')}
              <span className="hidden"> {words.say(`document.${declared.name}.label`, declared.label)}</span>
            </Button>
          </li>
        ))}
      </ul>
      <h2 className={classes['heading']}>{t('documents.history')}</h2>
      <History project={project.key} />
      {chosen && <ProduceDialog key={chosen.name} declared={chosen} onClose={() => setChosen(undefined)} />}
    </Page>
  );
}

function History({ project }: { readonly project: string }) {
  const { t } = useTranslation();
  const produced = useQuery(useApi().documents.list.queryOptions({ input: { key: project } }));
  return (
    <Loaded query={produced}>
      {(documents) =>
        documents.length === 0 ? (
          <p className={classes['none']}>{t('documents.none')}</p>
        ) : (
          <Produced documents={documents} />
        )
      }
    </Loaded>
  );
}

const SHORT_HASH = 12;

function Produced({ documents }: { readonly documents: readonly ProducedDocument[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  return (
    // Wide on purpose: on a phone it scrolls within itself; its links take the keyboard there.
    <div className={classes['scroll']}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('documents.column.document')}</th>
            <th scope="col">{t('documents.column.asOf')}</th>
            <th scope="col">{t('documents.column.ledger')}</th>
            <th scope="col">{t('documents.column.produced')}</th>
            <th scope="col">{t('documents.column.file')}</th>
          </tr>
        </thead>
        <tbody>
          {documents.map((one) => (
            <tr key={one.job}>
              <td>
                {one.title}
                {one.subtitle !== null && <span className={classes['soft']}>{one.subtitle}</span>}
              </td>
              <td>{format.date(one.asOf)}</td>
              <td>
                <span className="numeric">{format.number(one.sequence)}</span>
                <Code className={classes['hash'] ?? ''}>{one.head.slice(0, SHORT_HASH)}</Code>
              </td>
              <td>
                {format.instant(one.produced)}
                <span className={classes['soft']}>{nameOf(one.by)}</span>
              </td>
              <td>
                <Button
                  component="a"
                  href={jobFilePath(one.job)}
                  download={one.file.name}
                  size="compact-sm"
                  variant="light"
                  leftSection={<IconDownload size={14} aria-hidden="true" />}
                >
                  {t(`documents.format.${one.format}`)}
                  <span className="hidden"> {one.file.name}</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
