import type { ModelOf } from '@callosum/kernel';
import {
  ExportTable,
  Figures,
  Find,
  StateMark,
  Toggles,
  type Tone,
  useFormat,
  useNameOf,
  useProject,
  useWords,
  type ViewProps,
  ViewTable,
} from '@callosum/web/views';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { inventoryView } from '../index.ts';
import type { InterfaceEdge, Proof } from '../views/inventory.ts';
import { InventoryPicture } from './inventory-picture.tsx';
import classes from './inventory.module.css';

const TONES: Readonly<Record<Proof, Tone>> = { ready: 'met', fallen: 'unmet', untested: 'unknown' };

/** Systems and interfaces as a picture, and the same as a table. */
export default function Inventory({ model, choices, onChoose }: ViewProps<ModelOf<typeof inventoryView>>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { systems, interfaces } = model;
  const { key } = useProject();
  const words = useWords();
  if (model.ready + model.fallen + model.untested === 0) {
    return (
      <p>
        {t('interoperability.inventory.first')}{' '}
        <Link to="/p/$key/new/$kind" params={{ key, kind: 'interface' }}>
          {t('interoperability.next.make', { kind: words.one('interface') })}
        </Link>
      </p>
    );
  }
  const only = systems.find(({ id }) => id === choices['system']);
  return (
    <>
      <Figures
        figures={(['ready', 'fallen', 'untested', 'unowned'] as const).map((key) => ({
          value: format.number(model[key]),
          label: t(`interoperability.proof.${key}`),
        }))}
      />
      <div className={classes['tools']}>
        <Find
          label={t('interoperability.inventory.find')}
          value={choices['find'] ?? ''}
          onChange={(find) => onChoose({ find })}
        />
        <Toggles
          label={t('interoperability.inventory.show')}
          value={choices['show']}
          options={(['ready', 'fallen', 'untested', 'unowned'] as const).map((value) => ({
            value,
            label: t(`interoperability.proof.${value}`),
            count: model[value],
          }))}
          onChange={(show) => onChoose({ show })}
        />
        {only && (
          <Button size="xs" variant="default" onClick={() => onChoose({ system: undefined })}>
            {t('interoperability.inventory.everything')}
          </Button>
        )}
      </div>
      {interfaces.length === 0 ? (
        <p>{t('interoperability.inventory.none')}</p>
      ) : (
        <>
          {systems.length > 0 && (
            <InventoryPicture model={model} only={only?.id} onSystem={(id) => onChoose({ system: id })} />
          )}
          <InterfaceTable model={model} />
        </>
      )}
    </>
  );
}

function InterfaceTable({ model }: { readonly model: ModelOf<typeof inventoryView> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const words = useWords();
  const { key } = useProject();
  const systems = new Map(model.systems.map((one) => [one.id, one]));
  const titles = (ids: readonly string[]): string =>
    ids.flatMap((id) => systems.get(id)?.title ?? []).join(', ') || t('interoperability.inventory.noEnd');
  const sources = ({ source }: InterfaceEdge): readonly string[] => (source === undefined ? [] : [source]);
  const heads = ['interface', 'from', 'to', 'proof', 'perDay', 'owner'] as const;
  const label = t('interoperability.inventory.table');
  return (
    <div>
      <ExportTable
        name={label}
        sheet={() => ({
          headings: heads.map((head) => t(`interoperability.inventory.${head}`)),
          rows: model.interfaces.map((one) => [
            one.title,
            titles(sources(one)),
            titles(one.targets),
            t(`interoperability.proof.${one.proof}`),
            one.perDay === undefined ? null : { number: one.perDay },
            one.owner === undefined ? '' : nameOf(one.owner),
          ]),
        })}
      />
      <ViewTable label={label}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" data-align={head === 'perDay' ? 'end' : 'start'}>
                {t(`interoperability.inventory.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.interfaces.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <Link to="/p/$key/view/$view" params={{ key, view: 'interface' }} search={{ interface: one.id }}>
                  {words.reference(one.kind, one.number)} {one.title}
                </Link>
              </th>
              <td>{titles(sources(one))}</td>
              <td>{titles(one.targets)}</td>
              <td>
                <StateMark tone={TONES[one.proof]} word={t(`interoperability.proof.${one.proof}`)} />
                {one.why !== undefined && <div className={classes['soft']}>{words.sentence(one.why)}</div>}
              </td>
              <td data-align="end">{one.perDay === undefined ? '' : format.number(one.perDay)}</td>
              <td>{one.owner === undefined ? t('interoperability.inventory.nobody') : nameOf(one.owner)}</td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
    </div>
  );
}
