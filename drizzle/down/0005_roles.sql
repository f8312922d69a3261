-- Back from 0005: roles change as grants and policies alone allow.

drop trigger keep_an_admin on crm.users;
drop trigger keep_an_admin on crm.user_roles;
drop trigger guard on crm.user_roles;
drop trigger note_rights on crm.user_roles;
drop trigger guard on crm.role_visibility;
drop trigger note_rights on crm.role_visibility;
drop trigger keep_an_admin on crm.role_permissions;
drop trigger guard on crm.role_permissions;
drop trigger note_rights on crm.role_permissions;
drop trigger guard on crm.roles;
drop trigger note_rights on crm.roles;

drop function crm.sight_of(uuid, text[]);
drop function crm.access_of(uuid, text[]);
drop function crm.roles_of(uuid);
drop function crm.keep_an_admin();
drop function crm.guard_user_role();
drop function crm.guard_role_visibility();
drop function crm.guard_role_permission();
drop function crm.guard_role();
drop function crm.require_other_role(uuid);
drop function crm.require_sight(text, text);
drop function crm.require_right(text);
drop function crm.has_right(text);
drop function crm.note_rights();
drop function crm.lock_roles(uuid);
