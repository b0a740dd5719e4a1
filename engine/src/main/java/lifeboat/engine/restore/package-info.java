/**
 * Brings a snapshot back: first a {@link lifeboat.engine.restore.Worklist}, then its execution.
 *
 * <pre>
 * TreeWalk        reads the snapshot's trees, compares them with target and stage → Worklist
 * ContentCopy     fetches packs in order of first use, writes files into the stage
 * Staging         links, symlinks, special files, directories and their metadata
 * Promotion       renames what is staged to its final names
 * Removal         deletes what the snapshot does not have, if asked to
 * Verification    reads everything back, if asked to
 * </pre>
 *
 * <p>Files are written in {@code <target>/.lifeboat/stage/<tree id>} and renamed when they are
 * whole: a directory that the target lacks by one rename for all that is in it, anything else one
 * by one. So a half-written file never stands under its final name, and a run that was killed is
 * completed by the same command, which finds finished files in the stage.
 */
package lifeboat.engine.restore;
