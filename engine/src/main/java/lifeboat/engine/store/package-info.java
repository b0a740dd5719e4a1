/**
 * Where a repository's objects lie: a local folder, memory or S3, and decorators that retry, bound
 * and count.
 *
 * <p>A store moves bytes. It knows nothing of packs, snapshots or encryption.
 */
package lifeboat.engine.store;
