import { getDefaultZIndex, Modal } from '@mantine/core';
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';

/** Whether another dialog lies over those within: then Escape and the focus belong to that one. */
const Above = createContext(false);
export const DialogAbove = Above.Provider;

/** A question over the page: named, closed by Escape or its button, and giving the focus back where it was. */
export function Dialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** For what is read rather than filled in. */
  readonly wide?: boolean;
  /** It may come up over another dialog. */
  readonly above?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const covered = useContext(Above);
  return (
    <Modal
      size={props.wide ? 'lg' : 'md'}
      zIndex={getDefaultZIndex(props.above ? 'popover' : 'modal')}
      closeOnEscape={!covered}
      trapFocus={!covered}
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('kit.close') }}
      // Outside of a section, a header would be a second banner of the page.
      attributes={{ header: { role: 'presentation' } }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 0 }}
    >
      {props.children}
    </Modal>
  );
}
