import type { Finding } from '@callosum/hl7v2';
import { type Tone } from '@callosum/web/views';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenPart, OpenSegment } from '../bench/open-message.ts';
import { toneOfSeverity } from './finding-groups.tsx';
import classes from './workbench.module.css';

/** The message as it stands, a line to a segment; what has a finding is underlined, what is chosen is lit. */
export function RawLines({
  segments,
  findings,
  chosen,
  onChoose,
}: {
  readonly segments: readonly OpenSegment[];
  readonly findings: readonly Finding[];
  readonly chosen: string;
  readonly onChoose: (path: string) => void;
}) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const [segment = ''] = chosen.split('-');
    list.current
      ?.querySelector(`[data-segment="${CSS.escape(segment)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  const tones = tonesOf(findings);
  return (
    <ol ref={list} className={`${classes['raw']} ${classes['code']}`} aria-label={t('interoperability.message.raw')}>
      {segments.map((segment) => {
        const isChosen = chosen === segment.path || chosen.startsWith(`${segment.path}-`);
        return (
          <li key={segment.path} data-segment={segment.path} data-chosen={isChosen}>
            <span className={classes['lineNumber']} aria-hidden="true">
              {segment.line}
            </span>
            <span>
              <button
                type="button"
                className={classes['segment']}
                title={segment.description}
                onClick={() => onChoose(segment.path)}
              >
                {segment.raw.slice(0, 3)}
              </button>
              <Pieces segment={segment} tones={tones} chosen={isChosen ? chosen : ''} onChoose={onChoose} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Pieces({
  segment: { raw, fields },
  tones,
  chosen,
  onChoose,
}: {
  readonly segment: OpenSegment;
  readonly tones: ReadonlyMap<string, Tone>;
  readonly chosen: string;
  readonly onChoose: (path: string) => void;
}) {
  const after = fields.map(({ end }) => end);
  return (
    <>
      {fields.map((field, at) => (
        <span key={field.path}>
          {raw.slice(at === 0 ? 3 : after[at - 1], field.start)}
          <button
            type="button"
            tabIndex={-1}
            className={classes['piece']}
            title={`${field.path} ${field.name}`}
            data-tone={tones.get(field.path)}
            data-chosen={isWithin(chosen, field)}
            onClick={() => onChoose(field.path)}
          >
            {raw.slice(field.start, field.end)}
          </button>
        </span>
      ))}
      {raw.slice(after.at(-1) ?? 3)}
    </>
  );
}

/** Whether a place is a field or lies in it: `PID-3[2].1` in `PID-3`. */
export function isWithin(path: string, { path: field }: OpenPart): boolean {
  return path === field || (path.startsWith(field) && /^[[.]/.test(path.slice(field.length)));
}

/** The worst finding of each field. */
function tonesOf(findings: readonly Finding[]): ReadonlyMap<string, Tone> {
  const tones = new Map<string, Tone>();
  for (const { path, severity } of findings) {
    const field = /^[A-Z0-9]{3}(?:\[\d+\])?-\d+/.exec(path)?.[0];
    if (field === undefined || severity === 'information') continue;
    if (tones.get(field) !== 'unmet') tones.set(field, toneOfSeverity(severity));
  }
  return tones;
}
