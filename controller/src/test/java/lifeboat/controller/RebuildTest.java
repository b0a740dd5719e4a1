package lifeboat.controller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.MemoryCatalogStore;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.fleet.Admission;
import lifeboat.controller.fleet.CertificateSerial;
import lifeboat.controller.fleet.Host;
import lifeboat.controller.fleet.HostIdentity;
import lifeboat.controller.fleet.HostName;
import lifeboat.controller.fleet.InstanceId;
import lifeboat.controller.fleet.Role;
import lifeboat.controller.operation.AgentCommand;
import lifeboat.controller.operation.AgentEvent;
import lifeboat.controller.operation.Fence;
import lifeboat.controller.operation.LogEntry;
import lifeboat.controller.operation.Operation;
import lifeboat.controller.operation.OperationRunner;
import lifeboat.controller.operation.Outcome;
import lifeboat.controller.operation.Samples;
import lifeboat.controller.operation.Session;
import lifeboat.controller.operation.StepRef;
import lifeboat.controller.plan.PlanName;
import lifeboat.controller.plan.PlanRepository;
import lifeboat.controller.plan.PlanTexts;
import lifeboat.controller.plan.RepositoryName;
import lifeboat.controller.recovery.ControllerState;
import lifeboat.controller.recovery.SelfSave;
import lifeboat.controller.recovery.StateFiles;
import lifeboat.controller.recovery.StateSearch;
import lifeboat.controller.security.CertificateAuthority;
import lifeboat.controller.security.Deed;
import lifeboat.controller.security.IssuedCertificate;
import lifeboat.controller.security.KitContent;
import lifeboat.controller.security.KitRepository;
import lifeboat.controller.security.MemoryCertificateStore;
import lifeboat.controller.security.MemorySecretStore;
import lifeboat.controller.security.RecoveryKit;
import lifeboat.controller.security.RepositoryPasswords;
import lifeboat.controller.security.Revocation;
import lifeboat.controller.security.SealingKey;
import lifeboat.controller.security.Secret;
import lifeboat.controller.security.Subject;
import lifeboat.controller.store.Database;
import lifeboat.controller.store.SqliteAuditLog;
import lifeboat.controller.store.SqliteCertificateStore;
import lifeboat.controller.store.SqliteHostStore;
import lifeboat.controller.store.SqliteOperationJournal;
import lifeboat.controller.store.SqlitePlanStore;
import lifeboat.controller.store.SqliteSecretStore;
import lifeboat.controller.store.SqliteState;
import lifeboat.engine.Password;
import lifeboat.engine.Platform;
import lifeboat.engine.Repository;
import lifeboat.engine.SideFileName;
import lifeboat.engine.SideFiles;
import lifeboat.engine.store.LocalObjectStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller's data folder is deleted, and made again from its kit and its repository. */
class RebuildTest {

    private static final Platform PLATFORM = Wiring.platform();
    private static final Instant NOON = Samples.NOON;
    private static final Password PASSWORD = Password.of("of the repository".toCharArray());
    private static final CertificateSerial REVOKED = new CertificateSerial("0f");

    private static final Random RANDOM = new Random(1);
    private static final PlanRepository MAIN =
            new PlanRepository(new RepositoryName("main"), "main", Optional.empty());

    // made once for all tests, as keys take long to derive
    private static Path place;
    private static KitContent kit;
    private static Catalog catalog;

    @TempDir private Path folder;

    private Path data;
    private Database lost;

    @BeforeAll
    static void makeRepositoryAndKit(@TempDir Path shared) throws Exception {
        place = Files.createDirectory(shared.resolve("repository"));
        Repository.init(
                        new LocalObjectStore(place, PLATFORM.clock()),
                        PASSWORD,
                        PLATFORM,
                        "me",
                        "here")
                .close();
        catalog =
                new Catalog(
                        _ -> new LocalObjectStore(place, PLATFORM.clock()),
                        _ -> Optional.of(PASSWORD),
                        new MemoryCatalogStore(),
                        PLATFORM);
        CertificateAuthority authority =
                CertificateAuthority.open(shared, new MemoryCertificateStore(), PLATFORM.clock());
        SealingKey sealingKey =
                SealingKey.openOrCreate(shared.resolve("sealing.key"), new MemorySecretStore());
        Secret passphrase = Secret.of("lantern green ferry oat".getBytes(UTF_8));
        byte[] file =
                new RecoveryKit(authority, sealingKey, PLATFORM.clock())
                        .export(passphrase, List.of(repository("main", place)));
        kit = RecoveryKit.verify(file, passphrase);
    }

    @BeforeEach
    void runAController() throws Exception {
        data = folder.resolve("rebuilt");
        lost = Database.open(folder.resolve("lost.db"));
    }

    @AfterEach
    void forget() throws Exception {
        lost.close();
        SideFiles files = catalog.with(MAIN, Repository::sideFiles);
        for (SideFileName name : files.list(new SideFileName("controller"))) {
            files.remove(name);
        }
    }

    private static KitRepository repository(String name, Path place) {
        return new KitRepository(name, place.toString(), "", PASSWORD);
    }

    private void save(ControllerState state) throws InterruptedException {
        SelfSave saves =
                new SelfSave(
                        state,
                        new StateFiles(kit.fingerprint(), kit.sealingKey()),
                        catalog,
                        PLATFORM);
        saves.tick(MAIN);
        saves.tick(MAIN);
        assertThat(saves.report(MAIN.name()).orElseThrow().saved()).isPresent();
    }

    private Rebuild.Report rebuild(KitContent with) throws InterruptedException {
        return new Rebuild(new RepositoryStores(PLATFORM), PLATFORM).run(data, with, "local me");
    }

    private Database rebuilt() {
        return Database.open(data.resolve(Wiring.DATABASE));
    }

    private static OperationRunner runner(Database database, List<Fence> fences) {
        return new OperationRunner(
                new SqliteOperationJournal(database),
                (_, command) -> {
                    if (command instanceof AgentCommand.Perform p) {
                        fences.add(p.fence());
                    }
                },
                PLATFORM.clock(),
                RANDOM);
    }

    private static void connect(OperationRunner runner) {
        runner.handle(new Session(Samples.HOST, 1), new AgentEvent.Hello(List.of(), Fence.NONE));
    }

    @Test
    void allThatItKnewIsBackAndItsFencesAreAbove() throws Exception {
        SqlitePlanStore plans = new SqlitePlanStore(lost);
        plans.apply(PlanTexts.document(PlanTexts.smallest("ci")), NOON, "ann");
        plans.apply(
                PlanTexts.document(PlanTexts.smallest("ci") + "suspended: true\n"), NOON, "bob");
        Host host =
                new Host(
                        Samples.HOST,
                        Role.MASTER,
                        new HostIdentity(
                                new InstanceId("i"), new CertificateSerial("0a"), NOON, false),
                        new Admission(NOON, "a token"),
                        Optional.empty());
        new SqliteHostStore(lost).put(host);
        Subject subject =
                new Subject.HostSubject(new HostName("old"), Role.MASTER, new InstanceId("o"));
        new SqliteCertificateStore(lost)
                .put(
                        new IssuedCertificate(
                                REVOKED,
                                subject,
                                NOON,
                                Optional.of(new Revocation(NOON, "it was sold"))));
        new SqliteAuditLog(lost).append(NOON, new Deed("ann", "plan apply", "ci", "new"), "");
        List<Fence> fences = new ArrayList<>();
        OperationRunner before = runner(lost, fences);
        connect(before);
        Operation done = before.start(Samples.restore("/a"), "ann", "drill");
        before.handle(
                new Session(Samples.HOST, 1),
                new AgentEvent.Ended(new StepRef(done.id(), "restore"), 1, Samples.restored(0, 0)));
        Operation open = before.start(Samples.restore("/b"), "ann", "drill");
        save(new SqliteState(lost));

        Rebuild.Report report = rebuild(kit);

        assertThat(report.counts()).isEqualTo(new Rebuild.Counts(1, 1, 2, 2));
        assertThat(report.orphans()).isEqualTo(1);
        assertThat(report.state()).isPresent();
        try (Database database = rebuilt()) {
            PlanName ci = new PlanName("ci");
            assertThat(new SqlitePlanStore(database).versions(ci)).isEqualTo(plans.versions(ci));
            assertThat(new SqlitePlanStore(database).all()).isEqualTo(plans.all());
            assertThat(new SqliteHostStore(database).all()).containsExactly(host);
            assertThat(new SqliteCertificateStore(database).find(REVOKED))
                    .hasValueSatisfying(c -> assertThat(c.revocation()).isPresent());
            assertThat(new SqliteAuditLog(database).newest(5))
                    .extracting(entry -> entry.deed().action())
                    .containsExactly("controller rebuild", "plan apply");
            RepositoryPasswords passwords =
                    new RepositoryPasswords(
                            SealingKey.openOrCreate(
                                    data.resolve("sealing.key"), new SqliteSecretStore(database)),
                            new SqliteSecretStore(database));
            assertThat(passwords.find("main").orElseThrow().bytes()).isEqualTo(PASSWORD.bytes());

            OperationRunner after = runner(database, fences);
            assertThat(after.get(done.id().value()).done().orElseThrow().outcome())
                    .isEqualTo(Outcome.SUCCEEDED);
            assertThat(after.log(done.id())).isEqualTo(before.log(done.id()));
            assertThat(after.log(open.id()))
                    .extracting(LogEntry::words)
                    .endsWith("the controller was lost, and rebuilt");
            connect(after);
            after.start(Samples.restore("/c"), "ann", "another");
            assertThat(fences).hasSize(3).isSorted();
            assertThat(fences.getLast().epoch()).isGreaterThan(fences.getFirst().epoch() + 1000);
        }
    }

    @Test
    void noSecretIsInTheState() {
        new RepositoryPasswords(kit.sealingKey(), new SqliteSecretStore(lost))
                .put("main", PASSWORD);
        assertThat(new SqliteState(lost).read())
                .contains("audit_entry")
                .doesNotContain("sealed_secret", "join_token");
    }

    @Test
    void aRepositoryThatIsAwayCostsOnlyItsPart() throws Exception {
        save(new SqliteState(lost));
        KitContent two =
                new KitContent(
                        kit.exported(),
                        kit.authority(),
                        kit.sealingKey(),
                        List.of(
                                repository("away", folder.resolve("unmounted")),
                                repository("main", place)));

        Rebuild.Report report = rebuild(two);

        assertThat(report.state()).isPresent();
        assertThat(report.looks().getFirst())
                .isInstanceOfSatisfying(
                        StateSearch.Unreachable.class,
                        u -> assertThat(u.code()).isEqualTo("STORE_NOT_FOUND"));
        assertThat(RebuildText.of(report, data))
                .contains("repository away: can't be looked into", "rm -r " + data)
                .contains("repository main: holds the state of ")
                .endsWith("next: lifeboat-controller run --data " + data + "\n");
    }

    @Test
    void withTheKitAloneItIsAControllerThatKnowsNobodyYet() throws Exception {
        Rebuild.Report report = rebuild(kit);

        assertThat(report.state()).isEmpty();
        assertThat(report.counts()).isEqualTo(new Rebuild.Counts(0, 0, 0, 1));
        assertThat(RebuildText.of(report, data))
                .contains("no saved state was found", "lifeboat host list before you apply a plan");
        assertThat(names(data))
                .containsExactly(
                        "authority.pem", "controller.db", "controller.lock", "sealing.key");
    }

    @Test
    void aFolderThatHoldsAnythingIsLeftAsItIs() throws Exception {
        Files.createDirectory(data);
        Files.writeString(data.resolve("controller.yaml"), "names: [a]\n");

        ControllerException refused =
                catchThrowableOfType(ControllerException.class, () -> rebuild(kit));

        assertThat(refused.code()).isEqualTo("DATA_FOLDER_IN_USE");
        assertThat(refused).hasMessageContaining("controller.yaml");
        assertThat(names(data)).containsExactly("controller.yaml");
    }

    @Test
    void aStateOfALaterReleaseIsRefusedAndNothingIsLeft() throws Exception {
        String later =
                new SqliteState(lost).read().replaceFirst("version\":\"\\d+", "version\":\"99");
        save(
                new ControllerState() {
                    @Override
                    public long changes() {
                        return 1;
                    }

                    @Override
                    public String read() {
                        return later;
                    }
                });

        ControllerException refused =
                catchThrowableOfType(ControllerException.class, () -> rebuild(kit));

        assertThat(refused.code()).isEqualTo("STATE_TOO_NEW");
        assertThat(data).doesNotExist();
    }

    @Test
    void aMountPointIsFineAndWhatAKilledRebuildLeftIsReplaced() throws Exception {
        Files.createDirectories(data.resolve("lost+found"));
        Files.createDirectories(data.resolve(".rebuild"));
        Files.writeString(data.resolve(".rebuild/authority.pem"), "half");

        rebuild(kit);

        assertThat(names(data))
                .containsExactly(
                        "authority.pem",
                        "controller.db",
                        "controller.lock",
                        "lost+found",
                        "sealing.key");
        assertThat(Files.readString(data.resolve("authority.pem")))
                .isEqualTo(kit.authority().pem());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
