import { Page } from '../kit/page.tsx';
import { useTranslation } from 'react-i18next';
import { NotFound } from '../shell/failures.tsx';
import { useProject } from '../shell/project.ts';
import { Wizard } from './wizard.tsx';

/** A new project from its plan. */
export function ImportPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('import.title')} lead={t('import.lead')}>
      <Wizard />
    </Page>
  );
}

/** A newer version of the plan into the project it belongs to. */
export function ReimportPage() {
  const { t } = useTranslation();
  const project = useProject();
  if (!project.mayRun('plan.import')) return <NotFound />;
  return (
    <Page title={t('import.titleAgain')} context={project.title} lead={t('import.leadAgain')}>
      <Wizard into={project} />
    </Page>
  );
}
