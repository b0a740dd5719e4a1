package lifeboat.agent.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads a stream to its end and keeps only its last lines: what a program said before it died. */
final class LastLines {

    private static final int LINES = 10;
    private static final int MOST_CHARACTERS = 300;

    private final Deque<String> lines = new ArrayDeque<>(); // guarded by this

    void readAll(Reader from) {
        try (BufferedReader reader = new BufferedReader(from)) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    keep(line);
                    line.setLength(0);
                } else if (line.length() < MOST_CHARACTERS && !Character.isISOControl(c)) {
                    line.append((char) c);
                }
            }
            keep(line);
        } catch (IOException e) {
            keep("(its last words can't be read: " + e.getMessage() + ")");
        }
    }

    private synchronized void keep(CharSequence line) {
        if (line.toString().isBlank()) {
            return;
        }
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.toString());
    }

    @Override
    public synchronized String toString() {
        return String.join(" | ", lines);
    }
}
