// The URL tree, readable in one place. Paths are spelled for links in paths.ts.
interface RouteEntry {
  path?: string;
  index?: boolean;
  file: string;
  children?: RouteEntry[];
}

const route = (path: string, file: string): RouteEntry => ({ path, file: `routes/${file}` });

const routes: RouteEntry[] = [
  { index: true, file: 'routes/home.ts' },
  {
    file: 'routes/app.tsx',
    children: [
      route('dashboard', 'dashboard.tsx'),
      route('search', 'search.tsx'),
      route('leads', 'leads.tsx'),
      route('leads/new', 'leads.new.tsx'),
      route('leads/:id', 'leads.$id.tsx'),
      route('leads/:id/edit', 'leads.$id.edit.tsx'),
      route('leads/:id/convert', 'leads.$id.convert.tsx'),
      route('organizations', 'organizations.tsx'),
      route('organizations/new', 'organizations.new.tsx'),
      route('organizations/:id', 'organizations.$id.tsx'),
      route('organizations/:id/edit', 'organizations.$id.edit.tsx'),
      route('contacts', 'contacts.tsx'),
      route('contacts/new', 'contacts.new.tsx'),
      route('contacts/:id', 'contacts.$id.tsx'),
      route('contacts/:id/edit', 'contacts.$id.edit.tsx'),
      route('opportunities', 'opportunities.tsx'),
      route('opportunities/new', 'opportunities.new.tsx'),
      route('opportunities/:id', 'opportunities.$id.tsx'),
      route('opportunities/:id/edit', 'opportunities.$id.edit.tsx'),
      route('pipeline', 'pipeline.ts'),
      route('pipeline/:slug', 'pipeline.$slug.tsx'),
      route('tasks', 'tasks.tsx'),
      route('tasks/new', 'tasks.new.tsx'),
      route('tasks/:id', 'tasks.$id.tsx'),
      route('activities', 'activities.tsx'),
      route('activities/:id/edit', 'activities.$id.edit.tsx'),
      route('import', 'import.tsx'),
      route('import/:id/map', 'import.$id.map.tsx'),
      route('import/:id/preview', 'import.$id.preview.tsx'),
      route('import/:id/run', 'import.$id.run.tsx'),
      route('import/:id/result', 'import.$id.result.tsx'),
      route('jobs/:id', 'jobs.$id.tsx'),
      route('admin/users', 'admin.users.tsx'),
      route('*', 'not-found.tsx'),
      {
        path: 'settings',
        file: 'routes/settings.tsx',
        children: [
          route('profile', 'settings.profile.tsx'),
          route('security', 'settings.security.tsx'),
          route('security/code', 'settings.security.code.tsx'),
          route('team', 'settings.team.tsx'),
          route('team/:id', 'settings.team.$id.tsx'),
          route('roles', 'settings.roles.tsx'),
          route('roles/explain', 'settings.roles.explain.tsx'),
          route('roles/:id', 'settings.roles.$id.tsx'),
          route('teams', 'settings.teams.tsx'),
          route('teams/:id', 'settings.teams.$id.tsx'),
          route('pipelines', 'settings.pipelines.tsx'),
          route('pipelines/:id', 'settings.pipelines.$id.tsx'),
          route('api-keys', 'settings.api-keys.tsx'),
          route('trash', 'settings.trash.tsx'),
        ],
      },
    ],
  },
  route('login', 'login.tsx'),
  route('login/code', 'login.code.tsx'),
  route('sudo', 'sudo.tsx'),
  route('invite/:token', 'invite.$token.tsx'),
  route('register', 'register.tsx'),
  route('verify/pending', 'verify.pending.tsx'),
  route('verify/:token', 'verify.$token.tsx'),
  route('forgot-password', 'forgot-password.tsx'),
  route('reset/:token', 'reset.$token.tsx'),
  route('choose-tenant', 'choose-tenant.tsx'),
  route('logout', 'logout.ts'),
  route('admin/health', 'admin.health.tsx'),
  route('dev/mail', 'dev.mail.tsx'),
  route('theme', 'theme.ts'),
  route('bulk/:noun', 'bulk.$noun.ts'),
  route('options/search', 'options.search.ts'),
  route('options/organizations', 'options.organizations.ts'),
  route('options/contacts', 'options.contacts.ts'),
  route('dev/ui/:view?', 'dev.ui.tsx'),
];

export default routes;
