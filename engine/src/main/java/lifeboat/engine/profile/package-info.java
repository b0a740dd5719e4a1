/**
 * What is known of a kind of service, as data: which files are restored together, which are never
 * saved, what a build is; and restic's patterns for what an operator wants in or out.
 *
 * <p>Words:
 *
 * <ul>
 *   <li><b>rule</b>: a row of a profile's table: a pattern, the verdict on what it matches, and
 *       why.
 *   <li><b>anchor</b>: where a rule's pattern starts: at the home, at a job, at a build. Below a
 *       nearer anchor the rules of the farther one don't hold: inside a build only the build's rule
 *       does, so that {@code yarn.lock} in an archive is data.
 *   <li><b>cursor</b>: a place in a tree that is being walked; knows what the path to it has
 *       matched so far, so that each further name costs the same however deep it lies.
 * </ul>
 *
 * <p>Names are the file system's bytes, which need not be UTF-8, without separators. This package
 * reads no file and knows nothing of repositories.
 */
package lifeboat.engine.profile;
