/** The version of the page, which the build gives. */
declare const VIEWER_VERSION: string;

/** Style sheets, which the bundler collects in viewer.css. */
declare module "*.css";
