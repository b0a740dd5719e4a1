package lifeboat.controller.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.Role;
import lifeboat.engine.TaskGroup;
import org.junit.jupiter.api.Test;

public abstract class TokenStoreContract {

    private static final Instant END = Instant.parse("2026-11-23T12:00:00Z");

    protected abstract TokenStore store();

    private static StoredToken token(String id, Optional<HostName> host) {
        return new StoredToken(
                id,
                "ab12",
                new EnrolmentScope(host, Role.SLAVE, host.isPresent() ? 0 : 7, host.isPresent()),
                END,
                false);
    }

    @Test
    void whatWasAddedIsFoundWithAllOfIt() {
        TokenStore store = store();
        StoredToken named = token("t1", Optional.of(new HostName("ci-1")));
        StoredToken open = token("t2", Optional.empty());
        store.add(named);
        store.add(open);
        assertThat(store.find("t1")).contains(named);
        assertThat(store.find("t2")).contains(open);
        assertThat(store.find("t3")).isEmpty();
    }

    @Test
    void oneOfManyUsesIt() throws InterruptedException {
        TokenStore store = store();
        store.add(token("t1", Optional.empty()));
        AtomicInteger users = new AtomicInteger();
        try (TaskGroup group = TaskGroup.ofPlatformThreads("user")) {
            for (int i = 0; i < 8; i++) {
                group.fork(
                        () -> {
                            if (store.use("t1")) {
                                users.incrementAndGet();
                            }
                        });
            }
            group.join();
        }
        assertThat(users).hasValue(1);
        assertThat(store.find("t1").orElseThrow().used()).isTrue();
        assertThat(store.use("t9")).isFalse();
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        TokenStore store = store();
        store.add(token("t1", Optional.empty()));
        store.forgetEndedBefore(END);
        assertThat(store.find("t1")).isPresent();
        store.forgetEndedBefore(END.plusMillis(1));
        assertThat(store.find("t1")).isEmpty();
    }
}
