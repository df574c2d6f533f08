import type { Profile } from '@callosum/hl7v2';
import { ExportTable, Problems, type Trouble, useAnnounce, useProject, ViewTable } from '@callosum/web/views';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  edited,
  editKey,
  faultOf,
  type FieldEdit,
  type FieldEdits,
  type FieldLine,
  fieldsOf,
  oftenText,
} from '../bench/profile-lines.ts';
import type { ProfileOffer } from '../views/profiles.ts';
import { FieldRow } from './field-row.tsx';
import { useKeeping } from './profile-file.ts';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

const HEADS = ['position', 'name', 'usage', 'often', 'type', 'length', 'table', 'note'] as const;

/** The fields of a segment; what is changed in all segments is kept as one change. */
export function SegmentEditor({
  bench,
  offer,
  profile,
  segment,
  onSegment,
}: {
  readonly bench: Bench;
  readonly offer: ProfileOffer;
  readonly profile: Profile;
  readonly segment: string;
  readonly onSegment: (segment: string) => void;
}) {
  const { t } = useTranslation();
  const project = useProject();
  const announce = useAnnounce();
  const { keep, pending } = useKeeping();
  const tables = useId();
  const [unused, setUnused] = useState(false);
  const [edits, setEdits] = useState<FieldEdits>({});
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const described = profile.segments[segment];
  if (!described) return null;
  const lines = fieldsOf(described, profile);
  const label = t('interoperability.profile.fields', { segment: described.name, description: described.description });
  const isUnused = ({ usage, position }: FieldLine): boolean =>
    (usage === 'X' || usage === 'W') && !edits[editKey(segment, position)];
  const shown = unused ? lines : lines.filter((line) => !isUnused(line));
  const changed = Object.keys(edits).length;
  const faulty = faultyOf(profile, edits);
  const edit = (line: FieldLine, more: FieldEdit): void => {
    const key = editKey(segment, line.position);
    setEdits((before) => ({ ...before, [key]: { ...before[key], ...more } }));
  };
  const save = async (): Promise<void> => {
    const written = await bench.ask('writeProfile', edited(profile, edits));
    const outcome = await keep(offer.id, written, {});
    setProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(t('interoperability.profile.saved', { count: changed }));
  };
  return (
    <div>
      <h2>{label}</h2>
      <div className={classes['tools']}>
        <NativeSelect
          size="xs"
          aria-label={t('interoperability.profile.segment')}
          value={segment}
          onChange={(event) => onSegment(event.currentTarget.value)}
          data={Object.entries(profile.segments).map(([key, { description }]) => ({
            value: key,
            label: `${key} ${description}`,
          }))}
        />
        <Checkbox
          size="xs"
          label={t('interoperability.profile.unused', { count: lines.filter(isUnused).length })}
          checked={unused}
          onChange={(event) => setUnused(event.currentTarget.checked)}
        />
        <ExportTable
          name={`${offer.title} ${segment}`}
          sheet={() => ({
            headings: HEADS.map((head) => t(`interoperability.profile.${head}`)),
            rows: lines.map((line) => [
              `${described.name}-${line.position}`,
              line.name,
              line.usage,
              oftenText(line),
              line.datatype,
              line.maxLength === undefined ? null : { number: line.maxLength },
              line.tables.join(' '),
              line.note ?? '',
            ]),
          })}
        />
        {project.mayRun('messageProfile.keep') && changed > 0 && (
          <>
            <Button size="xs" loading={pending} disabled={faulty.length > 0} onClick={() => void save()}>
              {t('interoperability.profile.save', { count: changed })}
            </Button>
            <Button size="xs" variant="default" onClick={() => setEdits({})}>
              {t('interoperability.profile.discard')}
            </Button>
          </>
        )}
      </div>
      {faulty.length > 0 && (
        <p role="alert" data-tone="unmet">
          {faulty.map(({ path, fault }) => t(`interoperability.profile.fault.${fault}`, { path })).join(' ')}
        </p>
      )}
      <Problems problems={problems} focus />
      <datalist id={tables}>
        {Object.values(profile.tables).map(({ name, description }) => (
          <option key={name} value={name}>
            {description}
          </option>
        ))}
      </datalist>
      <ViewTable label={label}>
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {t(`interoperability.profile.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <FieldRow
              key={`${segment} ${line.position}`}
              path={`${described.name}-${line.position}`}
              line={line}
              edit={edits[editKey(segment, line.position)]}
              tables={tables}
              closed={!project.mayRun('messageProfile.keep')}
              onEdit={(more) => edit(line, more)}
            />
          ))}
        </tbody>
      </ViewTable>
    </div>
  );
}

function faultyOf(profile: Profile, edits: FieldEdits) {
  return Object.entries(edits).flatMap(([key, edit]) => {
    const [segment = '', position = ''] = key.split(' ');
    const described = profile.segments[segment];
    const line = described && fieldsOf(described, profile)[Number(position) - 1];
    const fault = line && faultOf(line, edit);
    return fault ? [{ path: `${described.name}-${position}`, fault }] : [];
  });
}
