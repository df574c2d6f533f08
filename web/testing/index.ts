export { cleanup } from '@testing-library/react';
export { loadTranslation, PSEUDO } from '../messages/i18n.ts';
export { pseudoOf, wordsOn } from './pseudo.ts';
export { projectView } from './project.ts';
export { renderScreen } from './render.tsx';
