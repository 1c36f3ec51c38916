/** Which layer may import which: denied by default. Types count; a circle is a circle also when only types close it. */
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

/** npm packages and Node's own modules that a layer may use; `null` for any. */
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
  // `ai` for its types alone: a test looks into the bundle.
  'frontend/client': ['zod', 'eventsource-parser', 'ai'],
  'frontend/react': null,
  'frontend/web': null,
};

/** Tests and their fixtures may look everywhere. */
const TESTS =
  '(\\.test\\.tsx?$|-contract\\.ts$|^infra/.*-fixtures\\.ts$|^e2e/|^frontend/(e2e|testing)/|^libs/testing/(simulation|prove)/)';
const OURS = '^(libs|functions|infra|frontend|bench)/';

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  name: `${layer} imports only ${allowed.join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: `^${layer}/`, pathNot: TESTS },
  to: {
    path: OURS,
    pathNot: [`^${layer}/`, ...allowed.map((other) => `^${other}/`), ...exceptions(layer)],
  },
}));

/** Of a function, infra knows its settings; of the adapters, how settings are declared. */
function exceptions(layer: string): readonly string[] {
  return layer === 'infra' ? ['^functions/[^/]+/config\\.ts$', '^libs/adapters/environment/', '^frontend/web/'] : [];
}

const packageRules = Object.entries(PACKAGES)
  .flatMap(([layer, packages]) => (packages === null ? [] : [{ layer, packages }]))
  .map(({ layer, packages }) => ({
    name: `${layer} uses no package but ${packages.join(', ') || 'none'}`,
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
      name: 'adapters do not meet',
      severity: 'error',
      from: { path: '^libs/adapters/([^/]+)/', pathNot: TESTS },
      to: { path: '^libs/adapters/', pathNot: '^libs/adapters/$1/' },
    },
    {
      name: 'fixtures are for tests',
      severity: 'error',
      from: { path: '^infra/', pathNot: TESTS },
      to: { path: '^infra/.*-fixtures\\.ts$' },
    },
    {
      name: 'functions do not meet',
      severity: 'error',
      from: { path: '^functions/([^/]+)/', pathNot: TESTS },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
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
