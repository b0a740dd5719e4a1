package lifeboat.controller.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import org.junit.jupiter.api.Test;

class OutboundStreamTest {

    private final FakeCall<String> call = new FakeCall<>();
    private final OutboundStream<String> stream = new OutboundStream<>(call, 2);

    @Test
    void nothingIsWrittenBeforeTheOtherSideReads() {
        assertThat(stream.offer("a")).isTrue();
        assertThat(call.seen()).isEmpty();
        call.reads();
        assertThat(call.seen()).containsExactly("a");
    }

    @Test
    void moreThanTheLimitIsRefused() {
        stream.offer("a");
        stream.offer("b");
        assertThat(stream.offer("c")).isFalse();
        call.reads();
        assertThat(call.seen()).containsExactly("a", "b");
        assertThat(stream.offer("c")).isTrue();
    }

    @Test
    void theNewestTakesThePlaceOfWhatWaits() {
        stream.replace("a");
        stream.replace("b");
        call.reads();
        assertThat(call.seen()).containsExactly("b");
    }

    @Test
    void theEndComesAfterAllThatWaits() {
        stream.offer("a");
        stream.complete();
        assertThat(call.seen()).isEmpty();
        call.reads();
        assertThat(call.seen()).containsExactly("a", "completed");
        assertThat(stream.offer("b")).isFalse();
    }

    @Test
    void aFailureWaitsForNobodyAndComesOnce() {
        stream.offer("a");
        stream.fail(Status.ABORTED.asRuntimeException());
        stream.fail(Status.ABORTED.asRuntimeException());
        stream.complete();
        call.reads();
        assertThat(call.seen()).containsExactly("ABORTED");
    }
}
