import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { englishTranslation, progress, refreshed, translation } from './translation.ts';

// npm run translation -- de: begins a translation, or brings one up to what there is to say by now.
const [language = ''] = process.argv.slice(2);
if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) || language === 'en') {
  process.stderr.write('Name the language as browsers do: npm run translation -- de\n');
  process.exit(2);
}
const folder = new URL('../web/messages/translations/', import.meta.url);
const file = new URL(`${language}.json`, folder);
const text = await readFile(file, 'utf8').catch(() => '{"messages":{},"sentences":{}}');
const english = await englishTranslation();
const made = refreshed(translation.parse(JSON.parse(text)), english);
await mkdir(folder, { recursive: true });
await writeFile(file, `${JSON.stringify(made, undefined, 2)}\n`);
const { done, all } = progress(made, english);
process.stdout.write(`web/messages/translations/${language}.json: ${done} of ${all} texts are translated.\n`);
