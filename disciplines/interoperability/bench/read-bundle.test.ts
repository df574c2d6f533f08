import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readBundle } from './read-bundle.ts';

const PROFILE = `<ConformanceProfile ID="p" HL7Version="2.5.1"><MetaData Name="Small"/>
<Messages><Message ID="m" Type="ADT" Event="A01" StructID="ADT_A01" Name="Admit">
  <Segment Ref="MSH_1" Usage="R" Min="1" Max="1"/><Segment Ref="ZPI_1" Usage="O" Min="0" Max="1"/>
</Message></Messages>
<Segments>
  <Segment ID="MSH_1" Name="MSH" Description="Header"><Field Name="Separator" Usage="R" Datatype="ST" MinLength="1" MaxLength="1" Min="1" Max="1"/></Segment>
  <Segment ID="ZPI_1" Name="ZPI" Description="Own"/>
</Segments>
<Datatypes><Datatype ID="ST" Name="ST" Description="Text"/></Datatypes></ConformanceProfile>`;
const TABLES = '<ValueSetLibrary><NoValidation/></ValueSetLibrary>';

const file = (name: string, text: string) => ({ name, bytes: strToU8(text) });

describe('a bundle that is dropped', () => {
  test('is read from its files, and says what is missing in it', () => {
    const { bundle, notes } = readBundle([file('PROFILE.xml', PROFILE), file('TABLES.xml', TABLES)]);
    expect(bundle).toMatchObject({ name: 'Small', version: '2.5.1', structures: ['ADT_A01'] });
    expect(bundle?.own).toEqual([expect.stringMatching(/^ZPI/)]);
    expect(notes.map(({ sentences }) => sentences.text.key)).toEqual([expect.stringContaining('no rules')]);
  });

  test('is the same in a zip, in whatever folder, and nothing else of the zip is looked at', () => {
    const zip = zipSync({
      'bundle/PROFILE.xml': strToU8(PROFILE),
      'bundle/TABLES.xml': strToU8(TABLES),
      'bundle/notes.pdf': strToU8('%PDF'),
      '__MACOSX/bundle/._PROFILE.xml': strToU8('junk'),
    });
    const plain = readBundle([file('PROFILE.xml', PROFILE), file('TABLES.xml', TABLES)]);
    expect(readBundle([{ name: 'Bundle.ZIP', bytes: zip }]).bundle).toEqual(plain.bundle);
  });

  test('that was written here comes back as it was', () => {
    const { bundle } = readBundle([file('PROFILE.xml', PROFILE)]);
    expect(readBundle([file('profile.json', bundle?.written ?? '')]).bundle).toMatchObject({ name: 'Small' });
  });

  test.each([
    ['no profile at all', [file('readme.txt', 'Hello')], 'No file holds a ConformanceProfile.'],
    ['XML that ends too soon', [file('PROFILE.xml', '<ConformanceProfile')], ''],
    ['a zip that is none', [file('bundle.zip', 'PK?')], 'The zip cannot be read.'],
    ['JSON of something else', [file('other.json', '{"a":1}')], ''],
  ])('is not kept when it is %s, and says why', (_name, files, text) => {
    const { bundle, notes } = readBundle(files);
    expect(bundle).toBeNull();
    expect(notes.some(({ sentences }) => sentences.text.key.includes(text) && sentences.remedy.key !== '')).toBe(true);
  });
});
