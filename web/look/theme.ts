import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e9f5f3', '#d3e9e5', '#a6d4cc', '#74bdb2', '#4fab9e', '#379c8e', '#238d80', '#157d71', '#0b6a60', '#04544c',
];
/** Neutrals lean to the accent, so that dark pages are not blue or brown. */
const dark: MantineColorsTuple = [
  '#e5eceb', '#c8d3d1', '#a0b1ae', '#647572', '#35423f', '#28332f', '#1a2321', '#111817', '#0c1211', '#080d0c',
];

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: { teal, dark },
  black: '#13201e',
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '640', sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.25' }, h2: { fontSize: '1rem', lineHeight: '1.4' } } },
  defaultRadius: 4,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Names of what colours are for; screens use these and never a colour. */
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--ink': '#13201e',
    '--ink-soft': '#4d5d5a',
    '--rule': '#e2e8e6',
    '--rule-strong': '#b9c5c2',
    '--surface': '#ffffff',
    '--surface-side': '#f7faf9',
    '--accent': '#0b6a60',
    '--accent-tint': '#e4f2ef',
    '--met': '#0a6e5c',
    '--unmet': '#b3261e',
    '--unknown': '#596773',
    '--waived': '#855600',
    '--met-tint': '#e4f2ef',
    '--unmet-tint': '#fbecea',
    '--waived-tint': '#f9f0df',
    '--on-state': '#ffffff',
    '--mantine-color-dimmed': '#4d5d5a',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--ink': '#e5eceb',
    '--ink-soft': '#a0b1ae',
    '--rule': '#25302d',
    '--rule-strong': '#4a5a56',
    '--surface': '#111817',
    '--surface-side': '#0d1413',
    '--accent': '#74bdb2',
    '--accent-tint': '#17332f',
    '--met': '#3fae98',
    '--unmet': '#f2867b',
    '--unknown': '#a3b0b8',
    '--waived': '#dba94b',
    '--met-tint': '#132b27',
    '--unmet-tint': '#331a18',
    '--waived-tint': '#2d2412',
    '--on-state': '#0c1211',
    '--mantine-color-dimmed': '#a0b1ae',
    '--mantine-color-error': '#f2867b',
  },
});
