import type { TFunction } from 'i18next';

const NAMED = new Set(['way', 'cases', 'profile', 'engine']);
const REVISION = /^revision (.+), version (\d+)$/s;

/** What a run rested on; records are called by their reference. */
export function restsLabel(name: string, t: TFunction): string {
  return NAMED.has(name) ? t(`interoperability.runs.rests.${name}`) : name;
}

/** How messages went: through the engine, or to an address. */
export function wayOf(way: string, t: TFunction): string {
  return way === 'engine' ? t('interoperability.runs.byEngine') : way;
}

/** The version of it, from how runs keep it; files go by their hash, and engines by their name. */
export function restsSaid(name: string, what: string | undefined, t: TFunction): string {
  if (what === undefined) return t('interoperability.diff.nothing');
  if (name === 'way') return wayOf(what, t);
  if (what === 'the standard alone') return t('interoperability.runs.standardAlone');
  const [, revision, version] = REVISION.exec(what) ?? [];
  if (revision === undefined || version === undefined) return what;
  return revision === 'not stated'
    ? t('interoperability.runs.versionAlone', { version })
    : t('interoperability.runs.revision', { revision, version });
}
