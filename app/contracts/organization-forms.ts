// The forms of the organizations pages: what the contract asks for, as browsers send it.
import { organizationCreate, organizationReplace } from './organizations.ts';

export const newOrganizationForm = organizationCreate.omit({
  externalSource: true,
  externalId: true,
  ownerId: true,
  parentId: true,
});

export const editOrganizationForm = organizationReplace.omit({ id: true, parentId: true });
