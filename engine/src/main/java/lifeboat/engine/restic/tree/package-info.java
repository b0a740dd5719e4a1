/**
 * One directory as restic stores it: a tree blob, whose nodes are its entries.
 *
 * <p>Trees are named by the hash of their bytes, so {@link lifeboat.engine.restic.tree.TreeEncoder}
 * writes what the newest restic writes, byte for byte, and a tree that a newest restic wrote
 * decodes and encodes to the same bytes. Known exceptions:
 *
 * <ul>
 *   <li>Writers built with Go before 1.22 (restic 0.14 to 0.16) wrote backspace and form feed in
 *       link targets and attribute names as {@code u0008} and {@code u000c}, where now {@code b}
 *       and {@code f} stand.
 *   <li>restic before 0.16 lost the bytes of a link target that were not UTF-8: an escaped U+FFFD
 *       stands for each, and comes out unescaped, as from restic itself.
 *   <li>What is printable, and so not quoted in a name, depends on the version of Unicode: the
 *       platform's here, Go's there. Names with characters assigned since may differ.
 * </ul>
 *
 * <p>Names and link targets are bytes. Knows nothing of packs, snapshots or the file system.
 *
 * <p>Source: restic {@code internal/data/tree.go}, {@code node.go}, read 2026-08.
 */
package lifeboat.engine.restic.tree;
