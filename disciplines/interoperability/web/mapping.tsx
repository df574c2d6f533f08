import type { ModelOf } from '@callosum/kernel';
import { Loaded, Mentioned, useWords, type ViewProps } from '@callosum/web/views';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { mappingView } from '../index.ts';
import { BeginMapping } from './begin-mapping.tsx';
import { useMapFiles } from './map-files.ts';
import { MapSheet } from './map-sheet.tsx';
import { Onward } from './onward.tsx';
import { NoProfile } from './no-profile.tsx';
import { useBench } from './use-bench.ts';
import { useMessages } from './use-messages.ts';
import classes from './workbench.module.css';

/** A mapping row by row, beside the messages that this browser holds. */
export default function MappingScreen({ model, choices, onChoose }: ViewProps<ModelOf<typeof mappingView>>) {
  const { t } = useTranslation();
  const words = useWords();
  const bench = useBench();
  const { mappings, profiles } = model;
  const offer =
    mappings.find(({ id }) => id === choices['mapping']) ??
    mappings.find(({ source, target }) => source && target) ??
    mappings[0];
  const files = useMapFiles(bench, offer);
  const messages = useMessages(bench);
  if (profiles.every(({ file }) => file === undefined)) return <NoProfile />;
  const begin = (
    <BeginMapping
      bench={bench}
      profiles={profiles}
      ends={model.ends}
      onBegun={(mapping) => onChoose({ mapping, codes: undefined, place: undefined })}
    />
  );
  if (!offer) {
    return (
      <>
        <p>{t('interoperability.map.none')}</p>
        {begin}
      </>
    );
  }
  return (
    <>
      <div className={classes['tools']}>
        <NativeSelect
          size="xs"
          label={t('interoperability.map.choose')}
          value={offer.id}
          onChange={(event) => onChoose({ mapping: event.currentTarget.value, codes: undefined, place: undefined })}
          data={mappings.map((one) => ({
            value: one.id,
            label: `${words.reference(one.kind, one.number)} ${one.title}`,
          }))}
        />
        <Mentioned record={offer} />
        {offer.file !== undefined && <Onward view="runs" choices={{ make: offer.of }} />}
      </div>
      {offer.source && offer.target ? (
        <Loaded query={files}>
          {(read) => (
            <MapSheet
              // What was kept anew begins without changes.
              key={`${offer.id} ${offer.file ?? ''}`}
              bench={bench}
              offer={offer}
              files={read}
              messages={messages}
              choices={choices}
              onChoose={onChoose}
            />
          )}
        </Loaded>
      ) : (
        <p>{t('interoperability.map.ends')}</p>
      )}
      <details>
        <summary>{t('interoperability.map.begin')}</summary>
        {begin}
      </details>
    </>
  );
}
