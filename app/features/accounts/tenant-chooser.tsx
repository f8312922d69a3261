import { Form } from '../../remix.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';

interface TenantChooserProps {
  tenants: readonly { id: string; name: string }[];
  /** where one is already */
  current: string | null;
  next?: string | undefined;
}

/** One button for each tenant of the account; the form posts `tenantId`. */
export const TenantChooser = ({ tenants, current, next }: TenantChooserProps) => (
  <Form method="post" className="tenant-list">
    {next && <input type="hidden" name="next" value={next} />}
    {tenants.map((tenant) => (
      <button key={tenant.id} type="submit" name="tenantId" value={tenant.id}>
        <Avatar id={tenant.id} name={tenant.name} size="md" />
        <span>
          {tenant.name}
          {tenant.id === current && <small>You are here</small>}
        </span>
        <Icon of="chevron-right" />
      </button>
    ))}
  </Form>
);
