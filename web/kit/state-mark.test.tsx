// @vitest-environment happy-dom
import { cleanup } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { GateState } from '../api/shapes.ts';
import { toneOf } from '../readiness/gate-state.ts';
import { renderScreen } from '../testing/render.tsx';
import { Counts, StateMark, TONES } from './state-mark.tsx';

afterEach(cleanup);

describe('a state', () => {
  test.each(TONES)('%s is shown as a shape, a word and a hue', async (tone) => {
    const { container } = await renderScreen(<StateMark tone={tone} />);
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(container.textContent).toBe(tone);
    expect(container.querySelector('[data-tone]')?.getAttribute('data-tone')).toBe(tone);
  });

  test('keeps its word for who cannot see the shape, even where only counts are shown', async () => {
    const { container } = await renderScreen(<Counts counts={{ met: 4, unmet: 2, unknown: 0, waived: 1 }} />);
    const text = container.textContent.replaceAll(/\s+/g, ' ').trim();
    expect(text).toBe('4 met 1 waived 2 unmet');
  });

  test('no two states share a shape', async () => {
    const { container } = await renderScreen(
      <div>
        {TONES.map((tone) => (
          <StateMark key={tone} tone={tone} />
        ))}
      </div>,
    );
    const shapes = [...container.querySelectorAll('svg')].map((svg) => svg.innerHTML);
    expect(new Set(shapes).size).toBe(TONES.length);
  });

  test('of a gate that is not passed never looks met', () => {
    const open: GateState[] = ['blocked', 'short', 'refused', 'reopened', 'conditional'];
    expect(open.map(toneOf)).not.toContain('met');
  });
});
