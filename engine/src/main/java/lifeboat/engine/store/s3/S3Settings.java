package lifeboat.engine.store.s3;

import java.time.Duration;

/**
 * How to talk to S3.
 *
 * @param connections the most at a time; one more than the calls that may run side by side hold
 *     back nobody
 * @param connectTimeout until a connection is open
 * @param stallTimeout without a byte, after which a connection counts as dead
 * @param slowestBytesPerSecond the slowest upload that is not a dead one
 */
public record S3Settings(
        int connections,
        Duration connectTimeout,
        Duration stallTimeout,
        int slowestBytesPerSecond) {

    public S3Settings {
        if (connections < 1 || slowestBytesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "not settings: %d connections, %d bytes per second"
                            .formatted(connections, slowestBytesPerSecond));
        }
    }

    /** For a link of 16 KiB/s per connection or more, and servers that think for 30 s or less. */
    public static S3Settings of(int connections) {
        return new S3Settings(
                connections, Duration.ofSeconds(10), Duration.ofSeconds(30), 16 * 1024);
    }

    /** How long sending {@code bytes} may take. */
    Duration uploadTimeout(long bytes) {
        return stallTimeout.plusMillis(bytes * 1000 / slowestBytesPerSecond);
    }
}
