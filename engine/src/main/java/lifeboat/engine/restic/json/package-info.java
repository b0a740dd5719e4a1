/**
 * JSON as Go's {@code encoding/json} writes and reads it, for objects whose bytes are hashed.
 *
 * <p>The writer's output is what the newest restic would write, byte for byte. The reader adds what
 * restic's files are made of (ids, times, unsigned numbers, base64) and turns every fault of the
 * input into a {@link lifeboat.engine.RepositoryException}. Knows nothing of trees or snapshots.
 */
package lifeboat.engine.restic.json;
