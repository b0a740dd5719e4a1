/**
 * The snapshot files of a repository, as JSON.
 *
 * <p>Knows nothing of how they are stored.
 *
 * <p>Source: restic {@code internal/data/snapshot.go}, read 2026-08.
 */
package lifeboat.engine.restic.snapshot;
