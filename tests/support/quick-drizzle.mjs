// For every process of a test run: Node parses drizzle-orm's package.json, 180 kB, once for each of its files and each
// import of it, and that was half of what loading the server costs. Where its files lie and that they are ES modules is said
// here instead. JavaScript that older Nodes understand, since tests start those too; they go without.
import module from 'node:module';

const PACKAGE = '/node_modules/drizzle-orm/';
const known = new Map();

module.registerHooks?.({
  resolve(specifier, context, next) {
    const { parentURL = '', conditions } = context;
    if (!conditions.includes('import')) return next(specifier, context);
    if (specifier.startsWith('.') && parentURL.includes(PACKAGE)) {
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
    }
    if (!specifier.startsWith('drizzle-orm') || parentURL.includes(PACKAGE)) return next(specifier, context);
    const found = known.get(specifier) ?? { ...next(specifier, context), shortCircuit: true };
    known.set(specifier, found);
    return found;
  },
});
