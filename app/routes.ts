// The URL tree, readable in one place. Paths are spelled for links in paths.ts.
interface RouteEntry {
  path?: string;
  index?: boolean;
  file: string;
  children?: RouteEntry[];
}

const routes: RouteEntry[] = [{ index: true, file: 'routes/home.tsx' }];

export default routes;
