// Which fields a role has hidden or read-only: read as a whole, changed as a whole, in turn with other changes of roles.
import { fieldsOfNoun, ruledNouns, type FieldAccess } from '../../../app/contracts/field-rules.ts';
import type { RoleFields, RoleFieldsReplace } from '../../../app/contracts/role-fields.ts';
import { paths } from '../../../app/paths.ts';
import type { Tx } from '../../../db/tenant.ts';
import { beyondOwn } from '../../auth/role-refusals.ts';
import { AppError } from '../../errors.ts';
import { alertAdmins } from '../alerts/alerts.actions.ts';
import { deleteFieldRule, findFieldRules, writeFieldRule } from './role-fields.queries.ts';
import { requireRole } from './roles.actions.ts';
import { requireOthersRole } from './roles.guards.ts';
import { lockRoles, updateRole } from './roles.queries.ts';

type Ctx = { tx: Tx };

export async function getRoleFields({ tx }: Ctx, id: string) {
  const { version } = await requireRole(tx, id);
  return { id, version, fields: await fieldsNow(tx, id) };
}

async function fieldsNow(tx: Tx, id: string): Promise<RoleFields> {
  const rules = await findFieldRules(tx, id);
  const accessTo = (noun: string, field: string): FieldAccess =>
    rules.find((rule) => rule.noun === noun && rule.field === field)?.access ?? 'editable';
  return Object.fromEntries(
    ruledNouns.map((noun) => [
      noun,
      Object.fromEntries(fieldsOfNoun(noun).map(([field]) => [field, accessTo(noun, field)])),
    ]),
  );
}

interface Change {
  noun: string;
  field: string;
  from: FieldAccess;
  to: FieldAccess;
}

export async function setRoleFields(
  { tx }: Ctx,
  { id, version, fields }: RoleFieldsReplace,
): Promise<{ id: string; version: number }> {
  await lockRoles(tx);
  const role = await requireRole(tx, id);
  if (role.version !== version) throw staleVersion(role.version);
  const before = await fieldsNow(tx, id);
  const changes = ruledNouns.flatMap((noun) =>
    fieldsOfNoun(noun).flatMap(([field]): Change[] => {
      const [from, to] = [before[noun]?.[field] ?? 'editable', fields[noun]?.[field] ?? 'editable'];
      return from === to ? [] : [{ noun, field, from, to }];
    }),
  );
  if (changes.length === 0) return { id, version };
  const by = await tx.entered;
  requireOthersRole(by, role);
  requireOpen(by, changes);
  for (const { noun, field, to } of changes) {
    if (to === 'editable') await deleteFieldRule(tx, id, noun, field);
    else await writeFieldRule(tx, id, { noun, field, access: to });
  }
  if (!(await updateRole(tx, { id, version }, { name: role.name }))) throw staleVersion(role.version);
  const said = changes.map(
    ({ noun, field, from, to }) => `${noun}.${field}: ${inWords(from)} → ${inWords(to)}`,
  );
  await alertAdmins(tx, {
    kind: 'privilege_permissions_changed',
    what: `changed the fields of the role ${role.name}: ${said.join('; ')}`,
    path: paths.role(id),
    meta: { role: role.key },
  });
  return { id, version: version + 1 };
}

const inWords = (access: FieldAccess): string => access.replace('_', '-');

/** Nobody opens to others what is closed to themselves; the database says so too. */
function requireOpen(
  { hiddenFields, lockedFields }: { hiddenFields: string[]; lockedFields: string[] },
  changes: readonly Change[],
): void {
  const beyond = changes.find(({ noun, field, to }) =>
    (to === 'editable' ? lockedFields : to === 'read_only' ? hiddenFields : []).includes(`${noun}.${field}`),
  );
  if (beyond) throw beyondOwn(`${beyond.noun}.${beyond.field}`);
}

const staleVersion = (version: number): AppError =>
  new AppError('Conflict', 'role.stale', 'Somebody else has changed this role since you opened it.', {
    hint: 'Look at what it is now, then make your change again.',
    data: { current: { version } },
  });
