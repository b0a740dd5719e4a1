/**
 * The whole system on real parts: sample homes, an S3 server, real restic, and the program as its
 * users start it.
 *
 * <p>What is written here judges the engine, so none of it uses the engine: trees are compared by
 * find, sha256sum and getfattr.
 */
package lifeboat.e2e;
