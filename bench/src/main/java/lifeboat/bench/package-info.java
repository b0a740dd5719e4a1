/**
 * Benchmarks: Lifeboat beside restic and {@code aws | tar} on the same S3 server and volume, and
 * JMH for the hot parts. A figure counts only as a ratio within one run; no test asserts one.
 */
package lifeboat.bench;
