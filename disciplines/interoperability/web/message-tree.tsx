import { useTranslation } from 'react-i18next';
import type { OpenPart, OpenSegment } from '../bench/open-message.ts';
import classes from './workbench.module.css';

interface Choosing {
  readonly chosen: string;
  readonly onChoose: (path: string) => void;
}

/** Segments, fields and their parts with their names; opened and closed with the keyboard as well. */
export function MessageTree({ segments, ...choosing }: { readonly segments: readonly OpenSegment[] } & Choosing) {
  const { t } = useTranslation();
  const { chosen } = choosing;
  return (
    <div className={classes['tree']}>
      <ul aria-label={t('interoperability.message.tree')}>
        {segments.map((segment) => (
          <li key={segment.path}>
            <details open={chosen === segment.path || chosen.startsWith(`${segment.path}-`)}>
              <summary>
                <strong className={classes['path']}>{segment.path}</strong> {segment.description}
              </summary>
              <Parts parts={segment.fields} {...choosing} />
            </details>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Parts({ parts, ...choosing }: { readonly parts: readonly OpenPart[] } & Choosing) {
  const { chosen, onChoose } = choosing;
  return (
    <ul>
      {parts.map((part) => (
        <li key={part.path}>
          <button
            type="button"
            className={classes['leaf']}
            aria-pressed={part.path === chosen}
            onClick={() => onChoose(part.path)}
          >
            <span className={classes['path']}>{part.path}</span> <span className={classes['soft']}>{part.name}</span>{' '}
            {part.parts.length === 0 && part.value}
          </button>
          {part.parts.length > 0 && <Parts parts={part.parts} {...choosing} />}
        </li>
      ))}
    </ul>
  );
}
