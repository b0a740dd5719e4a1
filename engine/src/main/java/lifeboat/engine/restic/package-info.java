/**
 * A restic repository that has been opened: its keys, index, blobs, trees and snapshots.
 *
 * <p>Packages below hold one part of the format each; here they come together over a store. Nothing
 * here knows files or directories of the host.
 */
package lifeboat.engine.restic;
