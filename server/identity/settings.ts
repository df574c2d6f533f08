import { refusal, say } from '@callosum/kernel';
import type { Pool } from 'pg';
import type { z } from 'zod';

/** A setting of the whole installation: its name in the store, its shape, and what holds until somebody sets it. */
export interface Setting<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly standard: T;
}

export interface Settings {
  readonly read: <T>(setting: Setting<T>) => Promise<T>;
  readonly write: <T>(setting: Setting<T>, value: T, by: string) => Promise<void>;
  readonly forget: () => void;
}

/** Settings are remembered; a change on any node clears the memory (channel `access`). */
export function createSettings(pool: Pool): Settings {
  const kept = new Map<string, unknown>();
  let generation = 0;
  const forget = (): void => {
    generation += 1;
    kept.clear();
  };
  const stored = async (name: string): Promise<unknown> => {
    if (kept.has(name)) return kept.get(name);
    const asked = generation;
    const { rows } = await pool.query<{ value: unknown }>('select value from installation_setting where name = $1', [
      name,
    ]);
    if (asked === generation) kept.set(name, rows[0]?.value);
    return rows[0]?.value;
  };
  return {
    read: async (setting) => {
      const parsed = setting.schema.safeParse(await stored(setting.name));
      return parsed.success ? parsed.data : setting.standard;
    },
    write: async (setting, value, by) => {
      const parsed = setting.schema.safeParse(value);
      if (!parsed.success) throw refusal('invalid', say`The setting “${setting.name}” cannot be so.`);
      await pool.query(
        `insert into installation_setting (name, value, changed, changed_by) values ($1, $2, now(), $3)
         on conflict (name) do update set value = excluded.value, changed = excluded.changed, changed_by = excluded.changed_by`,
        [setting.name, JSON.stringify(parsed.data), by],
      );
      forget();
      await pool.query(`select pg_notify('access', '')`);
    },
    forget,
  };
}
