import 'vitest';

declare module 'vitest' {
  /** What `test/setup/services.ts` hands to the tests. */
  interface ProvidedContext {
    /** Folder of the services that the whole test run shares. */
    servicesRoot: string;
    /** Why the conformance test of libmemcached is not there, if it is not. */
    memcapableIsMissing: string | undefined;
  }
}
