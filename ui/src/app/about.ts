/** Which Waymark this is. Both come from the build: `vite.config.ts`. */
export const about = {
  /** The version of the workspace. */
  version: __WAYMARK_VERSION__,
  /** The commit that it was built from; empty in a build that does not ship. */
  commit: __WAYMARK_COMMIT__,
} as const;
