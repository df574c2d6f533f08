import type { Profile, StructureNode } from '@callosum/hl7v2';
import { Choice, ViewTable } from '@callosum/web/views';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NodeEdit, nodeKey } from '../bench/profile-edits.ts';
import {
  conditionText,
  isConditional,
  isUnused,
  oftenText,
  structureOf,
  type StructureLine,
  usageText,
} from '../bench/profile-lines.ts';
import { NoteInput, OftenInput, UsageSelect } from './bounds-inputs.tsx';
import { ConditionEditor, type PlaceOffer } from './condition-editor.tsx';
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
          {structureOf(profile, at).map((line) => (
            <NodeRows
              key={`${at} ${line.place}`}
              line={line}
              edit={edits.edits.nodes[nodeKey(at, line.place)]}
              closed={edits.closed}
              profile={profile}
              chosen={chosen}
              onEdit={(more) => edits.editNode(at, line.place, more)}
              onSegment={onSegment}
            />
          ))}
        </tbody>
      </ViewTable>
    </div>
  );
}

const COLUMNS = 5;

/** A segment or a group, and when it is required, where that depends on something. */
function NodeRows({
  line,
  edit,
  closed,
  profile,
  chosen,
  onEdit,
  onSegment,
}: {
  readonly line: StructureLine;
  readonly edit: NodeEdit | undefined;
  readonly closed: boolean;
  readonly profile: Profile;
  readonly chosen: string | undefined;
  readonly onEdit: (edit: NodeEdit) => void;
  readonly onSegment: (segment: string) => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const bounds = { line, edit, onEdit };
  const named = (part: 'usage' | 'often' | 'note'): string => `${line.name} ${t(`interoperability.profile.${part}`)}`;
  const whole = usageText(line.usage);
  const conditional = isConditional(edit?.usage ?? line.usage.code);
  return (
    <>
      <tr className={edit ? classes['changed'] : undefined}>
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
          {closed ? whole : <UsageSelect label={named('usage')} {...bounds} />}
          {!closed && !edit && whole !== line.usage.code && <div className={classes['soft']}>{whole}</div>}
          {!closed && conditional && (
            <button
              type="button"
              className={classes['leaf']}
              aria-expanded={open}
              aria-label={t('interoperability.profile.condition.of', { path: line.name })}
              onClick={() => setOpen(!open)}
            >
              {t('interoperability.profile.condition.when')}
            </button>
          )}
        </td>
        <td>{closed ? oftenText(line) : <OftenInput label={named('often')} {...bounds} />}</td>
        <td>
          {line.description}
          {line.usage.condition && <div className={classes['soft']}>{conditionText(line.usage)}</div>}
        </td>
        <td>{closed ? line.note : <NoteInput label={named('note')} {...bounds} />}</td>
      </tr>
      {open && conditional && (
        <tr>
          <td className={classes['within-row']} colSpan={COLUMNS}>
            <ConditionEditor
              path={line.name}
              line={line}
              edit={edit}
              places={offersBeside(line, profile)}
              onEdit={onEdit}
            />
          </td>
        </tr>
      )}
    </>
  );
}

/** Segments and groups beside a line and within them, and the fields of those that are described. */
function offersBeside({ stand }: StructureLine, { segments }: Profile): readonly PlaceOffer[] {
  const offers = (nodes: readonly StructureNode[]): PlaceOffer[] =>
    nodes.flatMap((node): PlaceOffer[] => {
      if (node.kind === 'group') return [{ path: node.name, name: '' }, ...offers(node.children)];
      return node.names.flatMap((path, at) => {
        const described = segments[node.segments[at] ?? ''];
        return [
          { path, name: described?.description ?? '' },
          ...(described?.fields ?? []).flatMap(({ name, usage }, field) =>
            isUnused(usage) ? [] : [{ path: `${path}-${field + 1}`, name }],
          ),
        ];
      });
    });
  return 'beside' in stand ? offers(stand.beside) : [];
}
