import { isLinkAddress } from '@callosum/kernel';
import { Button, Group, TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './rich-text.module.css';

/** Where the chosen words lead. It stands within a form, so that Enter must not send that. */
export function LinkInput({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const before: unknown = editor.getAttributes('link')['href'];
  const [address, setAddress] = useState(typeof before === 'string' ? before : '');
  const [wrong, setWrong] = useState(false);
  const close = (): void => {
    onClose();
    editor.commands.focus();
  };
  const set = (): void => {
    const href = withScheme(address.trim());
    if (!isLinkAddress(href)) {
      setWrong(true);
      return;
    }
    const chain = editor.chain().focus().extendMarkRange('link');
    if (editor.state.selection.empty && before === undefined) {
      chain.insertContent({ type: 'text', text: address.trim(), marks: [{ type: 'link', attrs: { href } }] }).run();
    } else chain.setLink({ href }).run();
    close();
  };
  return (
    <div ref={box} className={classes['link']}>
      <TextInput
        label={t('richText.address')}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.stopPropagation();
          event.preventDefault();
          if (event.key === 'Enter') set();
          else close();
        }}
        placeholder="https://"
        value={address}
        error={wrong ? t('richText.noAddress') : undefined}
        onChange={(event) => {
          setAddress(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Group gap={8} mt={8}>
        <Button size="xs" onClick={set}>
          {t('richText.setLink')}
        </Button>
        {before !== undefined && (
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              editor.chain().focus().extendMarkRange('link').unsetLink().run();
              close();
            }}
          >
            {t('richText.removeLink')}
          </Button>
        )}
        <Button size="xs" variant="subtle" color="gray" onClick={close}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </div>
  );
}

/** What people write down: an address of the web or of a person, without its scheme. */
function withScheme(address: string): string {
  if (/^[a-z][a-z\d+.-]*:/i.test(address)) return address;
  return /^[^\s/@]+@[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}
