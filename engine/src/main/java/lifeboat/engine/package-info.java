/**
 * The data engine: saves a directory tree into a restic repository and brings it back.
 *
 * <p>This package is the engine's API; everything below it, except {@code store} and {@code
 * profile}, is private to the engine. It knows nothing of agents, controllers, gRPC or metrics.
 *
 * <p>Words:
 *
 * <ul>
 *   <li><b>repository</b>: where snapshots lie, in restic's format version 1 or 2.
 *   <li><b>snapshot</b>: one restorable point in time; its tree is named by a SHA-256.
 *   <li><b>blob</b>: a piece of a file, or one directory (a tree blob), named by the SHA-256 of its
 *       plain content. <b>Pack</b>: an object in the store that holds many blobs. <b>Index</b>:
 *       says which pack holds which blob.
 *   <li><b>worklist</b>: what the engine is about to do, as a value: printed by a dry run, then
 *       executed.
 *   <li><b>tier</b>: a class of files that is restored together, lowest first. <b>profile</b>: what
 *       is known of a kind of service: its tiers and what is never saved.
 *   <li><b>target</b>: the directory that a restore writes into. <b>Stage</b>: the directory {@code
 *       .lifeboat/stage/<tree id>} in the target, where files are written and proven before they
 *       appear under their final names.
 *   <li><b>side file</b>: a file of Lifeboat's own in a repository, which restic knows nothing of.
 * </ul>
 */
package lifeboat.engine;
