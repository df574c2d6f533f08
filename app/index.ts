export { disciplines, registry } from './composition.ts';
export { crowded } from './demo/crowd.ts';
export { loadDemonstration } from './demo/load.ts';
export { riverbend } from './demo/riverbend/index.ts';
export { tellStory } from './demo/tell.ts';
export { installationOptions } from './options.ts';
export { planImporter } from './plan-importer.ts';
export { VERSION } from './version.ts';
