import { useEffect, useRef } from 'react';
import type { Action } from './action.ts';

/** Two keys of a sequence must follow each other within this time. */
const PATIENCE_MS = 1_200;
const SETTING = 'callosum.plain-keys';

/** Keys without Ctrl or ⌘ can be switched off: speech input and tremor type them by accident (WCAG 2.1.4). */
export function plainKeysOn(): boolean {
  return localStorage.getItem(SETTING) !== 'off';
}

export function setPlainKeys(on: boolean): void {
  localStorage.setItem(SETTING, on ? 'on' : 'off');
}

/** With Ctrl or ⌘ these belong to whatever one is typing in. */
const EDITING_KEYS: ReadonlySet<string> = new Set(['a', 'c', 'v', 'x', 'y', 'z']);

const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys of a shortcut as printed on this computer's keyboard. */
export function keysOf(shortcut: string): readonly string[] {
  const mod = isApple() ? '⌘' : 'Ctrl';
  return shortcut.split(/[ +]/).map((key) => (key === 'mod' ? mod : key.length === 1 ? key.toUpperCase() : key));
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]');
}

/** Listens for the shortcuts of the actions that are offered now. */
export function useShortcuts(actions: readonly Action[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  }, [actions]);
  useEffect(() => {
    let before = { key: '', at: 0 };
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const key = event.key.toLowerCase();
      const run = (shortcut: string): boolean => {
        const action = latest.current.find((one) => one.shortcut?.toLowerCase() === shortcut);
        if (!action) return false;
        event.preventDefault();
        action.run();
        return true;
      };
      if (event.ctrlKey || event.metaKey) {
        if (EDITING_KEYS.has(key) && isTyping(event.target)) return;
        run(`mod+${key}`);
        return;
      }
      if (isTyping(event.target) || !plainKeysOn() || document.querySelector('[aria-modal="true"]')) return;
      const sequence = Date.now() - before.at < PATIENCE_MS ? `${before.key} ${key}` : '';
      before = { key, at: Date.now() };
      if (sequence !== '' && run(sequence)) return;
      run(key);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
