import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './rich-text.module.css';
import { type Tool, TOOLS } from './tools.ts';

/** Moves along the tools, by the key that was pressed; undefined for any other. */
const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_at, last) => last,
};

/** The tools above a text: one stop for the Tab key, arrows from tool to tool, Escape back into the text. */
export function Toolbar({
  editor,
  label,
  controls,
  bar,
  onLink,
}: {
  readonly editor: Editor;
  readonly label: string;
  readonly controls: string;
  readonly bar: RefObject<HTMLDivElement | null>;
  readonly onLink: () => void;
}) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const link: Tool = {
    id: 'link',
    labelKey: 'richText.tool.link',
    icon: IconLink,
    run: onLink,
    active: (one) => one.isActive('link'),
  };
  const all = [...TOOLS.slice(0, 6), link, ...TOOLS.slice(6)];
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      all.map(({ active, offered }) => ({ shown: offered?.(now) ?? true, active: active?.(now) })),
  });
  const shown = all.flatMap((tool, index) => (state[index]?.shown ? [{ tool, active: state[index].active }] : []));
  const here = Math.min(at, shown.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      editor.view.focus();
      return;
    }
    const next = STEPS[event.key]?.(here, shown.length - 1);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={t('richText.tools', { field: label })}
      aria-controls={controls}
      className={classes['toolbar']}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {shown.map(({ tool, active }, index) => (
        <Tooltip key={tool.id} label={t(tool.labelKey)} openDelay={400}>
          <ActionIcon
            variant={active ? 'light' : 'subtle'}
            {...(active ? {} : { color: 'gray' })}
            tabIndex={index === here ? 0 : -1}
            aria-label={t(tool.labelKey)}
            {...(active === undefined ? {} : { 'aria-pressed': active })}
            onFocus={() => setAt(index)}
            onClick={() => tool.run(editor)}
          >
            <tool.icon size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
