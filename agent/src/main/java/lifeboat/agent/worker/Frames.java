package lifeboat.agent.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lifeboat.agent.step.StepJson;

/** Messages in a pipe: four bytes of length, then JSON. */
final class Frames {

    private static final int MOST_BYTES = 4 << 20;

    private final ObjectMapper json =
            StepJson.mapper(UnaryOperator.identity(), UnaryOperator.identity());

    /** Reads the next; empty when the pipe has ended, be it inside of one. */
    Optional<WorkerMessage> read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            int length = data.readInt();
            if (length < 0 || length > MOST_BYTES) {
                throw new IOException("a frame of " + length + " bytes");
            }
            byte[] frame = new byte[length];
            data.readFully(frame);
            return Optional.of(json.readValue(frame, WorkerMessage.class));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    void write(WorkerMessage message, OutputStream out) throws IOException {
        byte[] frame = json.writeValueAsBytes(message);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(frame.length);
        data.write(frame);
        data.flush();
    }
}
