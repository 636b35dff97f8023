/** @file What importing a style sheet or a picture gives, as the build makes it. */
/// <reference types="vite/client" />
