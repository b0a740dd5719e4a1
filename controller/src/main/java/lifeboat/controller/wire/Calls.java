package lifeboat.controller.wire;

import io.grpc.stub.StreamObserver;
import lifeboat.controller.security.Caller;
import lifeboat.controller.security.Deed;

/** Answers calls: does the work of one, and sends its answer or the status of what it threw. */
final class Calls {

    /** What one call is for. */
    @FunctionalInterface
    interface Work<T> {
        T run(Caller caller) throws InterruptedException;
    }

    private final StatusMapper statuses;
    private final Audit audit;

    Calls(StatusMapper statuses, Audit audit) {
        this.statuses = statuses;
        this.audit = audit;
    }

    /** Answers a call that only looks. */
    <T> void answer(StreamObserver<T> observer, Work<T> work) {
        T answer;
        try {
            answer = work.run(CallerInterceptor.current().caller());
        } catch (Exception e) { // the edge of the call
            observer.onError(statuses.map(e));
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    /**
     * Answers a call that changes something, and has it in the audit log either way before its
     * caller hears.
     */
    <T> void change(StreamObserver<T> observer, String subject, String reason, Work<T> work) {
        answer(
                observer,
                caller -> {
                    Deed deed =
                            new Deed(
                                    caller.who(),
                                    CallerInterceptor.current().permission().action(),
                                    subject,
                                    reason);
                    T answer;
                    try {
                        answer = work.run(caller);
                    } catch (RuntimeException e) {
                        audit.refused(deed, e);
                        throw e;
                    }
                    audit.done(deed);
                    return answer;
                });
    }

    StatusMapper statuses() {
        return statuses;
    }
}
