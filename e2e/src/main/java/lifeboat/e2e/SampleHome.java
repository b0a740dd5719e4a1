package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A recipe for a realistic Jenkins home: jobs with their build history, plugins, fingerprints,
 * users, secrets, workspaces, and the stale pid files of a master that died.
 *
 * <p>The same recipe gives the same files with the same times, except for those of directories.
 *
 * @param builds per job; each has about 17 files
 */
public record SampleHome(int jobs, int builds, int fingerprints, int plugins, long seed) {

    /** About 2,000 files. */
    public static SampleHome small() {
        return new SampleHome(12, 8, 200, 8, 7);
    }

    /** About 20,000 files: a few seconds of work for a demonstration. */
    public static SampleHome medium() {
        return new SampleHome(30, 36, 1500, 40, 7);
    }

    /** The 82,000 files, 513 MB, of the budgets for time. */
    public static SampleHome standard() {
        return new SampleHome(60, 73, 5000, 80, 7);
    }

    /** Writes the home into {@code home}, which is made if it does not exist. */
    public void write(Path home) throws IOException {
        new SampleHomeWriter(this, home).writeAll();
    }

    /**
     * Changes a home written before as a working day would: new builds of some jobs, an edited
     * configuration, an old build deleted.
     *
     * @return what was done, for people
     */
    public String workOneDay(Path home) throws IOException, InterruptedException {
        return new SampleHomeWriter(this, home).workOneDay();
    }
}
