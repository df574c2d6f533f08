import { FileButton, Button, Progress } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../messages/format.ts';
import classes from './import.module.css';
import { useDrop } from '../kit/use-drop.ts';
import { FileSize } from '../kit/file-size.tsx';

/** A file by button, by keyboard, or dropped. */
export function FileInput(props: {
  readonly label: string;
  /** Endings and types the dialog offers; another one can be dropped, and is refused by what it holds. */
  readonly accept: string;
  readonly file: File | undefined;
  readonly error: string | undefined;
  readonly onFile: (file: File) => void;
  /** Share that has been sent, while it is being sent. */
  readonly sending: number | undefined;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { area, over } = useDrop(([first]) => {
    if (first) props.onFile(first);
  });
  const { file } = props;
  return (
    <div ref={area} className={classes['drop']} data-over={over}>
      <p className={classes['dropLabel']}>
        {file ? (
          <>
            <strong>{file.name}</strong>{' '}
            <span className={classes['soft']}>
              <FileSize bytes={file.size} />
            </span>
          </>
        ) : (
          props.label
        )}
      </p>
      {props.sending === undefined ? (
        <p className={classes['dropChoice']}>
          <FileButton
            onChange={(chosen) => {
              if (chosen) props.onFile(chosen);
            }}
            accept={props.accept}
            inputProps={{ 'aria-label': props.label }}
          >
            {(button) => (
              <Button
                {...button}
                variant={file ? 'default' : 'filled'}
                leftSection={<IconFileImport size={17} stroke={1.7} />}
              >
                {file ? t('import.chooseOther') : t('import.choose')}
              </Button>
            )}
          </FileButton>
          <span className={classes['soft']}>{over ? t('import.dropNow') : t('import.drop')}</span>
        </p>
      ) : (
        <div className={classes['sending']}>
          <Progress value={props.sending * 100} aria-label={t('import.uploading')} />
          <output>{t('import.uploaded', { share: format.percent(props.sending * 100) })}</output>
          <Button size="xs" variant="default" onClick={props.onCancel}>
            {t('import.cancel')}
          </Button>
        </div>
      )}
      {props.error && (
        <p role="alert" data-tone="unmet">
          {props.error}
        </p>
      )}
    </div>
  );
}
