import type { FieldValues, Json } from '@callosum/kernel';
import type { EventValues } from '@callosum/kernel/ledger';
import type { ColumnType, Generated } from 'kysely';
import type { ViewDefinition } from './views.ts';

/** jsonb: read as a value, written as its JSON text. */
type JsonColumn<T> = ColumnType<T, string, string>;

/** The tables of migration 0001 as Kysely sees them. */
export interface Schema {
  scope: {
    id: string;
    parent: string | null;
    type: 'organisation' | 'programme' | 'project';
    key: string;
    zone: string;
    pinned: Date | null;
    created: Date;
  };
  installed: { only_one: Generated<boolean>; versions: JsonColumn<Readonly<Record<string, number>>> };
  head: { scope: string; sequence: number; hash: Buffer; recorded: Date };
  record: {
    id: string;
    scope: string;
    kind: string;
    kind_version: number;
    number: number;
    title: string;
    state: string;
    owner: string | null;
    due: string | null;
    version: number;
    material_version: number;
    withdrawn: Generated<boolean>;
    source: string | null;
    external_id: string | null;
    created: Date;
    created_by: string;
    updated: Date;
    updated_by: string;
    fields: JsonColumn<FieldValues>;
    /** Words and where they stand; null until indexed. */
    search: string | null;
  };
  /** How the words of a kind's records were indexed. */
  searched: { kind: string; indexed_as: string };
  link: {
    id: string;
    scope: string;
    type: string;
    from_record: string;
    to_record: string;
    version: number;
    fields: JsonColumn<FieldValues>;
  };
  event: {
    scope: string;
    sequence: number;
    command: string;
    subject: string;
    recorded: Date;
    effective: Date;
    text: string;
    hash: Buffer;
  };
  value: { scope: string; sequence: number; values: JsonColumn<EventValues> };
  command_key: {
    scope: string;
    account: string;
    key: string;
    request: Buffer;
    response: JsonColumn<Json>;
    created: Date;
  };
  seal: { number: number; body: string; signature: Buffer; public_key: Buffer; sealed: Date };
  seal_scope: { seal: number; scope: string; size: number; root: Buffer; head: Buffer; peaks: Buffer[] };
  file: {
    hash: string;
    size: number;
    created: Date;
    created_by: string;
    type: string | null;
    scanned: Date | null;
  };
  view: {
    id: string;
    scope: string;
    kind: string;
    name: string;
    owner: string;
    shared: boolean;
    definition: JsonColumn<ViewDefinition>;
    updated: Date;
  };
  membership: { account: string; scope: string; role: string; provider: Generated<string> };
  invitation: {
    token: Buffer;
    scope: string;
    role: string;
    created_by: string;
    expires: Date;
    used_by: string | null;
  };
  /** Owned by better-auth; read for names only. */
  user: { id: string; name: string; email: string };
}
