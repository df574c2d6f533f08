import { useProject, useWords } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SAMPLES_NAME } from '../map-names.ts';
import type { MappingOffer } from '../views/mapping.ts';
import { DropMessages } from './drop-messages.tsx';
import { fetchAttached } from './profile-file.ts';
import type { useMessages } from './use-messages.ts';
import { useNewest } from './use-received.ts';
import classes from './workbench.module.css';

/** Where the messages come from that the mapping is tried with: kept with the profile, come in at a test endpoint, or dropped here. */
export function Tried({
  messages: { holding, progress, failed, take, receive, stop },
  offer: { samples, endpoints },
}: {
  readonly messages: ReturnType<typeof useMessages>;
  readonly offer: MappingOffer;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const newest = useNewest();
  const count = holding.lines.length;
  const useKept = async (): Promise<void> => {
    if (!samples) return;
    const text = await fetchAttached(project.key, samples.record, samples.file);
    await take([new File([text], SAMPLES_NAME)], 'safe-harbor');
  };
  return (
    <details open={count === 0}>
      <summary>
        {t('interoperability.map.samples')}: {t('interoperability.map.tried', { count })}
      </summary>
      {count === 0 && (samples || endpoints.length > 0) && (
        <div className={classes['tools']}>
          {samples && (
            <Button size="xs" onClick={() => void useKept()}>
              {t('interoperability.map.kept')}
            </Button>
          )}
          {endpoints.map((one) => (
            <Button
              key={one.id}
              size="xs"
              variant={samples ? 'default' : 'filled'}
              onClick={() => void receive(() => newest(one.id))}
            >
              {t('interoperability.map.cameIn', { endpoint: `${words.reference(one.kind, one.number)} ${one.title}` })}
            </Button>
          ))}
        </div>
      )}
      <DropMessages progress={progress} onStop={stop} onFiles={(files, mode) => void take(files, mode)} />
      {failed !== undefined && (
        <p role="alert" data-tone="unmet">
          {words.told(failed)}
        </p>
      )}
    </details>
  );
}
