// The arrows of docs/architecture.md: who may import whom. One direction, no cycles.
// Deliberately does not look inside files; eslint.config.js does that.

const client = '^app/';
const edge = '^app/edge/[^/]+([.]server|[.]d)[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third one.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that resolves to nothing.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|/assets/|[.]{1,2}/.*build/server|streamflow$)' },
    },
    {
      name: 'app-to-server-through-the-edge',
      comment: 'Only app/edge/*.server.ts may import server/.',
      severity: 'error',
      from: { path: client, pathNot: [edge] },
      to: { path: '^server/' },
    },
    {
      name: 'app-never-db',
      comment: 'Pages reach rows through procedures.',
      severity: 'error',
      from: { path: client },
      to: { path: '^db/' },
    },
    {
      name: 'server-sees-only-contracts-of-app',
      comment: 'server → app/contracts, and app/paths.ts for links in mails and Location headers.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: client, pathNot: ['^app/contracts/', '^app/paths[.]ts$'] },
    },
    {
      name: 'db-knows-nobody',
      comment: 'db/ is the floor: it imports neither server nor app.',
      severity: 'error',
      from: { path: '^db/', pathNot: '^db/seed/' },
      to: { path: '^(server|app)/' },
    },
    {
      name: 'contracts-are-plain',
      comment: 'A contract is zod and other contracts, so that both sides can share it.',
      severity: 'error',
      from: { path: '^app/contracts/' },
      to: { path: '^(app|server|db)/', pathNot: '^app/contracts/' },
    },
    {
      name: 'ui-knows-no-noun',
      comment: 'app/ui is the component inventory; nouns live in app/features.',
      severity: 'error',
      from: { path: '^app/ui/' },
      to: { path: '^app/(features|routes|edge)/' },
    },
    {
      name: 'features-know-no-route',
      comment: 'Routes compose features, not the other way round.',
      severity: 'error',
      from: { path: '^app/(features|ui|contracts)/' },
      to: { path: '^app/(routes|root)' },
    },
    {
      name: 'router-of-its-own-feature-only',
      comment:
        "A feature uses another's queries or rules, never its router; server/trpc assembles the routers.",
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/trpc/' },
      to: { path: '^server/features/.+[.]router[.]ts$' },
    },
    {
      name: 'rules-are-pure',
      comment: '*.rules.ts decides from its arguments: no database, no network, no environment.',
      severity: 'error',
      from: { path: '[.]rules[.]ts$' },
      to: {
        path: '(^db/|^server/(env|gateways|trpc|auth)|[.](queries|router|jobs)[.]ts$|^node_modules/(drizzle-orm|postgres)/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'database-drivers-in-db',
      comment: 'Only db/ opens connections.',
      severity: 'error',
      from: { path: '^(app|server)/' },
      to: { path: '^node_modules/(postgres/|drizzle-orm/(postgres-js|node-postgres|pg-proxy)/|pg/)' },
    },
    {
      name: 'lucia-in-one-module',
      comment: 'Taking lucia out means editing server/auth/session.ts and nothing else.',
      severity: 'error',
      from: { path: '^(app|server|db|scripts)/', pathNot: '^server/auth/session[.]ts$' },
      to: { path: '^node_modules/(lucia|oslo|@lucia-auth)/' },
    },
    {
      name: 'gateways-leave-the-building',
      comment: 'Models, payment and mail are reached through server/gateways only.',
      severity: 'error',
      from: { path: '^(app|server|db|scripts)/', pathNot: '^server/gateways/' },
      to: { path: '^node_modules/(openai|nodemailer|stripe)/' },
    },
    {
      name: 'remix-behind-one-door',
      comment:
        'app/remix.ts (and its .server twin) is the only import of Remix, besides entries and build config.',
      severity: 'error',
      from: {
        path: '^(app|server|db|scripts|sdk)/',
        pathNot: '^app/(remix([.]server)?[.]tsx?$|entry[.](client|server)[.]tsx$)',
      },
      to: { path: '^node_modules/@remix-run/' },
    },
    {
      name: 'sdk-stands-alone',
      comment:
        'The typed client is installed elsewhere: it imports itself and the protocol, never the server.',
      severity: 'error',
      from: { path: '^sdk/' },
      to: { pathNot: '^(sdk/|node_modules/@trpc/client/|streamflow$)', dependencyTypesNot: ['core'] },
    },
    {
      name: 'product-does-not-know-its-client',
      comment: 'Tests and scripts use sdk/; the product is used by it.',
      severity: 'error',
      from: { path: '^(app|server|db)/' },
      to: { path: '^sdk/' },
    },
    {
      name: 'no-test-code-in-the-product',
      comment:
        'tests/ imports the product, never the reverse. The bench runner lives on both sides by nature.',
      severity: 'error',
      from: { path: '^(app|server|db|scripts)/', pathNot: '^scripts/bench' },
      to: { path: '^tests/' },
    },
    {
      name: 'scripts-are-the-outermost-ring',
      comment: 'Scripts start the product; the product does not know them.',
      severity: 'error',
      from: { path: '^(app|server|db)/' },
      to: { path: '^scripts/' },
    },
    {
      name: 'no-dev-dependency-in-shipped-code',
      comment: 'What runs in production is in dependencies.',
      severity: 'error',
      from: { path: '^(app|server|db)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|coverage|[.]data|tests/fixtures)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
