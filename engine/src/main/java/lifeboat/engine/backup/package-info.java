/**
 * Saves directories as a snapshot.
 *
 * <p>Workers take tasks from one stack: to read a directory, or to save a file that is new or
 * changed. A directory's tree is written as soon as all its entries are, so that few are in memory
 * at a time. Blobs that the repository lacks go into packs; packs are uploaded before the index
 * that names them, and that before the snapshot: what ends in between leaves nothing that is
 * visible and incomplete.
 *
 * <p>Words:
 *
 * <ul>
 *   <li><b>parent</b>: the newest snapshot of the same host and paths; what has not changed since
 *       is taken from there and not read.
 *   <li><b>folder</b>: a directory of this host that is being saved.
 * </ul>
 *
 * <p>It knows nothing of stores' kinds, and of services no more than their profile.
 */
package lifeboat.engine.backup;
