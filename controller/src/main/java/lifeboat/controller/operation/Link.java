package lifeboat.controller.operation;

import java.time.Instant;

/** What an operation has of its host. */
public sealed interface Link {

    /** The host is connected, and an answer is expected. */
    record Up() implements Link {}

    /** The host is not connected; its work goes on without us, and it will tell. */
    record Lost(Instant since) implements Link {}

    /** The host is connected and has not answered for too long: a person is needed. */
    record Silent() implements Link {}
}
