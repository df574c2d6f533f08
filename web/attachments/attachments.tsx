import { type AttachedFile, attachmentsOf } from '@callosum/kernel';
import { attachmentsPath } from '@callosum/kernel/contract';
import { ActionIcon, Button, FileButton } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { type ClipboardEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../api/problems.ts';
import type { RecordView } from '../api/shapes.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { FileSize } from '../kit/file-size.tsx';
import { Problems } from '../kit/problems.tsx';
import { useDrop } from '../kit/use-drop.ts';
import { useProject } from '../shell/project.ts';
import classes from './attachments.module.css';
import { RemoveDialog } from './remove-dialog.tsx';
import { SendingRow } from './sending-row.tsx';
import { useSending } from './use-sending.ts';

/** The files that belong to a record: read them, add by button, drop or paste, take one away. */
export function Attachments({ view, reference }: { readonly view: RecordView; readonly reference: string }) {
  const { t } = useTranslation();
  const project = useProject();
  const [removing, setRemoving] = useState<AttachedFile>();
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const { record, may } = view;
  const files = attachmentsOf(record);
  return (
    <section className={classes['panel']} aria-labelledby="attachments">
      <h2 id="attachments">{t('attachment.title')}</h2>
      <Problems problems={problems} focus />
      {files.length === 0 && !may.update && <p className={classes['soft']}>{t('attachment.none')}</p>}
      {files.length > 0 && (
        <ul className={classes['files']}>
          {files.map((file) => (
            <li key={`${file.hash} ${file.name}`}>
              <a href={`${attachmentsPath(project.key, record.id)}/${file.hash}`} download={file.name}>
                {file.name}
              </a>
              <span className={classes['soft']}>
                <FileSize bytes={file.size} />
              </span>
              {may.update && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t('attachment.remove', { name: file.name })}
                  onClick={() => setRemoving(file)}
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {may.update && <Adding project={project.key} record={record.id} />}
      <RemoveDialog
        file={removing}
        record={record.id}
        reference={reference}
        onClose={() => setRemoving(undefined)}
        onProblems={setProblems}
      />
    </section>
  );
}

/** Where files come in, and those on their way. */
function Adding({ project, record }: { readonly project: string; readonly record: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const onSent = useCallback((name: string) => announce(t('attachment.sent', { name })), [announce, t]);
  const { sendings, add, stop } = useSending({ project, record }, onSent);
  const { area, over } = useDrop(add);
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  };
  return (
    <div ref={area} className={classes['drop']} data-over={over} onPaste={onPaste}>
      {sendings.length > 0 && (
        <ul className={classes['sendings']}>
          {sendings.map((sending) => (
            <SendingRow key={sending.id} sending={sending} onStop={() => stop(sending.id)} />
          ))}
        </ul>
      )}
      <p className={classes['choice']}>
        <FileButton multiple onChange={add} inputProps={{ 'aria-label': t('attachment.add') }}>
          {(button) => (
            <Button {...button} size="xs" variant="default" leftSection={<IconPaperclip size={15} stroke={1.7} />}>
              {t('attachment.add')}
            </Button>
          )}
        </FileButton>
        <span className={classes['soft']}>{over ? t('attachment.dropNow') : t('attachment.hint')}</span>
      </p>
    </div>
  );
}
