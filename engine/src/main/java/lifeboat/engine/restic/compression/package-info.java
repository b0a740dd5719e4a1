/**
 * Where restic compresses and where it does not: blobs of version 2 by the length in the index,
 * index, snapshot and lock files by their first byte, config and key files never.
 *
 * <p>Works on plain bytes, between sealing and meaning.
 */
package lifeboat.engine.restic.compression;
