package lifeboat.controller.wire;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** Instants and durations, there and back. */
final class ProtoTime {

    private ProtoTime() {}

    static Timestamp of(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static com.google.protobuf.Duration of(Duration duration) {
        return com.google.protobuf.Duration.newBuilder()
                .setSeconds(duration.getSeconds())
                .setNanos(duration.getNano())
                .build();
    }

    /** What a peer sent: any numbers give an instant. */
    static Instant instant(Timestamp timestamp) {
        long seconds =
                Math.clamp(
                        timestamp.getSeconds(),
                        Instant.MIN.getEpochSecond() + 3,
                        Instant.MAX.getEpochSecond() - 3);
        return Instant.ofEpochSecond(seconds, timestamp.getNanos());
    }

    /** What a peer sent: any numbers give a duration. */
    static Duration duration(com.google.protobuf.Duration duration) {
        long seconds = Math.clamp(duration.getSeconds(), -1L << 60, 1L << 60);
        return Duration.ofSeconds(seconds, duration.getNanos());
    }
}
