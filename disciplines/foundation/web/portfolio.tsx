import type { ModelOf } from '@callosum/kernel';
import { Figures, useFormat, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { portfolio } from '../index.ts';
import { OverBookedPeople } from './portfolio-people.tsx';
import { PortfolioProjects } from './portfolio-projects.tsx';
import { PortfolioStrategy } from './portfolio-strategy.tsx';

export type Model = ModelOf<typeof portfolio>;

/** Projects side by side. */
export default function Portfolio({ model }: ViewProps<Model>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { projects } = model;
  return (
    <>
      <Figures
        figures={[
          { value: format.number(projects.length), label: t('foundation.portfolio.projects') },
          {
            value: format.number(projects.filter(({ slip = 0 }) => slip > 0).length),
            label: t('foundation.portfolio.slipping'),
          },
          {
            value: format.number(projects.reduce((sum, { decisions }) => sum + decisions.overdue, 0)),
            label: t('foundation.portfolio.overdue'),
          },
          {
            value: format.number(new Set(model.overBooked.map(({ person }) => person)).size),
            label: t('foundation.portfolio.overBooked'),
          },
          {
            value: format.number(model.goals.filter(({ by }) => by.length === 0).length),
            label: t('foundation.portfolio.unserved'),
          },
        ]}
      />
      <PortfolioProjects projects={projects} />
      <PortfolioStrategy model={model} />
      <OverBookedPeople model={model} />
    </>
  );
}
