package lifeboat.controller;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be closed at the end: the last that was opened first. For one thread at a time. */
final class Closing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T last(T opened) {
        open.push(opened);
        return opened;
    }

    /** Closes everything, whatever fails. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // the edge of the program: the others are to be closed too
                LOG.atWarn().setCause(e).log("closing failed");
            }
        }
    }
}
