// One noun in the spellings that code, SQL, URLs and people use.

export interface Noun {
  /** purchase-order, purchase-orders: files and URLs */
  one: string;
  many: string;
  /** purchase_order: permissions, visibility, audit, error slugs */
  key: string;
  /** purchaseOrder, purchaseOrders, PurchaseOrder, PurchaseOrders */
  camel: string;
  camelMany: string;
  pascal: string;
  pascalMany: string;
  /** purchase_orders */
  table: string;
  /** purchase order, purchase orders, Purchase orders */
  words: string;
  wordsMany: string;
  titleMany: string;
  /** a or an */
  article: string;
}

const SHAPE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Throws a sentence when the word cannot name a feature. */
export function nounOf(one: string, many = plural(one)): Noun {
  for (const word of [one, many])
    if (!SHAPE.test(word))
      throw new Error(
        `"${word}" cannot name a feature: small letters, digits and hyphens, for example purchase-order`,
      );
  if (one === many) throw new Error(`"${one}" needs another plural: --plural <word>`);
  return {
    one,
    many,
    key: one.replaceAll('-', '_'),
    camel: camel(one),
    camelMany: camel(many),
    pascal: pascal(one),
    pascalMany: pascal(many),
    table: many.replaceAll('-', '_'),
    words: one.replaceAll('-', ' '),
    wordsMany: many.replaceAll('-', ' '),
    titleMany: capital(many.replaceAll('-', ' ')),
    article: /^[aeiou]/.test(one) ? 'an' : 'a',
  };
}

function plural(one: string): string {
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(one) ? `${one}es` : `${one}s`;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const pascal = (word: string): string => word.split('-').map(capital).join('');
const camel = (word: string): string => {
  const name = pascal(word);
  return name.charAt(0).toLowerCase() + name.slice(1);
};
