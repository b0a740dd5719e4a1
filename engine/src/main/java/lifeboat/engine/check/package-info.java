/**
 * Says whether a repository holds what its snapshots promise. Changes nothing.
 *
 * <p>A <i>damage</i> is what is wrong with a pack or blob; a path <i>suffers</i> from it if no
 * other pack has a copy. Knows nothing of locks: whoever calls takes one.
 */
package lifeboat.engine.check;
