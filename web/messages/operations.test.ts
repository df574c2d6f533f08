import { describe, expect, test } from 'vitest';
import { createDeclaredWords } from './declared-words.ts';
import { createMessages } from './i18n.ts';
import { OPERATIONS, operationName } from './operations.ts';

describe('what was asked of the server', () => {
  const { t } = createMessages('en');
  const say = (key: string, declared: string): string => t(key, { defaultValue: declared });
  const called = (operation: string): string =>
    operationName(operation, { t, say, ...createDeclaredWords(undefined, say) });

  test('is called by what it does, whichever operation it is', () => {
    expect(OPERATIONS.size).toBeGreaterThan(100);
    for (const name of OPERATIONS.keys()) expect(called(name)).not.toBe(name);
    expect(called('records.list')).toBe('A page of a register');
  });

  test('is called by the command that was to be run, or looked at beforehand', () => {
    expect(called('commands.run demonstration.tell')).toBe('Tell the demonstration');
    expect(called('commands.preview demonstration.tell')).toBe(
      'What a command would change; nothing is changed: Tell the demonstration',
    );
  });

  test('is called by what routes beside the contract are for', () => {
    expect(called('/api/v1/projects/:key/stream')).toBe('Hear of changes in a project as they come');
    expect(called('/api/v1/projects/:key/record/:id/files/:hash')).toBe('Send or fetch a file of a record');
    expect(called('/api/v1/auth/sign-in/email')).toBe('Sign in, or what belongs to it');
    expect(called('page')).toBe('Open a page');
    expect(called('/something/else')).toBe('/something/else');
  });
});
