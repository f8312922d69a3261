import { ChevronRight } from 'lucide-react';
import { Form } from '../../remix.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Icon } from '../../ui/icon.tsx';

interface TenantChooserProps {
  tenants: readonly { id: string; name: string }[];
  next?: string | undefined;
}

/** One button for each tenant of the account; the form posts `tenantId`. */
export const TenantChooser = ({ tenants, next }: TenantChooserProps) => (
  <Form method="post" className="tenant-list">
    {next && <input type="hidden" name="next" value={next} />}
    {tenants.map((tenant) => (
      <button key={tenant.id} type="submit" name="tenantId" value={tenant.id}>
        <Avatar id={tenant.id} name={tenant.name} size="md" />
        <span>{tenant.name}</span>
        <Icon of={ChevronRight} />
      </button>
    ))}
  </Form>
);
