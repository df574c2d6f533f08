import { defineFact, type Fact, hasCome } from '@callosum/kernel';
import { device } from '../kinds/device.ts';

const WITH_RESULT: ReadonlySet<string> = new Set(['passed', 'failed']);

const tested = defineFact({
  name: 'golive.devices-tested',
  label: 'Devices tried',
  help: 'Share of devices that were tried where they stand, whatever came of it, and not too long ago.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { untried: 'It {{why}}', tried: 'Tried on {{day}}' },
  select: device,
  judge: (row, graph, at) => {
    const { testedOn: day } = row.fields;
    if (row.state === 'removed') return undefined;
    const why = device.fails?.(row, graph, at);
    const tried = WITH_RESULT.has(row.state) && day !== undefined && hasCome(day, at);
    if (tried && (why === undefined || row.state === 'failed')) return { ok: true, reason: 'tried', details: { day } };
    return { ok: false, reason: 'untried', details: { why: why ?? '' } };
  },
});

const passed = defineFact({
  name: 'golive.devices-passed',
  label: 'Devices that work',
  help: 'Share of the devices tried so far that did everything they have to.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { fails: 'It {{why}}', works: 'Everything it has to do works' },
  select: device,
  judge: (row, graph, at) => {
    const { testedOn } = row.fields;
    if (!WITH_RESULT.has(row.state) || testedOn === undefined || !hasCome(testedOn, at)) return undefined;
    const why = device.fails?.(row, graph, at);
    return why === undefined ? { ok: true, reason: 'works' } : { ok: false, reason: 'fails', details: { why } };
  },
});

const criticalFailing = defineFact({
  name: 'golive.critical-devices-open',
  label: 'Critical devices not working',
  help: 'Critical devices that fail, or were not tried, or too long ago. Not tried is not working.',
  unit: 'devices',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { open: 'It {{why}}', works: 'Tried, and works' },
  select: device,
  judge: (row, graph, at) => {
    if (row.state === 'removed' || !(row.fields.critical ?? false)) return undefined;
    const why = device.fails?.(row, graph, at);
    return why === undefined ? { ok: true, reason: 'works' } : { ok: false, reason: 'open', details: { why } };
  },
});

const withoutSpare = defineFact({
  name: 'golive.devices-failing-without-spare',
  label: 'Failing devices without a spare',
  help: 'Devices that fail and for which no spare stands by.',
  unit: 'devices',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    bare: 'It fails, and no spare stands by',
    spare: 'It fails; a spare stands by',
    works: 'It does not fail',
  },
  select: device,
  judge: ({ state, fields: { spare } }) => {
    if (state === 'removed') return undefined;
    if (state !== 'failed') return { ok: true, reason: 'works' };
    return (spare ?? false) ? { ok: true, reason: 'spare' } : { ok: false, reason: 'bare' };
  },
});

export const DEVICE_FACTS: readonly Fact[] = [tested, passed, criticalFailing, withoutSpare];
