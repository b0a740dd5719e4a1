package lifeboat.controller.recovery;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.security.SealingKey;
import lifeboat.engine.RepositoryException;
import lifeboat.engine.SideFileName;
import lifeboat.engine.SideFiles;
import lifeboat.engine.store.StoreException;

/**
 * The states of one controller, as they lie in a repository: side files {@code
 * controller/AUTHORITY/TIME}, which are never changed, so the newest counts. Thread-safe.
 *
 * <p>Each is sealed with the controller's own key before the repository's: every host that uses the
 * repository has that one, and must neither read what the others do nor write a state that a
 * controller is rebuilt from.
 */
public final class StateFiles {

    /** How many are kept where old ones can be removed. */
    static final int KEPT = 10;

    /** By how much a state may be ahead of the clock of who looks for it. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private static final int AUTHORITY_DIGITS = 16;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH.mm.ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final SideFileName folder;
    private final SealingKey key;

    /**
     * @param authority the fingerprint of the controller's certificate authority, in hex: several
     *     controllers may use one repository
     */
    public StateFiles(String authority, SealingKey key) {
        folder = new SideFileName("controller/" + authority.substring(0, AUTHORITY_DIGITS));
        this.key = key;
    }

    /**
     * A state that was found.
     *
     * @param at when it was saved, by the clock of who saved it
     */
    public record Saved(Instant at, String json) {}

    /**
     * What there is.
     *
     * @param newest empty if there is none that can be read
     * @param unreadable files that are newer and can't be read: damaged, or not of this controller
     */
    public record Found(Optional<Saved> newest, int unreadable) {}

    /**
     * Saves a state.
     *
     * @return false if there is one of that time already, which stays
     */
    boolean put(SideFiles files, Instant at, String json) throws InterruptedException {
        SideFileName name = name(at);
        return files.put(name, key.seal(name.path(), compressed(json)));
    }

    /** Finds the newest that can be read; those far ahead of {@code now} are the last resort. */
    Found newest(SideFiles files, Instant now) throws InterruptedException {
        List<Instant> times = new ArrayList<>(times(files));
        times.sort(newestFirst(now));
        int unreadable = 0;
        for (Instant at : times) {
            SideFileName name = name(at);
            try {
                String json = decompressed(key.open(name.path(), files.get(name)));
                return new Found(Optional.of(new Saved(at, json)), unreadable);
            } catch (RepositoryException
                    | StoreException.Missing
                    | StoreException.Unreadable
                    | StoreException.TooLarge
                    | ControllerException e) {
                unreadable++;
            }
        }
        return new Found(Optional.empty(), unreadable);
    }

    /**
     * The newest first, and behind them those from the future: a clock that once was wrong must not
     * let an old state win for years.
     */
    static Comparator<Instant> newestFirst(Instant now) {
        Instant credible = now.plus(AHEAD);
        return Comparator.<Instant, Boolean>comparing(at -> at.isAfter(credible))
                .thenComparing(Comparator.reverseOrder());
    }

    /**
     * Removes all but the {@value #KEPT} newest up to {@code own}, which was just written: what
     * others put there under later names drives nothing out.
     */
    void trim(SideFiles files, Instant own) throws InterruptedException {
        List<Instant> old = times(files).stream().filter(at -> !at.isAfter(own)).toList();
        for (Instant at : old.subList(0, Math.max(0, old.size() - KEPT))) {
            files.remove(name(at));
        }
    }

    /** The oldest first. */
    private List<Instant> times(SideFiles files) throws InterruptedException {
        return files.list(folder).stream().flatMap(name -> time(name).stream()).sorted().toList();
    }

    private SideFileName name(Instant at) {
        return new SideFileName(folder + "/" + TIME.format(at));
    }

    private Optional<Instant> time(SideFileName name) {
        try {
            String text = name.path().substring(folder.path().length() + 1);
            return Optional.of(LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC))
                    .filter(at -> name(at).equals(name));
        } catch (DateTimeException _) {
            return Optional.empty(); // not ours
        }
    }

    private static byte[] compressed(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String decompressed(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it was whole when it was sealed
        }
    }
}
