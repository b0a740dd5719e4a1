/**
 * Packs: objects that hold many sealed blobs and, at their end, a sealed header that lists them.
 *
 * <p>{@code sealed blob 1 ‖ … ‖ sealed blob N ‖ sealed header ‖ length of the sealed header}, the
 * last a little-endian uint32 (restic {@code internal/repository/pack}).
 */
package lifeboat.engine.restic.pack;
