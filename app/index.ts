export { disciplines, registry } from './composition.ts';
export { installationOptions, VERSION } from './options.ts';
export { planImporter } from './plan-importer.ts';
