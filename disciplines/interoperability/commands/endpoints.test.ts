import { describe, expect, test } from 'vitest';
import { testEndpoint } from '../kinds/test-endpoint.ts';
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

const ANN = '018f0000-0000-7000-8000-000000000001';

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

describe('a port for an interface', () => {
  test('is opened with its environment and its queue at once, and with those that are there', () => {
    const { scope, about, place } = endpoint('test');
    const given = { interface: about, title: 'Trial', port: 2_580, answers: 'valid', owner: ANN };
    const open = (more: object) => scope.run('testEndpoint.open', { ...given, ...more });
    open({ environment: { title: 'Trial' }, queue: { title: 'Held' } });
    const made = [...scope.graph.all(testEndpoint)].find(({ fields }) => fields.port === 2_580);
    expect(made).toMatchObject({ state: 'listening', fields: { answers: 'valid' } });
    const at = (type: string) => scope.graph.out(made?.id ?? '', type).map(({ to }) => scope.graph.find(to));
    expect(at('testEndpoint.of')).toMatchObject([{ id: about }]);
    expect(at('testEndpoint.in')).toMatchObject([{ fields: { title: 'Trial', purpose: 'test' } }]);
    expect(at('testEndpoint.counts')).toMatchObject([{ state: 'watched', fields: { title: 'Held', owner: ANN } }]);
    expect(() => open({ environment: { id: place } })).toThrow('TEP-2 listens on this port');
    open({ port: 2_581, environment: { id: place }, queue: { id: at('testEndpoint.counts')[0]?.id } });
    expect([...scope.graph.all(testEndpoint)].at(-1)?.state).toBe('listening');
  });

  test('is not opened to where patients are, nor for what is no interface, and nothing is left half-made', () => {
    const { scope, about, place } = endpoint('production');
    const given = { title: 'Trial', port: 2_580, answers: 'valid', owner: ANN };
    const open = (of: string, environment: object) =>
      scope.run('testEndpoint.open', { ...given, interface: of, environment });
    expect(() => open(about, { id: place })).toThrow('messages of patients are not taken here');
    expect(() => open(place, { title: 'Trial' })).toThrow('The interface is not there.');
    expect(() => open(about, { id: about })).toThrow('The environment is not there.');
    expect([...scope.graph.all(testEndpoint)]).toHaveLength(1);
  });
});
