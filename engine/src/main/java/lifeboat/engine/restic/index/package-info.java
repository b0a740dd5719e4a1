/**
 * Which pack holds which blob: the index files of a repository, and all of them in memory.
 *
 * <p>A <b>copy</b> is one of several places of the same blob. Copies are normal, and what a reader
 * turns to when one of them is damaged.
 */
package lifeboat.engine.restic.index;
