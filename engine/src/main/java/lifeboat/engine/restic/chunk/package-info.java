/**
 * Cuts files into pieces where their content says so, exactly where restic cuts them.
 *
 * <p>A rolling Rabin fingerprint over 64 bytes, modulo the repository's own irreducible polynomial,
 * ends a piece where its low 20 bits are zero; pieces have 512 KiB to 8 MiB. Knows nothing of files
 * or blobs.
 *
 * <p>Source: restic/chunker {@code chunker.go}, {@code polynomials.go}, read 2026-08.
 */
package lifeboat.engine.restic.chunk;
