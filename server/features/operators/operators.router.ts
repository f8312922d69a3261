// For operators: accounts flagged so, in no tenant's name. They see counters and log lines, no tenant's records.
import path from 'node:path';
import { z } from 'zod';
import { healthReport, logLine, requestIdInput } from '../../../app/contracts/operators.ts';
import { dataDir } from '../../env.ts';
import { AppError } from '../../errors.ts';
import { account, router } from '../../trpc/procedures.ts';
import { findHealth, isOperator } from './operators.queries.ts';
import { findLogLines } from './operators.logs.ts';

const operator = account().use(async ({ ctx, next }) => {
  const { principal } = ctx;
  if (principal.kind !== 'session' || !(await isOperator(principal.accountId))) {
    throw new AppError('Forbidden', 'operator.required', 'This page is for operators of the installation.');
  }
  return next();
});

export const operatorsRouter = router({
  health: operator
    .input(z.void())
    .output(healthReport)
    .query(() => findHealth()),

  logs: operator
    .input(requestIdInput)
    .output(z.object({ items: z.array(logLine) }))
    .query(async ({ input }) => ({ items: await findLogLines(path.join(dataDir, 'logs'), input.requestId) })),
});
