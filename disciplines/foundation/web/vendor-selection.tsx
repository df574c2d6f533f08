import type { ModelOf } from '@callosum/kernel';
import { Figures, Mentioned, useFormat, type ViewProps } from '@callosum/web/views';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nearestTip, scoreTable, type vendorSelection, weigh } from '../index.ts';
import { VendorBars } from './vendor-bars.tsx';
import { VendorCosts } from './vendor-costs.tsx';
import { VendorScores } from './vendor-scores.tsx';
import classes from './vendor-selection.module.css';
import { VendorWeights } from './vendor-weights.tsx';

export type Selection = ModelOf<typeof vendorSelection>;

/** Offers side by side. What is tried with the weights stays in the browser. */
export default function VendorSelection({ model, choices, onChoose }: ViewProps<Selection>) {
  const { t } = useTranslation();
  const format = useFormat();
  const table = useMemo(() => scoreTable(model), [model]);
  const agreed = useMemo(() => model.weighed.map((place) => model.criteria[place]?.weight ?? 0), [model]);
  const [tried, setTried] = useState<readonly number[]>();
  const weights = tried?.length === agreed.length ? tried : agreed;
  const before = useMemo(() => weigh(agreed, table), [agreed, table]);
  const now = useMemo(() => weigh(weights, table), [weights, table]);
  const vendorOf = (place: number | undefined) =>
    place === undefined ? undefined : model.vendors[model.ranked[place] ?? -1];
  const tip = now && nearestTip(now);
  const share = (part: number): string => format.measure(Math.round(part * 1000) / 10, '%');
  const second = now && [...now.totals].sort((a, b) => b - a)[1];
  return (
    <>
      <Figures
        figures={[
          { value: vendorOf(now?.leader)?.title ?? '–', label: t('foundation.selection.leads') },
          {
            value: now && second !== undefined ? format.number((now.totals[now.leader ?? 0] ?? 0) - second, 2) : '–',
            label: t('foundation.selection.lead'),
          },
          {
            value: tip && now ? share(Math.abs(tip.to - (now.shares[tip.criterion] ?? 0))) : '–',
            label: tip
              ? t('foundation.selection.nearest', {
                  criterion: model.criteria[model.weighed[tip.criterion] ?? -1]?.title ?? '',
                  vendor: vendorOf(tip.by)?.title ?? '',
                })
              : t('foundation.selection.never'),
          },
          { value: format.number(model.blind.length), label: t('foundation.selection.blind') },
        ]}
      />
      <Left title={t('foundation.selection.blindList')} records={model.blind} />
      <Left title={t('foundation.selection.incomplete')} records={model.incomplete} />
      {now && before && (
        <>
          <VendorBars model={model} now={now} before={before} isTried={weights !== agreed} />
          <VendorWeights
            model={model}
            now={now}
            agreed={agreed}
            weights={weights}
            onTry={(next) => setTried(next)}
            onReset={() => setTried(undefined)}
          />
        </>
      )}
      {model.criteria.length > 0 && <VendorScores model={model} />}
      <VendorCosts model={model} choices={choices} onChoose={onChoose} />
    </>
  );
}

function Left({ title, records }: { readonly title: string; readonly records: Selection['blind'] }) {
  if (records.length === 0) return null;
  return (
    <section className={classes['left']} aria-label={title}>
      <p>{title}</p>
      <ul>
        {records.map((record) => (
          <li key={record.id}>
            <Mentioned record={record} />
          </li>
        ))}
      </ul>
    </section>
  );
}
