import { describe, expect, test } from 'vitest';
import { interfaceScope } from '../testing/scope.ts';

function endpoint(purpose: string, more: { port?: number } = { port: 2_575 }) {
  const scope = interfaceScope();
  const about = scope.create('interface', { title: 'Results' });
  const place = scope.create('environment', { title: 'Place', purpose });
  const id = scope.create('testEndpoint', { title: 'At the test', ...more });
  scope.link('testEndpoint.of', id, about);
  scope.link('testEndpoint.in', id, place);
  const start = (which = id) => scope.run('testEndpoint.start', { id: which });
  return { scope, id, about, place, start };
}

describe('a test endpoint', () => {
  test.each(['build', 'test', 'acceptance', 'training', 'rehearsal'])('is started for %s', (purpose) => {
    const { scope, id, start } = endpoint(purpose);
    start();
    expect(scope.graph.find(id)?.state).toBe('listening');
    scope.run('testEndpoint.stop', { id });
    expect(scope.graph.find(id)?.state).toBe('off');
  });

  test.each(['production', 'readOnly', 'recovery'])('is refused for %s', (purpose) => {
    const { scope, id, start } = endpoint(purpose);
    expect(() => start()).toThrow('messages of patients are not taken here');
    expect(scope.graph.find(id)?.state).toBe('off');
  });

  test('is refused without a port, an interface or an environment, and on a port that is taken', () => {
    const { scope, start, about, place } = endpoint('test');
    expect(() => endpoint('test', {}).start()).toThrow('no port');
    const bare = scope.create('testEndpoint', { title: 'Bare', port: 2_575 });
    expect(() => start(bare)).toThrow('no interface');
    scope.link('testEndpoint.of', bare, about);
    expect(() => start(bare)).toThrow('no environment');
    scope.link('testEndpoint.in', bare, place);
    start();
    expect(() => start(bare)).toThrow('TEP-1 listens on this port');
  });

  test('is not set to listening by hand', () => {
    const { scope, id } = endpoint('production');
    expect(() => scope.run('record.move', { id, move: 'start' })).toThrow();
    expect(() => scope.run('record.update', { id, fields: { received: 5 } })).toThrow();
  });
});
