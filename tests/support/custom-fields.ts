// Custom fields that tests begin with.
import type { CustomNoun, CustomType } from '../../app/contracts/custom-fields.ts';
import { uuidv7 } from '../../db/ids.ts';
import { customFields } from '../../db/schema/index.ts';
import { arrange, type TestTenant } from './factories.ts';

const CHOICES = [
  { key: 'gold', label: 'Gold' },
  { key: 'silver', label: 'Silver' },
];

/** Fields of a noun, each under a key of its own; those of choices offer gold and silver. */
export async function insertFields(
  { tenantId, system }: Pick<TestTenant, 'tenantId' | 'system'>,
  count: number,
  type: CustomType = 'text',
  noun: CustomNoun = 'lead',
): Promise<string[]> {
  const choices = type === 'select' || type === 'multi-select' ? CHOICES : [];
  const rows = Array.from({ length: count }, () => {
    const id = uuidv7();
    return { tenantId, id, noun, key: id, label: `Field ${id}`, type, choices };
  });
  await arrange({ system }, (tx) => tx.insert(customFields).values(rows));
  return rows.map(({ id }) => id);
}

export async function insertField(
  tenant: Pick<TestTenant, 'tenantId' | 'system'>,
  type?: CustomType,
): Promise<string> {
  const [id = ''] = await insertFields(tenant, 1, type);
  return id;
}
