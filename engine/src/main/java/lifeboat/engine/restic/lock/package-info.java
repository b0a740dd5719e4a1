/**
 * The locks of a repository, as restic writes and honours them.
 *
 * <p>Source: restic {@code internal/repository/lock.go}, read 2026-08.
 */
package lifeboat.engine.restic.lock;
