/** The single home of Remix's options; vite.config.ts hands them to the plugin. */
export default {
  appDirectory: 'app',
  // the build script fills a folder beside the one in use and swaps them when all went well
  buildDirectory: process.env.BUILD_DIRECTORY ?? 'build',
  serverBuildFile: 'index.js',
  serverModuleFormat: 'esm',
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_routeConfig: true,
    v3_lazyRouteDiscovery: true,
    v3_singleFetch: true,
  },
};
