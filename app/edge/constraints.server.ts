// A form's contract as HTML attributes: zod itself stays on the server.
import { getZodConstraint } from '@conform-to/zod/v4';
import type { z } from 'zod';
import type { Constraints } from '../forms.ts';

export const constraintsOf = (schema: z.ZodType): Constraints => getZodConstraint(schema);
