/**
 * Key files: the master key of a repository, sealed with a password.
 *
 * <p>A repository has one for each password; they are the only objects that are not sealed as a
 * whole, so nothing in them is to be believed before the password has opened them.
 */
package lifeboat.engine.restic.key;
