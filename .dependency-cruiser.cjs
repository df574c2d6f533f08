/**
 * Who may know whom. Every rule is an error and says why; docs/architecture.md draws the same picture.
 * "Public face" means the files that a package's `exports` name.
 */
const FACES = 'index\\.tsx?$';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Data flows one way; two rooms that need each other are one room.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'engines-know-nothing',
      comment: 'Engines compute one subject each and know nothing of Callosum, so that anybody can use them.',
      severity: 'error',
      from: { path: '^engines/([^/]+)/' },
      to: { path: '^(kernel|engines|disciplines|server|web|app|bench|conformance|e2e)/', pathNot: '^engines/$1/' },
    },
    {
      name: 'kernel-knows-libraries-only',
      comment: 'The kernel is the language everything is said in; it can name nothing that is said in it.',
      severity: 'error',
      from: { path: '^kernel/' },
      to: { path: '^(engines|disciplines|server|web|app|bench|conformance|e2e)/' },
    },
    {
      name: 'kernel-and-engines-are-pure',
      comment: 'They run in a browser as well as in the server: no Node modules outside their tests.',
      severity: 'error',
      from: {
        path: '^(kernel|engines|disciplines/[^/]+)/',
        pathNot: '(\\.test\\.ts$|/testing/|/testing\\.ts$|/server/)',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'disciplines-know-kernel-and-engines',
      comment:
        'A discipline is declarations over the kernel; I/O lives in its own server folder, views in its web folder.',
      severity: 'error',
      from: { path: '^disciplines/([^/]+)/', pathNot: '^disciplines/[^/]+/(server|web)/' },
      to: { path: '^(server|web|app|bench|conformance|e2e)/|^disciplines/[^/]+/(server|web)/' },
    },
    {
      name: 'discipline-servers-use-the-public-server',
      comment:
        'The server part of a discipline does I/O through what the server offers everybody; it knows no browser and nobody above it.',
      severity: 'error',
      from: { path: '^disciplines/[^/]+/server/' },
      to: {
        path: '^(server|web|app|bench|conformance|e2e)/|^disciplines/[^/]+/web/',
        pathNot: `^server/${FACES}|^server/testing/${FACES}`,
      },
    },
    {
      name: 'discipline-webs-know-no-server',
      comment: 'What runs in a browser asks the server over HTTP.',
      severity: 'error',
      from: { path: '^disciplines/[^/]+/web/' },
      to: { path: '^(server|app|bench|conformance|e2e)/|^disciplines/[^/]+/server/' },
    },
    {
      name: 'disciplines-meet-at-the-front-door',
      comment: 'One discipline may use another only through its pure index.',
      severity: 'error',
      from: { path: '^disciplines/([^/]+)/' },
      to: { path: '^disciplines/([^/]+)/', pathNot: `^disciplines/$1/|^disciplines/[^/]+/${FACES}` },
    },
    {
      name: 'server-names-no-discipline',
      comment: 'The server receives the disciplines as an argument; what it does for one kind it does for all.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(engines|disciplines|web|app|bench|conformance|e2e)/' },
    },
    {
      name: 'web-names-no-discipline',
      comment: 'The client receives the disciplines as an argument, and never code of the server.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(engines|disciplines|server|app|bench|conformance|e2e)/' },
    },
    {
      name: 'app-uses-public-faces',
      comment: 'The composition joins what the rooms offer; it does not reach into them.',
      severity: 'error',
      from: { path: '^app/' },
      to: {
        path: '^(kernel|engines/[^/]+|disciplines/[^/]+|server|web)/.+/',
        pathNot: `/(contract|ledger|matrix|report|testing|server|web)/${FACES}`,
      },
    },
    {
      name: 'nothing-imports-app',
      comment: 'App is the top of the house; benches, conformance and browser tests stand outside and look at it.',
      severity: 'error',
      from: { pathNot: '^(app|bench|conformance|e2e)/' },
      to: { path: '^app/' },
    },
    {
      name: 'nothing-imports-the-outside',
      comment: 'Benches, conformance and browser tests are for looking, not for use.',
      severity: 'error',
      from: { pathNot: '^(bench|conformance|e2e)/' },
      to: { path: '^(bench|conformance|e2e)/' },
    },
    {
      name: 'tests-are-not-code',
      comment: 'Nothing but tests may use tests and their helpers.',
      severity: 'error',
      from: { pathNot: '(\\.test\\.tsx?$|/testing/|/testing\\.ts$|^app/tests/|^(bench|conformance|e2e)/)' },
      to: { path: '(\\.test\\.tsx?$|/testing/|/testing\\.ts$)' },
    },
    {
      name: 'declared-dependencies-only',
      comment: 'What a package uses stands in its own package.json.',
      severity: 'error',
      from: { pathNot: '(\\.test\\.tsx?$|/testing/|^tools/|vite\\.config\\.ts$)' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that cannot be found is checked by nobody.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?url$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.types|node_modules)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
