package lifeboat.engine.store;

import java.util.EnumMap;
import java.util.Map;

/** What a {@link CountingObjectStore} has seen so far. */
public record StoreCounts(Map<Call, Count> byCall) {

    /** A kind of call. */
    public enum Call {
        PUT,
        READ,
        LIST,
        DELETE,
        NOW
    }

    /**
     * One kind's numbers.
     *
     * @param calls also those that failed
     * @param unavailable calls that got no answer, or "later"
     * @param bytes content that was written, or passed to readers, also in calls that failed
     */
    public record Count(long calls, long unavailable, long bytes) {}

    public StoreCounts {
        byCall = Map.copyOf(new EnumMap<>(byCall));
        if (byCall.size() != Call.values().length) {
            throw new IllegalArgumentException("not a count of every call: " + byCall);
        }
    }

    public Count of(Call call) {
        return byCall.get(call);
    }
}
