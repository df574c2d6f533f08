import { useTranslation } from 'react-i18next';
import { Page } from '../kit/page.tsx';
import { useProject } from '../shell/project.ts';
import { DueForDisposal } from './due-for-disposal.tsx';
import { FindPlaces } from './find-places.tsx';
import { WaitingRedactions } from './waiting-redactions.tsx';

/** Erases what should never have been written: one person finds and asks, another carries it out. */
export function RedactionPage() {
  const { t } = useTranslation();
  const project = useProject();
  return (
    <Page title={t('redaction.title')} context={project.title} lead={t('redaction.lead')}>
      <WaitingRedactions />
      {project.mayRun('redaction.ask') && <FindPlaces />}
      {project.mayRun('disposal.ask') && <DueForDisposal />}
    </Page>
  );
}
