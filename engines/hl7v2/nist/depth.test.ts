import { describe, expect, test } from 'vitest';
import { checkMessage, generateMessages, messageOf, readNistBundle, readProfile, writeProfile } from '../index.ts';
import type { BundleFile, Profile } from '../index.ts';

/** A report: results in groups, each with an identifier, a code (CE) with its system, and a quantity with units. */
const PROFILE = `<ConformanceProfile ID="p" HL7Version="2.5.1"><MetaData Name="Results"/>
<Messages><Message ID="m" Type="ORU" Event="R01" StructID="ORU_R01" Name="Report">
  <Segment Ref="MSH" Usage="R" Min="1" Max="1"/>
  <Group ID="g" Name="ORDER" Usage="R" Min="1" Max="*">
    <Segment Ref="OBR" Usage="R" Min="1" Max="1"/>
    <Segment Ref="OBX" Usage="O" Min="0" Max="*"/>
  </Group>
</Message></Messages>
<Segments>
  <Segment ID="MSH" Name="MSH" Label="MSH" Description=""><Field Name="Separator" Usage="R" Datatype="ST" Min="1" Max="1"/></Segment>
  <Segment ID="OBR" Name="OBR" Label="OBR" Description="">
    <Field Name="Set ID" Usage="R" Datatype="SI" Min="1" Max="1"/>
    <Field Name="Volume" Usage="O" Datatype="CQ" Min="0" Max="*"/>
    <Field Name="Copies" Usage="O" Datatype="CX" Min="0" Max="*"/>
  </Segment>
  ${['OBX', 'OBX_HEIGHT', 'OBX_FIRST']
    .map(
      (id) => `<Segment ID="${id}" Name="OBX" Label="${id}" Description="">
    <DynamicMapping><Mapping Position="5" Reference="2"><Case Value="NM" Datatype="NM"/><Case Value="ST" Datatype="ST"/></Mapping></DynamicMapping>
    <Field Name="Set ID" Usage="${id === 'OBX_FIRST' ? 'R' : 'O'}" Datatype="SI" Min="0" Max="1"/>
    <Field Name="Type" Usage="R" Datatype="ID" Min="1" Max="1"/>
    <Field Name="Observation" Usage="R" Datatype="CE" Min="1" Max="1"/>
    <Field Name="Set" Usage="O" Datatype="ST" Min="0" Max="1"/>
    <Field Name="Value" Usage="R" Datatype="VARIES" Min="1" Max="1"/>
    <Field Name="Units" Usage="${id === 'OBX_HEIGHT' ? 'R' : 'O'}" Datatype="CE" Min="0" Max="1"/>
  </Segment>`,
    )
    .join('')}
</Segments>
<Datatypes>
  ${['ST', 'SI', 'ID', 'NM', 'VARIES'].map((name) => `<Datatype ID="${name}" Name="${name}" Description=""/>`).join('')}
  <Datatype ID="CE" Name="CE" Description=""><Component Name="Code" Usage="O" Datatype="ST"/><Component Name="Text" Usage="O" Datatype="ST"/><Component Name="System" Usage="O" Datatype="ID"/></Datatype>
  <Datatype ID="CQ" Name="CQ" Description=""><Component Name="Quantity" Usage="O" Datatype="NM"/><Component Name="Units" Usage="O" Datatype="CE"/></Datatype>
  <Datatype ID="CX" Name="CX" Description=""><Component Name="Number" Usage="R" Datatype="ST"/><Component Name="Type" Usage="O" Datatype="ID"/></Datatype>
  <Datatype ID="CX_MR" Name="CX" Description=""><Component Name="Number" Usage="R" Datatype="ST"/><Component Name="Type" Usage="R" Datatype="ID"/></Datatype>
</Datatypes></ConformanceProfile>`;

const TABLES = `<ValueSetLibrary><ValueSetDefinitions>
<ValueSetDefinition BindingIdentifier="UNITS" Name="Units" Extensibility="Closed"><ValueElement Value="cm" DisplayName="" CodeSystem="UCUM"/><ValueElement Value="mL" DisplayName="" CodeSystem="UCUM"/></ValueSetDefinition>
<ValueSetDefinition BindingIdentifier="TYPES" Name="Types" Extensibility="Closed"><ValueElement Value="MR" DisplayName="" CodeSystem="L"/></ValueSetDefinition>
</ValueSetDefinitions></ValueSetLibrary>`;

const bound = (target: string, table: string, location: string): string =>
  `<ValueSetBinding Target="${target}" BindingStrength="R"><BindingLocations>${location}</BindingLocations><Bindings><Binding BindingIdentifier="${table}"/></Bindings></ValueSetBinding>`;
const CODED = '<ComplexBindingLocation CodeLocation="1[1]" CodeSystemLocation="3[1]"/>';
const ITSELF = '<SimpleBindingLocation CodeLocation="."/>';

const bindings = (inside: string): BundleFile => ({
  name: 'VALUESETBINDINGS.xml',
  text: `<ValueSetBindingsContext><ValueSetBindings>${inside}</ValueSetBindings></ValueSetBindingsContext>`,
});
const slicings = (inside: string): BundleFile => ({
  name: 'SLICINGS.xml',
  text: `<ProfileSlicing ID="s">${inside}</ProfileSlicing>`,
});
const standing = (inside: string, context = '2[*]', path = '2[*]'): BundleFile => ({
  name: 'COCONSTRAINTS.xml',
  text: `<CoConstraintContext ID="c"><ByMessage ID="m"><Context Name="ORDER" Path="${context}"><Segment Name="OBX" Path="${path}">${inside}</Segment></Context></ByMessage></CoConstraintContext>`,
});

function profileWith(...files: readonly BundleFile[]): Profile {
  const rules = { name: 'CONSTRAINTS.xml', text: '<ConformanceContext UUID="c"/>' };
  const { profile, problems } = readNistBundle([
    { name: 'PROFILE.xml', text: PROFILE },
    { name: 'VALUESETS.xml', text: TABLES },
    rules,
    ...files,
  ]);
  expect(problems).toEqual([]);
  if (!profile) throw new Error('not read');
  // What is kept is what was read.
  expect(readProfile(writeProfile(profile))).toEqual({ ok: true, value: profile });
  return profile;
}

async function found(profile: Profile, ...lines: readonly string[]): Promise<string[]> {
  const message = messageOf(['MSH|^~\\&|A|B|C|D|2026||ORU^R01^ORU_R01|1|P|2.5.1', ...lines].join('\r'));
  const checked = message && (await checkMessage(message, profile));
  return (checked?.findings ?? [])
    .filter(({ against, code }) => against === 'profile' && code !== 'field-unexpected')
    .map(({ severity, code, path }) => `${severity} ${code} ${path}`);
}

/** Messages that are made from a profile break nothing of it. */
function expectToFit(profile: Profile): void {
  for (const { errors } of generateMessages(profile, { count: 20, seed: 7 })) expect(errors).toEqual([]);
}

const OBR = 'OBR|1';

describe('tables of parts further in', () => {
  test('of a component of a field', async () => {
    const profile = profileWith(
      bindings(`<Segment><ByID ID="OBR">${bound('2[*].2[*]', 'UNITS', CODED)}</ByID></Segment>`),
    );
    expect(await found(profile, 'OBR|1|5^mL&&UCUM~3^cm&&UCUM')).toEqual([]);
    expect(await found(profile, 'OBR|1|5^mL&&UCUM~3^in&&UCUM')).toEqual(['error code-unknown OBR-2[2].2.1']);
    expect(await found(profile, 'OBR|1|5^mL&&OTHER')).toEqual(['error code-unknown OBR-2.2.1']);
    expect(await found(profile, 'OBR|1|5')).toEqual([]);
    expectToFit(profile);
  });

  test('of one repetition', async () => {
    const profile = profileWith(
      bindings(`<Segment><ByID ID="OBR">${bound('3[2].2[1]', 'TYPES', ITSELF)}</ByID></Segment>`),
    );
    expect(await found(profile, 'OBR|1||1^XX~2^MR~3^XX')).toEqual([]);
    expect(await found(profile, 'OBR|1||1^MR~2^XX')).toEqual(['error code-unknown OBR-3[2].2']);
    expectToFit(profile);
  });

  test('of a field in a message, and of one in a group', async () => {
    const inMessage = profileWith(
      bindings(`<Message><ByID ID="m">${bound('2[*].2[*].6[*]', 'UNITS', CODED)}</ByID></Message>`),
    );
    const inGroup = profileWith(
      bindings(`<Message><ByID ID="g">${bound('2[*].6[*]', 'UNITS', CODED)}</ByID></Message>`),
    );
    for (const profile of [inMessage, inGroup]) {
      const lines = [OBR, 'OBX|1|NM|1^^L||5|cm^^UCUM', OBR, 'OBX|1|NM|1^^L||5|in^^UCUM'];
      expect(await found(profile, ...lines)).toEqual(['error code-unknown OBX[2]-6.1']);
      expectToFit(profile);
    }
  });

  test('tell a code without its coding system, and one that stands twice', async () => {
    const twice = CODED + '<ComplexBindingLocation CodeLocation="4[1]" CodeSystemLocation="6[1]"/>';
    const profile = profileWith(bindings(`<Segment><ByID ID="OBX">${bound('6[*]', 'UNITS', twice)}</ByID></Segment>`));
    const units = (text: string): Promise<string[]> => found(profile, OBR, `OBX|1|NM|1^^L||5|${text}`);
    expect(await units('cm^^UCUM')).toEqual([]);
    expect(await units('x^^L^mL^^UCUM')).toEqual([
      'warning component-unexpected OBX-6.4',
      'warning component-unexpected OBX-6.6',
    ]);
    expect(await units('cm')).toEqual(['warning code-without-system OBX-6.1']);
    expect((await units('cm^^UCUM^mL^^UCUM')).filter((one) => one.startsWith('error'))).toEqual([
      'error code-twice OBX-6.4',
    ]);
  });

  test('that older bundles bind on the element itself have the coding system two components further on', async () => {
    const text = PROFILE.replace(
      '<Field Name="Units" Usage="O" Datatype="CE" Min="0" Max="1"/>',
      '<Field Name="Units" Usage="O" Datatype="CE" Min="0" Max="1" Binding="UNITS" BindingStrength="R" BindingLocation="1"/>',
    );
    const { profile } = readNistBundle([
      { name: 'PROFILE.xml', text },
      { name: 'VALUESETS.xml', text: TABLES },
    ]);
    if (!profile) throw new Error('not read');
    expect(await found(profile, OBR, 'OBX|1|NM|1^^L||5|cm^^UCUM')).toEqual([]);
    expect(await found(profile, OBR, 'OBX|1|NM|1^^L||5|cm^^OTHER')).toEqual(['error code-unknown OBX-6.1']);
  });

  test('of coding systems (0396) are what they look like', async () => {
    const table = TABLES.replace(
      '</ValueSetDefinitions>',
      '<ValueSetDefinition BindingIdentifier="HL70396" Name="Systems" Extensibility="Closed"><ValueElement Value="HL7nnnn" DisplayName=""/><ValueElement Value="99zzz" DisplayName=""/><ValueElement Value="LN" DisplayName=""/></ValueSetDefinition></ValueSetDefinitions>',
    );
    const { profile } = readNistBundle([
      { name: 'PROFILE.xml', text: PROFILE },
      { name: 'VALUESETS.xml', text: table },
      bindings(`<Datatype><ByID ID="CE">${bound('3[*]', 'HL70396', ITSELF)}</ByID></Datatype>`),
    ]);
    if (!profile) throw new Error('not read');
    const system = (text: string): Promise<string[]> => found(profile, OBR, `OBX|1|NM|1^^${text}||5`);
    for (const known of ['LN', 'HL70001', '99ABC']) expect(await system(known)).toEqual([]);
    for (const unknown of ['HL7nnnn', 'HL71', '99', 'L']) {
      expect(await system(unknown)).toEqual(['error code-unknown OBX-3.3']);
    }
  });

  test('that stand nowhere are told', () => {
    const file = bindings(
      `<Segment><ByID ID="OBR">${bound('2[*]', 'UNITS', '<SimpleBindingLocation CodeLocation="2[1].1[1]"/>')}${bound('x', 'UNITS', ITSELF)}</ByID></Segment>`,
    );
    const { problems } = readNistBundle([{ name: 'PROFILE.xml', text: PROFILE }, file]);
    expect(problems.filter(({ code }) => code === 'part-not-read').map(({ text }) => text)).toEqual([
      'The tables of OBR 2[*] were not read.',
      'The tables of OBR x were not read.',
    ]);
  });
});

describe('slices', () => {
  test('describe one occurrence of a segment in its group', async () => {
    const profile = profileWith(
      slicings(
        '<SegmentSlicing><Message ID="m"><GroupContext ID="g"><OccurrenceSlicing Position="2"><Slice Occurrence="1" Ref="OBX_FIRST"/></OccurrenceSlicing></GroupContext></Message></SegmentSlicing>',
      ),
    );
    expect(await found(profile, OBR, 'OBX||NM|1^^L||5', 'OBX||NM|1^^L||5')).toEqual([
      'error required-missing OBX[1]-1',
    ]);
    expect(await found(profile, OBR, 'OBX|1|NM|1^^L||5', OBR, 'OBX||NM|1^^L||5')).toEqual([
      'error required-missing OBX[2]-1',
    ]);
    expectToFit(profile);
  });

  test('describe segments that fit a condition, the first that does', async () => {
    const profile = profileWith(
      slicings(
        `<SegmentSlicing><Message ID="m"><GroupContext ID="g"><AssertionSlicing Position="2">
          <Slice Ref="OBX_HEIGHT"><Description>height</Description><Assertion><PlainText Path="3[1].1[1]" Text="8302-2" IgnoreCase="false"/></Assertion></Slice>
          <Slice Ref="OBX_FIRST"><Description>all else</Description><Assertion><Presence Path="3[1]"/></Assertion></Slice>
        </AssertionSlicing></GroupContext></Message></SegmentSlicing>`,
      ),
    );
    expect(await found(profile, OBR, 'OBX||NM|8302-2^^LN||180', 'OBX||NM|1^^L||5')).toEqual([
      'error required-missing OBX[1]-6',
      'error required-missing OBX[2]-1',
    ]);
    expect(await found(profile, OBR, 'OBX||NM|8302-2^^LN||180|cm', 'OBX|2|NM|1^^L||5')).toEqual([]);
    expectToFit(profile);
  });

  test('describe repetitions of a field', async () => {
    const profile = profileWith(
      slicings(
        '<FieldSlicing><SegmentContext ID="OBR"><OccurrenceSlicing Position="3"><Slice Occurrence="1" Ref="CX_MR"/></OccurrenceSlicing></SegmentContext></FieldSlicing>',
      ),
    );
    expect(await found(profile, 'OBR|1||1~2')).toEqual(['error required-missing OBR-3[1].2']);
    expect(await found(profile, 'OBR|1||1^MR~2')).toEqual([]);
    expectToFit(profile);
  });

  test('that name what is not described make a profile incomplete', () => {
    const { profile, problems } = readNistBundle([
      { name: 'PROFILE.xml', text: PROFILE },
      slicings(
        '<FieldSlicing><SegmentContext ID="OBR"><OccurrenceSlicing Position="3"><Slice Occurrence="1" Ref="CX_NONE"/></OccurrenceSlicing></SegmentContext></FieldSlicing>',
      ),
    ]);
    expect(profile).toBeUndefined();
    expect(problems.map(({ text }) => text)).toContain('Data type CX_NONE is named but not described.');
  });
});

const code = (value: string): string =>
  `<Code Name="OBX-3" Path="3[*]" Code="${value}" CodeSystem="LN"><BindingLocation Position="1" CodePath="1[1]" CodeSystemPath="3[1]"/></Code>`;
const text = (field: number, value: string): string =>
  `<PlainText Name="OBX-${field}" Path="${field}[*]" Value="${value}"/>`;
const row = (name: string, usage: string, often: string, when: string, then: string): string =>
  `<${name} Min="${often.charAt(0)}" Max="${often.charAt(3)}" Usage="${usage}"><Selectors>${when}</Selectors><Constraints>${then}</Constraints></${name}>`;

describe('co-constraints', () => {
  const HEIGHT = row(
    'CoConstraint',
    'R',
    '1..1',
    code('8302-2'),
    `${text(2, 'NM')}<ValueSet Name="OBX-6" Path="6[*]">${bound('.', 'UNITS', CODED)}</ValueSet>`,
  );
  const NOTE = row('CoConstraint', 'O', '0..2', code('8251-1'), text(2, 'ST'));

  test('say what a segment holds by what it is', async () => {
    const profile = profileWith(standing(`<SimpleTable>${HEIGHT}${NOTE}</SimpleTable>`));
    const height = 'OBX|1|NM|8302-2^^LN||180|cm^^UCUM';
    const note = 'OBX|2|ST|8251-1^^LN||x';
    expect(await found(profile, OBR, height, note, 'OBX|3|ST|other^^L||x|in')).toEqual([]);
    expect(await found(profile, OBR, height.replace('|cm^^UCUM', ''))).toEqual([]);
    expect(await found(profile, OBR, height.replace('cm', 'in'))).toEqual(['error rule-broken OBX-6']);
    expect(await found(profile, OBR, height, note.replace('|ST|', '|NM|').replace('|x', '|1'))).toEqual([
      'error rule-broken OBX[2]-2',
    ]);
    // Another system makes another code.
    expect(await found(profile, OBR, height.replace('LN', 'L'))).toEqual(['error rule-broken ORDER']);
    expect(await found(profile, OBR, height, OBR)).toEqual(['error rule-broken ORDER']);
    expect(await found(profile, OBR, height, height)).toEqual(['error rule-broken ORDER']);
    expect(await found(profile, OBR, height, note, note, note)).toEqual(['error rule-broken ORDER']);
  });

  test('count where their condition holds', async () => {
    const condition =
      '<Condition><Description>a volume is said</Description><Assertion><Presence Path="1[1].2[1]"/></Assertion></Condition>';
    const profile = profileWith(standing(`<ConditionalTable>${condition}${HEIGHT}</ConditionalTable>`));
    expect(await found(profile, OBR)).toEqual([]);
    expect(await found(profile, 'OBR|1|5')).toEqual(['error rule-broken ORDER']);
  });

  test('hold for sets of segments that begin with one', async () => {
    const group = `<CoConstraintGroup Min="1" Max="2" Usage="R" Name="vital signs">${row('Primary', 'R', '1..1', code('85353-1'), '')}${row('CoConstraint', 'R', '1..1', code('8302-2'), text(2, 'NM'))}</CoConstraintGroup>`;
    const sets = '<CoConstraintGroupId><IdPath Priority="1" Name="OBX-4" Path="4[*]"/></CoConstraintGroupId>';
    const profile = profileWith(standing(`<SimpleTable>${sets}${NOTE}${group}</SimpleTable>`));
    const panel = (set: string): string => `OBX||ST|85353-1^^LN|${set}|x`;
    const height = (set: string, type = 'NM'): string => `OBX||${type}|8302-2^^LN|${set}|180`;
    const note = (set: string): string => `OBX||ST|8251-1^^LN|${set}|x`;
    expect(await found(profile, OBR, panel('1'), height('1'), panel('2'), height('2'), note('9'))).toEqual([]);
    expect(await found(profile, OBR)).toEqual(['error rule-broken ORDER']);
    expect(await found(profile, OBR, panel('1'), height('2'))).toEqual(['error rule-broken ORDER']);
    expect(await found(profile, OBR, panel('1'), height('1', 'ST'))).toEqual(['error rule-broken OBX[2]-2']);
    expect(await found(profile, OBR, ...['1', '2', '3'].flatMap((set) => [panel(set), height(set)]))).toEqual([
      'error rule-broken ORDER',
    ]);
    // What stands alone shares the number of no set.
    expect(await found(profile, OBR, panel('1'), height('1'), note('1'))).toEqual(['error rule-broken OBX[3]']);
  });

  test('of the message itself, and such that no message breaks', async () => {
    const profile = profileWith(standing(`<SimpleTable>${NOTE}</SimpleTable>`, '.', '2[*].2[*]'));
    expect(await found(profile, OBR, 'OBX||NM|8251-1^^LN||1', OBR, 'OBX||ST|8251-1^^LN||x')).toEqual([
      'error rule-broken OBX[1]-2',
    ]);
    expectToFit(profile);
  });
});
