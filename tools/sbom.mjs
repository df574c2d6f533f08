// The software bill of materials of what runs: app and everything it needs, on the server and in the browser. npm writes the
// bill; left out is what only tests, benches and building need. npm's own “--omit dev” is no use here, since it leaves out
// a library as soon as any workspace names it among its tools as well.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));

/** Where a package that is asked for at a place lies: there, or further up, as Node looks for it. */
function placeOf(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    const found = packages[path];
    if (found) return found.link ? found.resolved : path;
    if (at === '') return undefined;
    if (!at.includes('node_modules/')) at = '';
  }
}

function reached(start) {
  const seen = new Set([start]);
  for (const at of seen) {
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta = {} } = packages[at];
    const peers = Object.keys(peerDependencies ?? {}).filter((name) => peerDependenciesMeta[name]?.optional !== true);
    for (const name of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
      const place = placeOf(name, at);
      if (place !== undefined) seen.add(place);
    }
  }
  return seen;
}

const needed = new Set(
  [...reached('app')].map((path) => {
    const { name = path.split('node_modules/').at(-1), version } = packages[path];
    return `${name}@${version}`;
  }),
);
const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--offline'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1_048_576,
});
const bill = JSON.parse(text);
const keeps = (ref) => ref.startsWith('callosum@') || needed.has(ref.split('|')[0]);
const components = bill.components.filter((component) => keeps(component['bom-ref']));
const dependencies = bill.dependencies
  .filter(({ ref }) => keeps(ref))
  .map((one) => ({ ...one, dependsOn: one.dependsOn?.filter(keeps) ?? [] }));
// What it is called, not the folder it lies in.
const component = { ...bill.metadata.component, name: 'callosum' };
const whole = { ...bill, metadata: { ...bill.metadata, component }, components, dependencies };
process.stdout.write(`${JSON.stringify(whole, undefined, 2)}\n`);
