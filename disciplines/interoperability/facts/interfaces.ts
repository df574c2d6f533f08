import { defineFact, type Fact, isSuspect, listed, say } from '@callosum/kernel';
import { interfaceKind } from '../kinds/interface.ts';
import { limits } from '../limits.ts';
import { inScope, stands } from './concern.ts';

const needsFallback: ReadonlySet<string> = new Set(limits.fallbackFor);

const withoutFallback = defineFact({
  name: 'interoperability.critical-without-fallback',
  label: 'Critical interfaces without a fallback',
  help: 'Interfaces whose loss harms or delays care and for which nothing says what is done meanwhile, and interfaces of which nobody has said how critical they are.',
  unit: 'interfaces',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    unrated: 'Nobody has said how critical it is',
    missing: 'Nothing says what is done while it is down',
    covered: 'It says what is done while it is down',
    uncritical: 'It can wait',
  },
  select: interfaceKind,
  judge: (row) => {
    if (!inScope(row)) return undefined;
    const { criticality, fallback } = row.fields;
    if (criticality === undefined) return { ok: false, reason: 'unrated' };
    if (!needsFallback.has(criticality)) return { ok: true, reason: 'uncritical' };
    return fallback?.trim() ? { ok: true, reason: 'covered' } : { ok: false, reason: 'missing' };
  },
});

const withoutOwners = defineFact({
  name: 'interoperability.interfaces-without-owners',
  label: 'Interfaces without two owners',
  help: 'Interfaces for which nobody answers at the source or at the target, or one person at both ends: then nobody sees what the other side makes of it.',
  unit: 'interfaces',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    missing: 'Nobody answers for it at the {{ends}}',
    same: 'One person answers for both ends',
    owned: 'Both ends have an owner',
  },
  select: interfaceKind,
  judge: (row) => {
    if (!inScope(row)) return undefined;
    const { sourceOwner, targetOwner } = row.fields;
    const ends = [...(sourceOwner ? [] : [say`source`]), ...(targetOwner ? [] : [say`target`])];
    if (ends.length > 0) return { ok: false, reason: 'missing', details: { ends: listed(ends) } };
    return sourceOwner === targetOwner ? { ok: false, reason: 'same' } : { ok: true, reason: 'owned' };
  },
});

const unconnected = defineFact({
  name: 'interoperability.interfaces-without-ends',
  label: 'Interfaces without a source or target',
  help: 'Interfaces that are linked to no system they come from, or to none they go to: nobody can see what fails when that system is down.',
  unit: 'interfaces',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { missing: 'Not linked to a system: {{ends}}', joined: 'Both ends are linked' },
  select: interfaceKind,
  judge: (row, graph) => {
    if (!inScope(row)) return undefined;
    const lacks = (end: 'source' | 'target'): boolean =>
      !graph.out(row.id, `interface.${end}`).some(({ to }) => stands(graph, to));
    const ends = [...(lacks('source') ? [say`source`] : []), ...(lacks('target') ? [say`target`] : [])];
    if (ends.length === 0) return { ok: true, reason: 'joined' };
    return { ok: false, reason: 'missing', details: { ends: listed(ends) } };
  },
});

const unprotected = defineFact({
  name: 'interoperability.phi-unprotected',
  label: 'Patient data without protection on the way',
  help: 'Interfaces that carry patient data and are not protected on the way, or of which nobody has said how they are.',
  unit: 'interfaces',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 0,
  reasons: { none: 'Not protected', unsaid: 'Nobody has said how it is protected', protected: 'Protected' },
  select: interfaceKind,
  judge: (row) => {
    const { carriesPhi, protection } = row.fields;
    if (!inScope(row) || !(carriesPhi ?? false)) return undefined;
    if (protection === undefined) return { ok: false, reason: 'unsaid' };
    return protection === 'none' ? { ok: false, reason: 'none' } : { ok: true, reason: 'protected' };
  },
});

const untraced = defineFact({
  name: 'interoperability.interfaces-without-requirement',
  label: 'Interfaces without a requirement',
  help: 'Interfaces that implement no requirement or specification, or one that has changed since somebody looked: nobody knows whether they do what is asked.',
  unit: 'interfaces',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    none: 'It implements no requirement or specification',
    changed: 'What it implements has changed since somebody looked',
    traced: 'It implements what is asked',
  },
  select: interfaceKind,
  judge: (row, graph, _at, registry) => {
    if (!inScope(row)) return undefined;
    const links = graph.out(row.id, 'interface.implements').filter(({ to }) => stands(graph, to));
    if (links.length === 0) return { ok: false, reason: 'none' };
    const changed = links.some((link) => isSuspect(link, graph, registry));
    return { ok: !changed, reason: changed ? 'changed' : 'traced' };
  },
});

export const INTERFACE_FACTS: readonly Fact[] = [withoutFallback, withoutOwners, unconnected, unprotected, untraced];
