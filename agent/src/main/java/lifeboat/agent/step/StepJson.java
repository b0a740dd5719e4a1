package lifeboat.agent.step;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Instant;
import java.util.function.UnaryOperator;
import lifeboat.engine.Password;

/** Writes the values of this package as JSON, and reads them, also those of a newer agent. */
public final class StepJson {

    private StepJson() {}

    /**
     * Writes and reads the values, with their passwords as base64 of what is sealed.
     *
     * @param seal what a password's bytes are written as
     * @param open the way back
     */
    public static ObjectMapper mapper(UnaryOperator<byte[]> seal, UnaryOperator<byte[]> open) {
        SimpleModule types = new SimpleModule();
        types.addSerializer(Instant.class, new ToStringSerializer());
        types.addDeserializer(Instant.class, new InstantReader());
        types.addSerializer(Password.class, new PasswordWriter(seal));
        types.addDeserializer(Password.class, new PasswordReader(open));
        return JsonMapper.builder()
                .addModule(types)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            return Instant.parse(json.getText());
        }
    }

    private static final class PasswordWriter extends JsonSerializer<Password> {
        private final UnaryOperator<byte[]> seal;

        PasswordWriter(UnaryOperator<byte[]> seal) {
            this.seal = seal;
        }

        @Override
        public void serialize(Password value, JsonGenerator json, SerializerProvider serializers)
                throws IOException {
            json.writeBinary(seal.apply(value.bytes()));
        }
    }

    private static final class PasswordReader extends JsonDeserializer<Password> {
        private final UnaryOperator<byte[]> open;

        PasswordReader(UnaryOperator<byte[]> open) {
            this.open = open;
        }

        @Override
        public Password deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            return Password.ofBytes(open.apply(json.getBinaryValue()));
        }
    }
}
