package lifeboat.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A result for programs, as JSON or YAML.
 *
 * <p>One rule for all messages: a field has the name that the {@code .proto} file gives it, and is
 * always there, but for messages that are unset and enums that are unspecified. Times are RFC 3339
 * in UTC; a duration is a number under its field's name with {@code _seconds} after it; an enum is
 * its value's name without that of its type, such as {@code FRESH}.
 */
@FunctionalInterface
public interface Document {

    /** Writes one object, its braces too. */
    void write(JsonGenerator json) throws IOException;

    static Document of(Message message) {
        return json -> write(message, json);
    }

    /**
     * Writes {@code document} in {@code form}.
     *
     * @return the document with a line feed at its end
     * @throws IllegalArgumentException if {@code form} is not of a document
     */
    static String text(Document document, Form form) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(form, text)) {
            document.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static JsonGenerator generator(Form form, StringWriter text) throws IOException {
        return switch (form) {
            case JSON ->
                    new JsonFactory()
                            .createGenerator(text)
                            .setPrettyPrinter(new DefaultPrettyPrinter());
            case YAML ->
                    YAMLFactory.builder()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .disable(YAMLGenerator.Feature.SPLIT_LINES)
                            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                            .build()
                            .createGenerator(text);
            case TABLE, WIDE, NAME -> throw new IllegalArgumentException(form + " is for people");
        };
    }

    private static void write(Message message, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            Object value = message.getField(field);
            if (field.isRepeated()) {
                json.writeArrayFieldStart(field.getName());
                for (Object item : (List<?>) value) {
                    writeValue(field, item, json);
                }
                json.writeEndArray();
            } else if (isSaid(field, message)) {
                String unit = value instanceof Duration ? "_seconds" : "";
                json.writeFieldName(field.getName() + unit);
                writeValue(field, value, json);
            }
        }
        json.writeEndObject();
    }

    private static boolean isSaid(FieldDescriptor field, Message message) {
        if (field.hasPresence()) {
            return message.hasField(field);
        }
        return !(message.getField(field) instanceof EnumValueDescriptor value)
                || value.getNumber() != 0;
    }

    private static void writeValue(FieldDescriptor field, Object value, JsonGenerator json)
            throws IOException {
        switch (value) {
            case Timestamp time -> json.writeString(Times.instant(time).toString());
            case Duration time -> writeSeconds(time, json);
            case Message message -> write(message, json);
            case EnumValueDescriptor word -> json.writeString(word(word));
            case ByteString bytes -> json.writeBinary(bytes.toByteArray());
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(Integer.toUnsignedLong(number));
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case String text -> json.writeString(text);
            default -> throw new IllegalStateException(field.getFullName());
        }
    }

    private static void writeSeconds(Duration time, JsonGenerator json) throws IOException {
        if (time.getNanos() == 0) {
            json.writeNumber(time.getSeconds());
        } else {
            json.writeNumber(time.getSeconds() + time.getNanos() / 1e9);
        }
    }

    /** FRESHNESS_FRESH is FRESH: buf has each value begin with its type, in capitals. */
    private static String word(EnumValueDescriptor value) {
        String type = value.getType().getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return value.getName().substring(type.length() + 1);
    }
}
