/** Layers that each layer may import, denied by default. Type imports count, and they can close a circle too. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'libs/contract': [],
  'libs/ports': ['libs/contract'],
  'libs/domain': ['libs/ports', 'libs/contract'],
  'libs/services': ['libs/domain', 'libs/ports', 'libs/contract'],
  'libs/http': ['libs/services', 'libs/domain', 'libs/ports', 'libs/contract'],
  'libs/adapters': ['libs/ports', 'libs/contract'],
  'libs/testing': ['libs/ports', 'libs/contract'],
  functions: ['libs/http', 'libs/services', 'libs/adapters', 'libs/domain', 'libs/ports', 'libs/contract'],
  infra: ['libs/contract'],
  'frontend/client': ['libs/contract'],
  'frontend/react': ['frontend/client', 'libs/contract'],
  'frontend/web': ['frontend/react', 'frontend/client', 'libs/contract'],
};

/** npm packages and Node modules that a layer may use; `null` allows any. */
const PACKAGES: Readonly<Record<string, readonly string[] | null>> = {
  'libs/contract': ['zod'],
  'libs/ports': ['zod'],
  'libs/domain': ['zod'],
  'libs/services': [],
  'libs/http': ['zod', 'crypto'],
  'libs/adapters': null,
  'libs/testing': null,
  functions: ['@aws-sdk', '@smithy', 'zod', 'process', 'timers'],
  infra: null,
  // `ai` is used for its types only; a test checks the bundle.
  'frontend/client': ['zod', 'eventsource-parser', 'ai'],
  'frontend/react': null,
  'frontend/web': null,
};

/** Tests and their fixtures may import from every layer. */
const TESTS =
  '(\\.test\\.tsx?$|-contract\\.ts$|^infra/.*-fixtures\\.ts$|^e2e/|^frontend/(e2e|testing)/|^libs/testing/(conditions|docs|mutation|simulation|prove|fuzz)/)';
const OURS = '^(libs|functions|infra|frontend|bench)/';

/**
 * infra may also import the settings of functions, how settings are declared, the check of the ledger, the words for a
 * model that cannot be used, and the web app.
 */
const INFRA_EXCEPTIONS = [
  '^functions/config\\.ts$',
  '^functions/[^/]+/config\\.ts$',
  '^libs/adapters/environment/',
  '^libs/adapters/dynamodb/ledger\\.ts$',
  '^libs/adapters/bedrock/unusable-model\\.ts$',
  '^frontend/web/',
];

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  name: `${layer} imports only ${allowed.join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: `^${layer}/`, pathNot: TESTS },
  to: {
    path: OURS,
    pathNot: [`^${layer}/`, ...allowed.map((other) => `^${other}/`), ...(layer === 'infra' ? INFRA_EXCEPTIONS : [])],
  },
}));

const packageRules = Object.entries(PACKAGES)
  .flatMap(([layer, packages]) => (packages === null ? [] : [{ layer, packages }]))
  .map(({ layer, packages }) => ({
    name: `${layer} uses no package except ${packages.join(', ') || 'none'}`,
    severity: 'error',
    from: { path: `^${layer}/`, pathNot: TESTS },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
      pathNot: packages.flatMap((name) => [`node_modules/${name}/`, `^(node:)?${name}$`]),
    },
  }));

export const rules = {
  forbidden: [
    ...layerRules,
    ...packageRules,
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'every import resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'an adapter does not import another adapter',
      severity: 'error',
      from: { path: '^libs/adapters/([^/]+)/', pathNot: TESTS },
      to: { path: '^libs/adapters/', pathNot: '^libs/adapters/$1/' },
    },
    {
      name: 'fixtures are for tests',
      severity: 'error',
      from: { path: OURS, pathNot: TESTS },
      to: { path: '^infra/.*-fixtures\\.ts$' },
    },
    {
      name: 'functions do not meet',
      severity: 'error',
      from: { path: '^functions/([^/]+)/', pathNot: TESTS },
      // The files beside the folders are shared: the composition root and the parts of its settings.
      to: { path: '^functions/', pathNot: ['^functions/$1/', '^functions/[^/]+\\.ts$'] },
    },
    {
      name: 'the composition root imports no function',
      severity: 'error',
      from: { path: '^functions/[^/]+\\.ts$' },
      to: { path: '^functions/[^/]+/' },
    },
    {
      name: 'no simulation, no local stack, no fake in shipped code',
      severity: 'error',
      from: { path: '^(libs/(?!testing)|functions|frontend/(client|react|web))', pathNot: TESTS },
      to: { path: '^(libs/testing|infra/local)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|cdk\\.out|\\.coachstream)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
