// How operations about attachments are called, on a record of any noun.
import { formBytes, type Field } from '../../imports/form.ts';
import { operationAt, type Case } from './case.ts';
import { form, type Call } from './world.ts';

const file: Field = { name: 'file', value: 'We offer an engine.', fileName: 'offer.txt' };
const bytes = (...fields: Field[]) => new Uint8Array(formBytes(fields));

/** The operations that a noun's router, and the doors beside it, have for files. */
export const fileCases = (
  plural: string,
  on: (rest?: Partial<Call>) => Case['good'],
): Record<string, Case> => {
  const attach = on({ headers: form.headers, body: bytes(file) });
  const onFile: Case['good'] = async (world, tenant) => {
    const call = await attach(world, tenant);
    const { text } = await world.send(operationAt('POST', `/${plural}/{id}/files`), call);
    return { as: call.as, path: { ...call.path, fileId: (JSON.parse(text) as { id: string }).id } };
  };
  return {
    [`${plural}.files`]: { good: on() },
    [`${plural}.attach`]: {
      good: attach,
      others: {
        413: async (world) => {
          world.set('LIMIT_FILE_BYTES', 10);
          return attach(world, world.here);
        },
        422: async (world) => ({
          ...(await attach(world, world.here)),
          body: bytes({ ...file, fileName: 'offer.pdf' }),
        }),
      },
    },
    [`${plural}.download`]: { good: onFile },
    [`${plural}.deleteFile`]: { good: onFile },
  };
};
