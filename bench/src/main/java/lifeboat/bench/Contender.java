package lifeboat.bench;

import java.io.IOException;

/** One of those who do the same work in turn. */
interface Contender {

    String name();

    /** Sets the scene for run {@code run}, counted from 0; not measured. */
    void prepare(int run) throws IOException, InterruptedException;

    Measurement run(int run) throws IOException, InterruptedException;

    /** Looks at the result of a run, and takes it away; not measured. */
    void finish(int run) throws IOException, InterruptedException;
}
