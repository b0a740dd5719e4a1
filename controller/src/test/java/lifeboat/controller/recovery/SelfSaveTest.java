package lifeboat.controller.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static lifeboat.controller.recovery.ManualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.MemoryCatalogStore;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.controller.recovery.StateFiles.Found;
import lifeboat.controller.recovery.StateFiles.Saved;
import lifeboat.controller.security.MemorySecretStore;
import lifeboat.controller.security.SealingKey;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.engine.Repository;
import lifeboat.engine.SideFileName;
import lifeboat.engine.store.KeyPrefix;
import lifeboat.engine.store.MemoryObjectStore;
import lifeboat.engine.store.ObjectKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the repository after this and that, as time goes by. */
class SelfSaveTest {

    private static final String AUTHORITY = "ab".repeat(32);
    private static final PlanRepository MAIN =
            new PlanRepository(new RepositoryName("main"), "/main", Optional.empty());
    private static final Password PASSWORD = Password.of("geheim".toCharArray());
    private static final Platform REAL =
            new Platform(Clock.systemUTC(), System::nanoTime, Thread::sleep);
    private static final Duration SECOND = Duration.ofSeconds(1);

    // opened once for all tests, as a password's key takes long to derive
    private static GuardedStore store;
    private static Repository repository;
    private static Catalog catalog;
    private static StateFiles files;
    private static SealingKey key;

    private final ManualTime time = new ManualTime();
    private final List<String> states = new ArrayList<>(List.of("{\"n\":0}"));
    private SelfSave saves;

    @BeforeAll
    static void makeRepository(@TempDir Path folder) throws Exception {
        store = new GuardedStore(new MemoryObjectStore(Clock.systemUTC()));
        repository = Repository.init(store, PASSWORD, REAL, "me", "here");
        catalog =
                new Catalog(_ -> store, _ -> Optional.of(PASSWORD), new MemoryCatalogStore(), REAL);
        key = SealingKey.openOrCreate(folder.resolve("key"), new MemorySecretStore());
        files = new StateFiles(AUTHORITY, key);
    }

    @BeforeEach
    void empty() throws Exception {
        store.away = false;
        store.deletes = true;
        for (SideFileName name : all()) {
            repository.sideFiles().remove(name);
        }
        saves = newController();
    }

    private SelfSave newController() {
        ControllerState state =
                new ControllerState() {
                    @Override
                    public long changes() {
                        return states.size();
                    }

                    @Override
                    public String read() {
                        return states.getLast();
                    }
                };
        return new SelfSave(state, files, catalog, time.platform());
    }

    private void change() {
        states.add("{\"n\":" + states.size() + "}");
    }

    /** Lets time go by, with a tick in each second. */
    private void pass(Duration duration) throws InterruptedException {
        for (long i = 0; i < duration.toSeconds(); i++) {
            saves.tick(MAIN);
            time.pass(SECOND);
        }
    }

    private static List<SideFileName> all() throws InterruptedException {
        return repository.sideFiles().list(new SideFileName("controller"));
    }

    private Found found() throws InterruptedException {
        return files.newest(repository.sideFiles(), time.instant());
    }

    private Optional<String> newest() throws InterruptedException {
        return found().newest().map(Saved::json);
    }

    private SaveReport report() {
        return saves.report(MAIN.name()).orElseThrow();
    }

    @Test
    void theStateIsSavedAtOnceAndAfterAChange() throws Exception {
        pass(Duration.ofSeconds(3));
        assertThat(newest()).contains("{\"n\":0}");
        pass(Duration.ofMinutes(5));
        assertThat(all()).hasSize(1);

        change();
        pass(Duration.ofSeconds(3));

        assertThat(newest()).contains("{\"n\":1}");
        assertThat(report().saved()).contains(found().newest().orElseThrow().at());
        assertThat(report().failure()).isEmpty();
    }

    @Test
    void changesInQuickSuccessionAreSavedTogetherAndNotForEverPutOff() throws Exception {
        pass(Duration.ofSeconds(3));
        for (int i = 0; i < 8; i++) {
            change();
            pass(SECOND);
        }
        assertThat(all()).hasSize(1);
        for (int i = 0; i < 12; i++) {
            change();
            pass(SECOND);
        }
        assertThat(all()).hasSize(2);
    }

    @Test
    void withoutAnyChangeItIsSavedEveryDay() throws Exception {
        pass(Duration.ofSeconds(3));
        time.pass(SelfSave.EVERY);
        pass(SECOND);
        assertThat(all()).hasSize(2);
    }

    @Test
    void aNewControllerSavesAnew() throws Exception {
        pass(Duration.ofSeconds(3));
        saves = newController();
        pass(Duration.ofSeconds(3));
        assertThat(all()).hasSize(2);
    }

    @Test
    void whatFailsIsReportedAndTriedAgain() throws Exception {
        store.away = true;
        pass(Duration.ofSeconds(30));
        assertThat(report().saved()).isEmpty();
        assertThat(report().failure())
                .hasValueSatisfying(f -> assertThat(f.code()).isEqualTo("STORE_UNAVAILABLE"));
        store.away = false;

        pass(SelfSave.RETRY);

        assertThat(newest()).contains("{\"n\":0}");
        assertThat(report().failure()).isEmpty();
    }

    @Test
    void oldStatesGo() throws Exception {
        for (int i = 0; i < StateFiles.KEPT + 3; i++) {
            change();
            pass(Duration.ofSeconds(3));
        }
        assertThat(all()).hasSize(StateFiles.KEPT);
        assertThat(newest()).contains(states.getLast());
    }

    @Test
    void whereNothingMayBeDeletedTheyStayAndAreFewADay() throws Exception {
        store.deletes = false;
        for (int i = 0; i < Duration.ofHours(3).toSeconds() / 4; i++) {
            change();
            pass(Duration.ofSeconds(4));
        }
        assertThat(all()).hasSize(Allowance.BURST + 11); // quarters of an hour
        assertThat(report().failure()).isEmpty();
        time.pass(Allowance.REFILL);
        pass(SECOND);
        assertThat(newest()).contains(states.getLast());
    }

    @Test
    void whatIsDamagedIsPassedOverAndCounted() throws Exception {
        pass(Duration.ofSeconds(3));
        String folder = "lifeboat/controller/" + AUTHORITY.substring(0, 16);
        store.putIfAbsent(new ObjectKey(folder + "/2026-11-23T12.30.00.000Z"), new byte[100]);
        store.putIfAbsent(new ObjectKey(folder + "/notes"), new byte[100]);

        Found found = files.newest(repository.sideFiles(), NOON.plus(Duration.ofHours(1)));

        assertThat(found.newest()).map(Saved::json).contains("{\"n\":0}");
        assertThat(found.unreadable()).isEqualTo(1);
    }

    /** Every host of a plan has its repository's password. */
    @Test
    void whoHasOnlyTheRepositorysPasswordReadsNoStateAndForgesNone() throws Exception {
        pass(Duration.ofSeconds(3));
        SideFileName real = all().getFirst();
        byte[] content = repository.sideFiles().get(real);
        assertThat(new String(content, UTF_8)).doesNotContain("\"n\"");
        String folder = real.path().substring(0, real.path().lastIndexOf('/') + 1);
        repository.sideFiles().put(new SideFileName(folder + "2026-11-23T12.20.00.000Z"), content);
        repository
                .sideFiles()
                .put(new SideFileName(folder + "2026-11-23T12.10.00.000Z"), new byte[100]);

        Found found = files.newest(repository.sideFiles(), NOON.plus(Duration.ofHours(1)));

        assertThat(found.newest())
                .hasValueSatisfying(
                        s -> assertThat(s.at()).isBefore(NOON.plus(Duration.ofMinutes(1))));
        assertThat(found.unreadable()).isEqualTo(2);
    }

    @Test
    void anothersStatesInTheSameRepositoryAreItsOwn() throws Exception {
        pass(Duration.ofSeconds(3));
        StateFiles other = new StateFiles("cd".repeat(32), key);
        assertThat(other.newest(repository.sideFiles(), time.instant()).newest()).isEmpty();
    }

    @Test
    void aStateFromTheFutureIsTheLastResort() throws Exception {
        Instant far = NOON.plus(Duration.ofDays(4000));
        files.put(repository.sideFiles(), far, "{\"far\":1}");
        assertThat(newest()).contains("{\"far\":1}");
        pass(Duration.ofSeconds(3));
        assertThat(newest()).contains("{\"n\":0}");
        assertThat(found().unreadable()).isZero();
    }

    @Test
    void aTimeThatIsTakenIsNotWrittenOver() throws Exception {
        files.put(repository.sideFiles(), NOON.plus(SECOND), "{\"twin\":1}");
        pass(Duration.ofSeconds(3));
        assertThat(newest()).contains("{\"twin\":1}");
        pass(SelfSave.RETRY);
        assertThat(newest()).contains("{\"n\":0}");
    }

    @Test
    void nothingIsWrittenOutsideOfItsFolder() throws Exception {
        List<String> before = objects();
        pass(Duration.ofSeconds(3));
        assertThat(objects())
                .filteredOn(path -> !before.contains(path))
                .hasSize(1)
                .allMatch(path -> path.startsWith("lifeboat/controller/"));
    }

    private static List<String> objects() throws InterruptedException {
        List<String> paths = new ArrayList<>();
        store.list(new KeyPrefix(""), info -> paths.add(info.key().path()));
        return paths;
    }
}
