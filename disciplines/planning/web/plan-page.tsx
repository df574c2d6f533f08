import { Loaded, Page, useProject } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import { PlanBoard } from './plan-board.tsx';
import { usePlanStore } from './use-plan.ts';

/** The plan: tasks beside their time line, calculated while one types. */
export default function PlanPage() {
  // Another day has another plan.
  return <OpenPlan key={useProject().at ?? ''} />;
}

function OpenPlan() {
  const { t } = useTranslation();
  const project = useProject();
  const { query, store } = usePlanStore();
  if (store) return <PlanBoard store={store} />;
  return (
    <Page title={t('planning.title')} context={project.title}>
      <Loaded query={query}>
        {({ records }) =>
          records === null ? <p>{t('planning.none')}</p> : <output>{t('planning.calculating')}</output>
        }
      </Loaded>
    </Page>
  );
}
