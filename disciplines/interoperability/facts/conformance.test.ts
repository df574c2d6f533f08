import { describe, expect, test } from 'vitest';
import { ask } from '../testing/facts.ts';
import { interfaceScope } from '../testing/scope.ts';

const FACT = 'interoperability.messages-conforming';
const PROFILE = 'a'.repeat(64);
const LATER = 'b'.repeat(64);

/** An interface with two triggers, a profile in full, and an endpoint at which messages came in. */
function tried(byTrigger: string, profile: string | undefined = PROFILE) {
  const scope = interfaceScope();
  const id = scope.create('interface', { title: 'Results', standard: 'hl7v2', triggers: 'ORU^R01\noru_r03' });
  const told = scope.create('messageProfile', { title: 'Results', definition: PROFILE });
  scope.link('messageProfile.of', told, id);
  const received = [...byTrigger.matchAll(/of (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  const fields = { title: 'At the test', byTrigger, received, ...(profile === undefined ? {} : { profile }) };
  const endpoint = scope.create('testEndpoint', fields);
  scope.link('testEndpoint.of', endpoint, id);
  return { scope, id, told };
}

describe('messages conform', () => {
  test.each([
    ['ORU^R01 100 of 100\nORU^R03 99 of 100', 'conforming', { received: 200 }],
    ['ORU^R01 100 of 100\nORU^R03 98 of 100', 'wrong', { trigger: 'ORU^R03', received: 100, conforming: 98 }],
    ['ORU^R01 100 of 100\nORU^R03 49 of 49', 'few', { trigger: 'ORU^R03', received: 49, wanted: 50 }],
    ['ORU^R01 100 of 100', 'few', { trigger: 'ORU^R03', received: 0, wanted: 50 }],
  ])('by trigger and volume: %s is %s', (byTrigger, reason, details) => {
    const { value, failing } = ask(tried(byTrigger).scope, FACT);
    if (reason === 'conforming') expect([value, failing]).toEqual([100, []]);
    else expect(failing).toEqual([['Results', reason, details]]);
  });

  test('not once the profile has changed', () => {
    const { scope, told } = tried('ORU^R01 100 of 100\nORU^R03 100 of 100');
    expect(ask(scope, FACT).value).toBe(100);
    scope.apply([{ action: 'update', id: told, fields: { definition: LATER } }]);
    expect(ask(scope, FACT).failing).toEqual([['Results', 'stale', {}]]);
  });

  test('not where nothing came in, and others than HL7 v2 are not asked', () => {
    const scope = interfaceScope();
    scope.create('interface', { title: 'Silent', standard: 'hl7v2' });
    scope.create('interface', { title: 'Images', standard: 'dicom' });
    expect(ask(scope, FACT)).toEqual({ value: 0, total: 1, failing: [['Silent', 'none', {}]] });
    scope.create('interface', { title: 'Begun' });
    expect(ask(scope, FACT)).toMatchObject({
      total: 2,
      failing: [
        ['Silent', 'none', {}],
        ['Begun', 'unsaid', {}],
      ],
    });
  });

  test('counts come from endpoints of the interface that are there', () => {
    const { scope, id } = tried('ORU^R01 60 of 60\nORU^R03 30 of 30');
    const fields = { title: 'Another', byTrigger: 'ORU^R03 30 of 30', received: 30, profile: PROFILE };
    const more = scope.create('testEndpoint', fields);
    expect(ask(scope, FACT).value).toBe(0);
    scope.link('testEndpoint.of', more, id);
    expect(ask(scope, FACT).value).toBe(100);
  });
});
