package lifeboat.controller.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.operation.Link;
import lifeboat.controller.operation.OperationEvent;
import lifeboat.controller.operation.OperationId;
import lifeboat.controller.operation.OperationState;
import lifeboat.controller.operation.TaskOutcome;
import lifeboat.controller.operation.TaskReport;
import lifeboat.controller.operation.Work;
import lifeboat.controller.plan.PlanName;

/**
 * The JSON of operations: each document an object with its {@code schema}, and for one of several
 * types its {@code type}. Documents of every release are read for ever; those of a later one are
 * refused, so that an older controller does not act on half of what they say. Thread-safe.
 */
final class OperationJson {

    private static final int SCHEMA = 1;
    private static final String SCHEMA_KEY = "schema";

    private final JsonMapper mapper = mapper();

    <T> String write(Class<T> type, T value) {
        try {
            ObjectNode document = mapper.createObjectNode().put(SCHEMA_KEY, SCHEMA);
            JsonNode content = mapper.readTree(mapper.writerFor(type).writeValueAsBytes(value));
            document.setAll((ObjectNode) content);
            return mapper.writeValueAsString(document);
        } catch (IOException e) {
            throw new IllegalStateException("can't write as JSON: " + value, e);
        }
    }

    /**
     * @throws IllegalStateException if {@code json} is not such a document, or one of a later
     *     schema
     */
    <T> T read(Class<T> type, String json) {
        try {
            ObjectNode document = (ObjectNode) mapper.readTree(json);
            int schema = document.path(SCHEMA_KEY).asInt();
            if (schema != SCHEMA) {
                throw new IllegalStateException(
                        "the journal holds schema %d, this controller reads %d: %s"
                                .formatted(schema, SCHEMA, json));
            }
            document.remove(SCHEMA_KEY);
            return mapper.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a document of the journal: " + json, e);
        }
    }

    private static JsonMapper mapper() {
        SimpleModule values = new SimpleModule();
        asText(values, Instant.class, Instant::parse);
        asText(values, HostName.class, HostName::new);
        asText(values, PlanName.class, PlanName::new);
        asText(values, OperationId.class, OperationId::new);
        return JsonMapper.builder()
                .addModule(values)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addMixIn(Work.class, OfWork.class)
                .addMixIn(Link.class, OfLink.class)
                .addMixIn(OperationState.class, OfState.class)
                .addMixIn(OperationEvent.class, OfEvent.class)
                .addMixIn(TaskOutcome.class, OfOutcome.class)
                .addMixIn(TaskReport.class, OfReport.class)
                .build();
    }

    private static <T> void asText(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new ToStringSerializer(type));
        module.addDeserializer(
                type,
                new StdDeserializer<T>(type) {
                    @Override
                    public T deserialize(JsonParser parser, DeserializationContext context)
                            throws IOException {
                        return parse.apply(parser.getText());
                    }
                });
    }

    // The names are in every journal: a class may be renamed, its name here may not.

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Work.BackupWork.class, name = "backup"),
        @JsonSubTypes.Type(value = Work.RestoreWork.class, name = "restore"),
        @JsonSubTypes.Type(value = Work.CheckWork.class, name = "check"),
    })
    private interface OfWork {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Link.Up.class, name = "up"),
        @JsonSubTypes.Type(value = Link.Lost.class, name = "lost"),
        @JsonSubTypes.Type(value = Link.Silent.class, name = "silent"),
    })
    private interface OfLink {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = OperationState.Queued.class, name = "queued"),
        @JsonSubTypes.Type(value = OperationState.Dispatched.class, name = "dispatched"),
        @JsonSubTypes.Type(value = OperationState.Running.class, name = "running"),
        @JsonSubTypes.Type(value = OperationState.Retrying.class, name = "retrying"),
        @JsonSubTypes.Type(value = OperationState.Cancelling.class, name = "cancelling"),
        @JsonSubTypes.Type(value = OperationState.Orphaned.class, name = "orphaned"),
        @JsonSubTypes.Type(value = OperationState.Done.class, name = "done"),
    })
    private interface OfState {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = OperationEvent.Requested.class, name = "requested"),
        @JsonSubTypes.Type(value = OperationEvent.Blocked.class, name = "blocked"),
        @JsonSubTypes.Type(value = OperationEvent.TurnCame.class, name = "turn-came"),
        @JsonSubTypes.Type(value = OperationEvent.Accepted.class, name = "accepted"),
        @JsonSubTypes.Type(value = OperationEvent.Progressed.class, name = "progressed"),
        @JsonSubTypes.Type(value = OperationEvent.Ended.class, name = "ended"),
        @JsonSubTypes.Type(value = OperationEvent.FoundRunning.class, name = "found-running"),
        @JsonSubTypes.Type(value = OperationEvent.NotHeld.class, name = "not-held"),
        @JsonSubTypes.Type(value = OperationEvent.LinkLost.class, name = "link-lost"),
        @JsonSubTypes.Type(value = OperationEvent.DeadlinePassed.class, name = "deadline-passed"),
        @JsonSubTypes.Type(value = OperationEvent.CancelAsked.class, name = "cancel-asked"),
        @JsonSubTypes.Type(value = OperationEvent.HostReplaced.class, name = "host-replaced"),
        @JsonSubTypes.Type(
                value = OperationEvent.ControllerRebuilt.class,
                name = "controller-rebuilt"),
    })
    private interface OfEvent {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TaskOutcome.Completed.class, name = "completed"),
        @JsonSubTypes.Type(value = TaskOutcome.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = TaskOutcome.Stopped.class, name = "stopped"),
    })
    private interface OfOutcome {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TaskReport.BackupReport.class, name = "backup"),
        @JsonSubTypes.Type(value = TaskReport.RestoreReport.class, name = "restore"),
        @JsonSubTypes.Type(value = TaskReport.CheckReport.class, name = "check"),
    })
    private interface OfReport {}
}
