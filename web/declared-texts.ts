/** For translators' files: what the declarations say. Without screens, so that Node can read it. */
export { declaredTexts } from './messages/declared-texts.ts';
