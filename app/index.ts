export { disciplines, registry } from './composition.ts';
export { installationOptions } from './options.ts';
export { planImporter } from './plan-importer.ts';
export { VERSION } from './version.ts';
