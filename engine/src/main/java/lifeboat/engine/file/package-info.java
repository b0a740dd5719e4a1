/**
 * The edge to the Linux file system: directories entered by descriptor, never through a link.
 *
 * <p>Java's own file API names a file by a path that the kernel resolves anew on each call; whoever
 * can write below the path can put a symbolic link into it in between. It also cannot name a file
 * whose name is not in the platform's encoding, make nodes, exchange two names, or hear of an error
 * that {@code syncfs} reports. So this package makes the system calls itself, through the foreign
 * function API, and is the only one that does.
 *
 * <p>Words:
 *
 * <ul>
 *   <li><b>name</b>: one component of a path, as bytes; Linux knows no encoding. Every method that
 *       takes one refuses {@code .}, {@code ..}, the empty name, {@code /} and NUL with an {@link
 *       java.lang.IllegalArgumentException}: who reads names from a repository has to refuse them
 *       before, with an error that names the tree; here it is a bug.
 *   <li><b>inode</b>: what has an owner, a mode, times and extended attributes, whether it is
 *       reached by a descriptor or by a name in a directory.
 * </ul>
 *
 * <p>Byte arrays are not copied: a name must not change while the object it was given to, or one
 * opened through that, is in use.
 *
 * <p>Calls block, don't answer to interruption, and pin the carrier of a virtual thread: make them
 * on platform threads. It knows nothing of repositories, trees or policies: it sets what it is told
 * to set.
 */
package lifeboat.engine.file;
