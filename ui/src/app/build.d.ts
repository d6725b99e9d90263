/** Put in by the build. */
declare const __WAYMARK_VERSION__: string;
declare const __WAYMARK_COMMIT__: string;
