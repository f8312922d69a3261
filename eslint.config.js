// The habits of the house that a syntax tree can check. Which folder may import which is checked by
// .dependency-cruiser.cjs; names, sizes and documents by scripts/check-house.ts.
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const shipped = ['app/**/*.{ts,tsx}', 'server/**/*.ts', 'db/**/*.ts'];
const everything = ['**/*.{ts,tsx}'];

const ban = (selector, message) => ({ selector, message });

const environmentBans = [
  ban(
    'MemberExpression[object.name="process"][property.name="env"]',
    'Only server/env.ts reads process.env: import { env } from there.',
  ),
  ban(
    'ImportDeclaration[source.value=/^(node:)?process$/]',
    'Use the global process, so that the ban on process.env can be seen.',
  ),
];
const contextBans = [
  ban(
    ':matches(Literal[value=/set_config\\s*\\(/i], TemplateElement[value.raw=/set_config\\s*\\(/i])',
    'The tenant context is set in db/tenant.ts only.',
  ),
  ban(
    ':matches(Literal[value=/\\bset\\s+session\\s+[a-z_.]+\\s*(=|to\\b)/i], TemplateElement[value.raw=/\\bset\\s+session\\s+[a-z_.]+\\s*(=|to\\b)/i])',
    'SET SESSION leaks into the next checkout of the connection: use SET LOCAL in db/tenant.ts.',
  ),
];
const rawSqlBan = ban(
  'CallExpression[callee.object.name="sql"][callee.property.name="raw"]',
  'sql.raw takes no parameters: write the statement as a sql`…` template.',
);
const unsafeBan = ban(
  'CallExpression[callee.property.name="unsafe"]',
  'Parametrised SQL only: unsafe() belongs to db/.',
);

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'build/',
      'build.next/',
      'build.old/',
      'coverage/',
      'test-results/',
      '.data/',
      '.cache/',
      'drizzle/meta/',
      'tests/fixtures/',
    ],
  },
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
  },
  {
    files: everything,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // What strict leaves open
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // What strict asks too much of
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: false },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-invalid-void-type': 'off', // Promise<void> | void is how hooks are typed
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unsafe-enum-assignment': 'off', // enums come from packages only
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/dot-notation': 'off', // record['key'] says that the key is data
      '@typescript-eslint/require-await': 'off', // an interface may be asynchronous where one answer is not
      '@typescript-eslint/consistent-type-definitions': 'off', // records are interfaces, unions are types
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: ['Response', 'TypedResponse', 'DataWithResponseInit'] }, // Remix's redirects and answers are thrown
      ],
    },
  },
  {
    files: ['app/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: shipped,
    rules: {
      'no-restricted-syntax': ['error', ...environmentBans, ...contextBans, rawSqlBan, unsafeBan],
    },
  },
  {
    files: ['db/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...environmentBans, ...contextBans, rawSqlBan] },
  },
  {
    files: ['db/tenant.ts'],
    rules: { 'no-restricted-syntax': ['error', ...environmentBans, rawSqlBan] },
  },
  {
    files: ['server/env.ts'],
    rules: { 'no-restricted-syntax': ['error', ...contextBans, rawSqlBan, unsafeBan] },
  },
  {
    // What the browser loads takes the contracts' types and leaves zod (22.8 KB) on the server. The `.server.ts`
    // half of a feature, the edge and the routes' loaders and actions may use the schemas.
    files: ['app/features/**/*.{ts,tsx}', 'app/ui/**/*.{ts,tsx}', 'app/root.tsx', 'app/entry.client.tsx'],
    ignores: ['**/*.server.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/contracts/*', 'zod', '@conform-to/zod', '@conform-to/zod/*'],
              allowTypeImports: true,
              message: 'Client modules import contracts as types only: zod stays on the server.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['scripts/**/*.ts', 'tests/**/*.{ts,tsx}', 'sdk/examples/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Tests read rows they have just written and answers whose shape they assert next.
    files: ['tests/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
