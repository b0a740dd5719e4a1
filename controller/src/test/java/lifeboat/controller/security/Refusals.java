package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import lifeboat.controller.error.ControllerException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What was refused, and by which code. */
final class Refusals {

    private Refusals() {}

    static void assertRefused(String code, ThrowingCallable call) {
        ControllerException refusal = catchThrowableOfType(ControllerException.class, call);
        assertThat(refusal).as("nothing was refused").isNotNull();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    }
}
