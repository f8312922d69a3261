import { expect, test } from 'vitest';
import { nounOf } from '../../scripts/feature/noun.ts';

test('a new feature is spelled as code, SQL, URLs and people spell it', () => {
  expect(nounOf('purchase-order')).toMatchObject({
    many: 'purchase-orders',
    key: 'purchase_order',
    table: 'purchase_orders',
    camelMany: 'purchaseOrders',
    pascal: 'PurchaseOrder',
    titleMany: 'Purchase orders',
    article: 'a',
  });
});

test('plurals are those of English, or what one says', () => {
  expect(['company', 'key', 'box', 'branch'].map((one) => nounOf(one).many)).toEqual([
    'companies',
    'keys',
    'boxes',
    'branches',
  ]);
  expect(nounOf('person', 'people').many).toBe('people');
});

test('a word that cannot be a file name, or is its own plural, is refused', () => {
  expect(() => nounOf('Lead Gen')).toThrow('cannot name a feature');
  expect(() => nounOf('../lead')).toThrow('cannot name a feature');
  expect(() => nounOf('news', 'news')).toThrow('another plural');
});
