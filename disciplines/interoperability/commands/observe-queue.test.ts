import { describe, expect, test } from 'vitest';
import { ask } from '../testing/facts.ts';
import { interfaceScope } from '../testing/scope.ts';

function counted() {
  const scope = interfaceScope();
  const about = scope.create('interface', { title: 'Results' });
  const queue = scope.create('queue', { title: 'Results that wait' }, { state: 'watched' });
  const endpoint = scope.create('testEndpoint', { title: 'At the test', port: 2_575 });
  scope.link('testEndpoint.of', endpoint, about);
  scope.link('testEndpoint.counts', endpoint, queue);
  scope.link('queue.of', queue, about);
  const observe = (delivered: number, at = '2027-03-01T08:00:00.000Z') =>
    scope.run('queue.observe', {
      endpoint,
      since: '2027-03-01T07:00:00.000Z',
      at,
      sent: 5,
      delivered,
      rejected: 1,
      queued: 0,
    });
  return { scope, about, queue, endpoint, observe };
}

describe('what a test endpoint counts', () => {
  test('stands on the queue with its source, and facts tell what is missing', () => {
    const { scope, queue, observe } = counted();
    observe(4);
    expect(scope.graph.find(queue)?.fields).toMatchObject({
      sent: 5,
      delivered: 4,
      rejected: 1,
      queued: 0,
      reconciledAt: '2027-03-01T08:00:00.000Z',
      observedFrom: 'TEP-1, 2027-03-01T07:00:00.000Z',
    });
    expect(ask(scope, 'interoperability.queues-unreconciled').failing).toEqual([]);
    observe(3);
    expect(ask(scope, 'interoperability.queues-unreconciled').failing).toEqual([
      ['Results that wait', 'observed', { sent: 5, found: 4, source: 'TEP-1, 2027-03-01T07:00:00.000Z' }],
    ]);
  });

  test('gives way to what a person has counted since', () => {
    const { scope, queue, observe } = counted();
    observe(4);
    const typed = { sent: 9, delivered: 9, rejected: 0, queued: 0, reconciledAt: '2027-03-01T09:00:00.000Z' };
    scope.apply([{ action: 'update', id: queue, fields: typed }]);
    observe(3, '2027-03-01T08:30:00.000Z');
    expect(scope.graph.find(queue)?.fields).toMatchObject(typed);
    expect(ask(scope, 'interoperability.queues-unreconciled').failing).toEqual([]);
  });

  test('counts for no queue of another interface, and for none that is closed', () => {
    const { scope, about, queue, observe } = counted();
    scope.apply([{ action: 'update', id: queue, fields: {}, state: 'closed' }]);
    expect(() => observe(4)).toThrow('counts for no queue');
    const other = counted();
    const [link] = other.scope.graph.out(other.queue, 'queue.of');
    other.scope.apply([{ action: 'unlink', id: link?.id ?? '' }]);
    expect(() => other.observe(4)).toThrow('counts for no queue');
    expect(about).not.toBe('');
  });
});
