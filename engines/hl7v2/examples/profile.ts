import { compareProfiles, deriveProfile, generateMessages, loadStandard } from '../index.ts';

const standard = await loadStandard('2.5.1');
const samples = [...generateMessages(standard, { count: 20, seed: 1, trigger: 'ADT^A01' })].map(
  ({ message }) => message,
);

const west = await deriveProfile(samples.slice(0, 10), 'West');
const east = await deriveProfile(samples.slice(10), 'East');
export const answers = compareProfiles(west, east).questions.map(({ id, answer }) => `${id}: ${answer}`);
