import { describe, expect, test } from 'vitest';
import { checkMessage, messageOf, readNistBundle, readProfile, writeProfile } from '../index.ts';
import type { BundleFile, Profile } from '../index.ts';

const PROFILE = `<?xml version="1.0"?>
<ConformanceProfile ID="p" HL7Version="2.5.1"><MetaData Name="Small"/>
<Messages><Message ID="m" Type="ADT" Event="A01" StructID="ADT_A01" Name="Admit">
  <Segment Ref="MSH_1" Usage="R" Min="1" Max="1"/>
  <Segment Ref="PID_1" Usage="R" Min="1" Max="1"/>
  <Group ID="g" Name="NOTES" Usage="C" Min="0" Max="2">
    <Segment Ref="NTE_1" Usage="R" Min="1" Max="1"/>
    <Segment Ref="OBX_1" Usage="O" Min="0" Max="*"/>
  </Group>
  <Segment Ref="ZPI_1" Usage="X" Min="0" Max="0"/>
</Message></Messages>
<Segments>
  <Segment ID="MSH_1" Name="MSH" Description="Header"><Field Name="Separator" Usage="R" Datatype="ST" MinLength="1" MaxLength="1" Min="1" Max="1"/></Segment>
  <Segment ID="PID_1" Name="PID" Description="Patient">
    <Field Name="Set ID" Usage="O" Datatype="SI" MinLength="1" MaxLength="4" Min="0" Max="1" ConstantValue="1"/>
    <Field Name="Old ID" Usage="X" Datatype="ST" MinLength="NA" MaxLength="*" Min="0" Max="0"/>
    <Field Name="IDs" Usage="R" Datatype="CX_1" MinLength="NA" MaxLength="NA" Min="1" Max="2"/>
    <Field Name="Sex" Usage="C" Datatype="IS" MinLength="1" MaxLength="1" Min="0" Max="1" Binding="SEX" BindingStrength="R"/>
  </Segment>
  <Segment ID="NTE_1" Name="NTE" Description="Note"><Field Name="Set ID" Usage="R" Datatype="SI" Min="1" Max="1"/></Segment>
  <Segment ID="OBX_1" Name="OBX" Description="Result">
    <DynamicMapping><Mapping Position="3" Reference="2"><Case Value="NM" Datatype="NM"/></Mapping></DynamicMapping>
    <Field Name="Set ID" Usage="R" Datatype="SI" Min="1" Max="1"/>
    <Field Name="Type" Usage="R" Datatype="ID" Min="1" Max="1"/>
    <Field Name="Value" Usage="RE" Datatype="VARIES" Min="0" Max="1"/>
  </Segment>
  <Segment ID="ZPI_1" Name="ZPI" Description="Own"/>
</Segments>
<Datatypes>
  ${['ST', 'SI', 'IS', 'ID', 'NM', 'VARIES'].map((name) => `<Datatype ID="${name}" Name="${name}" Description=""/>`).join('')}
  <Datatype ID="CX_1" Name="CX" Description="Identifier">
    <Component Name="Number" Usage="R" Datatype="ST" MinLength="2" MaxLength="5"/>
    <Component Name="Type" Usage="C" Datatype="ID"/>
  </Datatype>
</Datatypes></ConformanceProfile>`;

const RULES = `<ConformanceContext UUID="c">
<Predicates>
  <Datatype><ByID ID="CX_1"><Predicate Target="2[1]" TrueUsage="R" FalseUsage="X"><Description>If the number begins with A</Description>
    <Condition><Format Path="1[1]" Regex="A.*" NotPresentBehavior="FAIL"/></Condition></Predicate></ByID></Datatype>
  <Segment><ByID ID="PID_1"><Predicate Target="4[1]" TrueUsage="R" FalseUsage="O"><Description>If there are two IDs</Description>
    <Condition><Presence Path="3[2]"/></Condition></Predicate></ByID></Segment>
  <Group/>
  <Message><ByID ID="m"><Predicate Target="3[1]" TrueUsage="O" FalseUsage="X"><Description>If sex is known</Description>
    <Condition><Presence Path="2[1].4[1]"/></Condition></Predicate></ByID></Message>
</Predicates>
<Constraints><Datatype/>
  <Segment><ByName Name="PID"><Constraint ID="P-1" Strength="SHOULD"><Description>IDs differ</Description>
    <Assertion><NOT><PathValue Path1="3[1].1[1]" Operator="EQ" Path2="3[2].1[1]" NotPresentBehavior="FAIL"/></NOT></Assertion></Constraint></ByName></Segment>
  <Group><ByID ID="g"><Constraint ID="G-1"><Description>Notes count up</Description><Assertion><SetID Path="1[1].1[1]"/></Assertion></Constraint></ByID></Group>
  <Message><ByID ID="m"><Constraint ID="M-1"><Description>Asks a program</Description><Assertion><Plugin QualifiedClassName="x.Y"/></Assertion></Constraint>
    <Constraint ID="M-2"><Description>Sex or notes</Description><Assertion><OR><PlainText Path="2[1].4[1]" Text="f" IgnoreCase="true"/><StringList Path="2[1].4[1]" CSV="M, U"/></OR></Assertion></Constraint></ByID></Message>
</Constraints></ConformanceContext>`;

const TABLES = `<ValueSetLibrary><NoValidation/><ValueSetDefinitions><ValueSetDefinition BindingIdentifier="SEX" Name="Sex" Extensibility="Closed">
<ValueElement Value="F" DisplayName="Female" CodeSystem="HL70001" Usage="P"/><ValueElement Value="M" DisplayName="Male" CodeSystem="HL70001" Usage="R"/>
<ValueElement Value="A" DisplayName="Ambiguous" CodeSystem="HL70001" Usage="E"/><ValueElement Value="9x" CodePattern="9[0-9]" DisplayName="Local" CodeSystem="L"/>
</ValueSetDefinition></ValueSetDefinitions></ValueSetLibrary>`;

const BUNDLE: readonly BundleFile[] = [
  { name: 'PROFILE.xml', text: PROFILE },
  { name: 'CONSTRAINTS.xml', text: RULES },
  { name: 'VALUESETS.xml', text: TABLES },
];

function profileFrom(files: readonly BundleFile[]): Profile {
  const { profile, problems } = readNistBundle(files);
  if (!profile) throw new Error(JSON.stringify(problems));
  return profile;
}

async function found(...lines: string[]): Promise<string[]> {
  const message = messageOf(['MSH|^~\\&|A|B|C|D|2026||ADT^A01^ADT_A01|1|P|2.5.1', ...lines].join('\r'));
  const checked = message && (await checkMessage(message, profileFrom(BUNDLE)));
  return (checked?.findings ?? [])
    .filter(({ against, code }) => against === 'profile' && code !== 'field-unexpected')
    .map(({ severity, code, path }) => `${severity} ${code} ${path}`);
}

/** Asks for a program, which can never be evaluated. */
const ALWAYS = 'information rule-not-evaluated MSH';

describe('a NIST bundle', () => {
  test('is read with all its rules and survives as JSON', () => {
    const { profile, problems, predicates, constraints } = readNistBundle(BUNDLE);
    expect({ name: profile?.name, version: profile?.version, predicates, constraints, problems }).toEqual({
      name: 'Small',
      version: '2.5.1',
      predicates: 3,
      constraints: 4,
      problems: [],
    });
    expect(profile && readProfile(writeProfile(profile))).toEqual({ ok: true, value: profile });
  });

  test.each<[string, string[], string[]]>([
    ['a message that fits', ['PID|1||B12|F', 'NTE|1', 'OBX|1|NM|5', 'NTE|2'], []],
    ['a constant', ['PID|2||B12|F'], ['error wrong-constant PID-1']],
    ['a field that is not supported', ['PID|1|x|B12|F'], ['error not-supported PID-2']],
    ['a required field', ['PID|1|||F'], ['error required-missing PID-3', 'warning rule-broken PID']],
    ['repetitions', ['PID|1||B12~B13~B14|F'], ['error too-many-repetitions PID-3[3]']],
    ['lengths', ['PID|1||B~B123456|F'], ['error too-short PID-3[1].1', 'error too-long PID-3[2].1']],
    ['a condition that is met', ['PID|1||A12|F'], ['error required-missing PID-3.2']],
    ['a condition that is not met', ['PID|1||B12^x|F'], ['error not-supported PID-3.2']],
    ['a condition on the segment', ['PID|1||B12~B13'], ['error required-missing PID-4']],
    ['a condition on the message', ['PID|1||B12', 'NTE|1'], ['error segment-not-supported NOTES']],
    ['a code outside its table', ['PID|1||B12|Q'], ['error code-unknown PID-4', 'error rule-broken MSH']],
    ['a code that is excluded', ['PID|1||B12|A'], ['warning code-excluded PID-4', 'error rule-broken MSH']],
    ['a rule that should hold', ['PID|1||B12~B12|F'], ['warning rule-broken PID']],
    ['numbers that count up', ['PID|1||B12|F', 'NTE|1', 'NTE|3'], ['error rule-broken NOTES']],
    ['groups', ['PID|1||B12|F', 'NTE|1', 'NTE|2', 'NTE|3'], ['error too-many-groups NOTES']],
    ['a type by its reference', ['PID|1||B12|F', 'NTE|1', 'OBX|1|NM|x'], ['error wrong-format OBX-3']],
    ['a segment that is not supported', ['PID|1||B12|F', 'ZPI|1'], ['error segment-not-supported ZPI']],
    ['a segment of nobody', ['PID|1||B12|F', 'ZZZ|1'], ['warning segment-unexpected ZZZ']],
  ])('%s', async (_, lines, expected) => {
    const findings = await found(...lines);
    expect(findings.filter((finding) => finding !== ALWAYS)).toEqual(expected);
    expect(findings.includes(ALWAYS)).toBe(true);
  });

  test.each<[string, BundleFile[], string]>([
    ['nothing', [], 'no-profile'],
    ['a file that is no XML', [{ name: 'a.xml', text: '<a' }], 'not-read'],
    ['a file of another kind', [{ name: 'a.xml', text: '<a/>' }], 'not-read'],
    ['a DOCTYPE', [{ name: 'a.xml', text: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }], 'not-read'],
    ['two profiles', [...BUNDLE, { name: 'P2.xml', text: PROFILE }], 'two-of-a-kind'],
    [
      'a profile without a part',
      [{ name: 'P.xml', text: PROFILE.replace('<Segment ID="NTE_1"', '<Segment ID="NTE_2"') }],
      'incomplete',
    ],
    ['no rules and tables', BUNDLE.slice(0, 1), 'part-missing'],
  ])('%s is told', (_, files, code) => {
    expect(readNistBundle(files).problems.map((problem) => problem.code)).toContain(code);
  });

  test('data types that hold themselves come to an end', async () => {
    const text = PROFILE.replace(
      'Name="Number" Usage="R" Datatype="ST" MinLength="2" MaxLength="5"',
      'Name="Number" Usage="R" Datatype="CX_1"',
    );
    const profile = profileFrom([{ name: 'P.xml', text }]);
    const message = messageOf('MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5.1\rPID|1||A1&x^y|F');
    expect(message && (await checkMessage(message, profile)).findings.length).toBeGreaterThan(0);
  });
});

describe('a profile as JSON', () => {
  test.each(['', '{', '{}', '{"format":"callosum-hl7-profile/1"}', '[]', '['.repeat(100_000)])(
    '%.40j is refused with a place',
    (text) => {
      expect(readProfile(text)).toMatchObject({ ok: false, error: { code: 'profile-malformed' } });
    },
  );

  test('groups without end are refused', () => {
    const open = '{"kind":"group","name":"g","usage":{"code":"R"},"min":1,"max":1,"children":[';
    const deep = `{"format":"callosum-hl7-profile/1","name":"","version":"","source":"","segments":{},"datatypes":{},"tables":{},"messages":[{"id":"","name":"","type":"","event":"","structure":"","children":[${open.repeat(20_000)}${']}'.repeat(20_000)}]}]}`;
    expect(readProfile(deep)).toMatchObject({ ok: false, error: { code: 'profile-malformed' } });
  });
});
