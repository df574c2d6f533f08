// Runs dependency-cruiser and makes sure that it really saw the sources: without a TypeScript it can read, it looks at
// nothing and reports no violations.
import { spawnSync } from 'node:child_process';

const ROOMS = ['kernel', 'engines', 'disciplines', 'server', 'web', 'app', 'bench', 'conformance', 'e2e'];
const FEWEST_MODULES = 150;

const run = spawnSync('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...ROOMS], {
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
});
if (!run.stdout.startsWith('{')) {
  console.error(run.stderr || run.stdout);
  process.exit(1);
}
const { modules, summary } = JSON.parse(run.stdout);
const sources = modules.filter(({ source }) => /\.tsx?$/.test(source) && !source.includes('node_modules')).length;
for (const { from, to, rule } of summary.violations) console.error(`${rule.severity} ${rule.name}: ${from} → ${to}`);
if (sources < FEWEST_MODULES) {
  console.error(`Only ${sources} source files were looked at; the check itself is broken.`);
  process.exit(1);
}
console.log(`Boundaries: ${sources} files, ${summary.violations.length} violations.`);
process.exit(summary.error > 0 ? 1 : 0);
