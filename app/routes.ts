// The URL tree, readable in one place. Paths are spelled for links in paths.ts.
interface RouteEntry {
  path?: string;
  index?: boolean;
  file: string;
  children?: RouteEntry[];
}

const route = (path: string, file: string): RouteEntry => ({ path, file: `routes/${file}` });

const routes: RouteEntry[] = [
  { index: true, file: 'routes/home.tsx' },
  route('theme', 'theme.ts'),
  route('dev/ui/:view?', 'dev.ui.tsx'),
];

export default routes;
