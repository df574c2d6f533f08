import { useDrop, useFormat } from '@callosum/web/views';
import { Button, FileButton, Progress as Bar, Radio, Textarea } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Progress, TakeMode } from '../bench/samples.ts';
import classes from './workbench.module.css';

/** Where messages come in: dropped, chosen or pasted. */
export function DropMessages({
  progress,
  onFiles,
  onStop,
}: {
  readonly progress: Progress | undefined;
  readonly onFiles: (files: readonly File[], mode: TakeMode) => void;
  readonly onStop: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [mode, setMode] = useState<TakeMode>('safe-harbor');
  const [pasted, setPasted] = useState('');
  const { area, over } = useDrop((files) => onFiles(files, mode));
  if (progress) {
    return (
      <div className={classes['drop']}>
        <Bar value={100 * progress.share} aria-label={t('interoperability.messages.reading')} />
        <output>
          {t('interoperability.messages.progress', {
            files: format.number(progress.files),
            of: format.number(progress.of),
            count: progress.messages,
            number: format.number(progress.messages),
          })}
        </output>
        <div>
          <Button size="xs" variant="default" onClick={onStop}>
            {t('interoperability.messages.stop')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div ref={area} className={classes['drop']} data-over={over}>
      <div className={classes['tools']}>
        <FileButton
          multiple
          onChange={(files) => onFiles(files, mode)}
          inputProps={{ 'aria-label': t('interoperability.messages.choose') }}
        >
          {(button) => (
            <Button {...button} leftSection={<IconFileSearch size={17} stroke={1.7} />}>
              {t('interoperability.messages.choose')}
            </Button>
          )}
        </FileButton>
        <span className={classes['soft']}>{t('interoperability.messages.drop')}</span>
      </div>
      <Radio.Group
        size="xs"
        label={t('interoperability.messages.mode')}
        value={mode}
        onChange={(value) => setMode(value === 'pseudonymised' ? 'pseudonymised' : 'safe-harbor')}
      >
        <div className={classes['tools']}>
          <Radio size="xs" value="safe-harbor" label={t('interoperability.messages.safeHarbor')} />
          <Radio size="xs" value="pseudonymised" label={t('interoperability.messages.pseudonymised')} />
        </div>
      </Radio.Group>
      <details>
        <summary>{t('interoperability.messages.paste')}</summary>
        <Textarea
          classNames={{ input: classes['code'] }}
          aria-label={t('interoperability.messages.pasted')}
          autosize
          minRows={4}
          maxRows={12}
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
        />
        <Button
          size="xs"
          mt={8}
          disabled={pasted.trim() === ''}
          onClick={() => {
            onFiles([new File([pasted], t('interoperability.messages.pastedName'))], mode);
            setPasted('');
          }}
        >
          {t('interoperability.messages.check')}
        </Button>
      </details>
    </div>
  );
}
