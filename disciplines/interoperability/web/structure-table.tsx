import type { Profile } from '@callosum/hl7v2';
import { Choice, ViewTable } from '@callosum/web/views';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NodeEdit, nodeKey, oftenText, structureOf } from '../bench/profile-lines.ts';
import { NoteInput, OftenInput, UsageSelect } from './bounds-inputs.tsx';
import type { Edits } from './use-profile-edits.ts';
import classes from './workbench.module.css';

const INDENT = 18;

/** What the messages of a profile are made of, and how often each part has to and may be there; a segment is opened below. */
export function StructureTable({
  edits,
  profile,
  chosen,
  onSegment,
}: {
  readonly edits: Edits;
  readonly profile: Profile;
  readonly chosen: string | undefined;
  readonly onSegment: (segment: string) => void;
}) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const message = profile.messages[at];
  const nameOf = ({ type, event }: { readonly type: string; readonly event: string }): string =>
    event === '' ? type : `${type}^${event}`;
  if (!message) return <p>{t('interoperability.profile.noMessage')}</p>;
  const label = t('interoperability.profile.structure', { message: nameOf(message) });
  return (
    <div>
      <h2>{label}</h2>
      {profile.messages.length > 1 && (
        <Choice
          label={t('interoperability.profile.message')}
          value={String(at)}
          options={profile.messages.map((one, index) => ({ value: String(index), label: nameOf(one) }))}
          onChange={(next) => setAt(Number(next))}
        />
      )}
      <ViewTable label={label}>
        <thead>
          <tr>
            <th scope="col">{t('interoperability.profile.segment')}</th>
            <th scope="col">{t('interoperability.profile.usage')}</th>
            <th scope="col">{t('interoperability.profile.often')}</th>
            <th scope="col">{t('interoperability.profile.meaning')}</th>
            <th scope="col">{t('interoperability.profile.note')}</th>
          </tr>
        </thead>
        <tbody>
          {structureOf(profile, at).map((line) => {
            const edit = edits.edits.nodes[nodeKey(at, line.place)];
            const bounds = { line, edit, onEdit: (more: NodeEdit) => edits.editNode(at, line.place, more) };
            const named = (part: 'usage' | 'often' | 'note'): string =>
              `${line.name} ${t(`interoperability.profile.${part}`)}`;
            return (
              <tr key={`${at} ${line.place}`} className={edit ? classes['changed'] : undefined}>
                <th scope="row" style={{ paddingInlineStart: line.depth * INDENT }}>
                  {line.segment === undefined || !profile.segments[line.segment] ? (
                    line.name
                  ) : (
                    <button
                      type="button"
                      className={classes['leaf']}
                      aria-pressed={line.segment === chosen}
                      onClick={() => onSegment(line.segment ?? '')}
                    >
                      {line.name}
                    </button>
                  )}
                </th>
                <td>
                  {edits.closed ? line.usageText : <UsageSelect label={named('usage')} {...bounds} />}
                  {!edits.closed && !edit && line.usageText !== line.usage && (
                    <div className={classes['soft']}>{line.usageText}</div>
                  )}
                </td>
                <td>{edits.closed ? oftenText(line) : <OftenInput label={named('often')} {...bounds} />}</td>
                <td>
                  {line.description}
                  {line.condition !== undefined && <div className={classes['soft']}>{line.condition}</div>}
                </td>
                <td>{edits.closed ? line.note : <NoteInput label={named('note')} {...bounds} />}</td>
              </tr>
            );
          })}
        </tbody>
      </ViewTable>
    </div>
  );
}
