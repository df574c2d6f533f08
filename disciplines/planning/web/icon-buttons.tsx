import type { Action } from '@callosum/web/views';
import { ActionIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Steps back and forth, by the names of their actions, and what is said where there is none. */
const NOTHING: ReadonlyMap<string, string> = new Map([
  ['plan-undo', 'planning.action.noUndo'],
  ['plan-redo', 'planning.action.noRedo'],
]);

/** Whether an action is a step back or forth. */
export function isStep({ id }: Action): boolean {
  return NOTHING.has(id);
}

/** Whether its icon says what an action does; its name is still told, and shown when one points at it. */
export function isPlain(action: Action): boolean {
  return isStep(action) || action.id === 'plan-indent' || action.id === 'plan-outdent';
}

/**
 * Actions as icons in a row. Undo and redo are always in their place: what came and grew with every step would push the plan from under
 * one's hands.
 */
export function IconButtons({ actions }: { readonly actions: readonly Action[] }) {
  const { t } = useTranslation();
  return actions.map((action) => {
    const idle = action.visible === false;
    const nothing = NOTHING.get(action.id);
    if (idle && nothing === undefined) return null;
    const label = idle ? t(nothing ?? action.labelKey) : t(action.labelKey, action.values ?? {});
    return (
      <ActionIcon
        key={action.id}
        variant="default"
        size={30}
        aria-label={label}
        title={label}
        // It keeps the focus when there is nothing left to undo.
        aria-disabled={idle}
        data-disabled={idle}
        onClick={() => {
          if (!idle) action.run();
        }}
      >
        <action.icon size={15} stroke={1.7} />
      </ActionIcon>
    );
  });
}
