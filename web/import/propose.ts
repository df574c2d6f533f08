/** A project key that says what the title says: initials of its words, or the word itself. */
export function proposeKey(title: string): string {
  const words = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
  const from = words.findIndex((word) => /^[A-Z]/.test(word));
  const usable = from < 0 ? [] : words.slice(from);
  const [first = ''] = usable;
  const key = usable.length > 2 ? usable.map((word) => word[0]).join('') : first;
  return key.slice(0, 8).padEnd(2, 'X').replace(/^XX$/, 'PLAN');
}

/** A title out of a file's name: without folder, ending, and the signs people put in place of spaces. */
export function proposeTitle(file: string): string {
  return file
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .replace(/[_+]+|(?<=\D)-(?=\D)/g, ' ')
    .trim();
}

/** The title stands near the beginning of a plan file. */
const HEAD_BYTES = 65_536;

/** What to call the project: the plan's own title when the file says one, else its name. */
export async function titleIn(file: File): Promise<string> {
  const head = await file
    .slice(0, HEAD_BYTES)
    .text()
    .catch(() => '');
  const written = /<Title>([^<]{1,300})<\/Title>/.exec(head)?.[1];
  const title =
    written && new DOMParser().parseFromString(`<t>${written}</t>`, 'text/xml').querySelector('t')?.textContent.trim();
  return title || proposeTitle(file.name);
}
