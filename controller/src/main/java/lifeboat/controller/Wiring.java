package lifeboat.controller;

import io.micrometer.core.instrument.binder.grpc.MetricCollectingServerInterceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lifeboat.controller.catalog.Catalog;
import lifeboat.controller.catalog.CatalogWatch;
import lifeboat.controller.catalog.PlanOutlook;
import lifeboat.controller.error.ControllerException;
import lifeboat.controller.error.ControllerException.Kind;
import lifeboat.controller.metrics.LiveSource;
import lifeboat.controller.metrics.Meters;
import lifeboat.controller.metrics.MetricsServer;
import lifeboat.controller.operation.Transfers;
import lifeboat.controller.plan.Plans;
import lifeboat.controller.plan.Schedules;
import lifeboat.controller.plan.StoredPlan;
import lifeboat.controller.recovery.SelfSave;
import lifeboat.controller.recovery.StateFiles;
import lifeboat.controller.security.AuditEntry;
import lifeboat.controller.security.Authenticator;
import lifeboat.controller.security.AwsIdentities;
import lifeboat.controller.security.CertificateAuthority;
import lifeboat.controller.security.Credential;
import lifeboat.controller.security.Enrollment;
import lifeboat.controller.security.JoinTokens;
import lifeboat.controller.security.OperatorCertificates;
import lifeboat.controller.security.OperatorName;
import lifeboat.controller.security.OperatorRole;
import lifeboat.controller.security.Operators;
import lifeboat.controller.security.Permission;
import lifeboat.controller.security.RecoveryKit;
import lifeboat.controller.security.RepositoryPasswords;
import lifeboat.controller.security.SealingKey;
import lifeboat.controller.security.ServerCredential;
import lifeboat.controller.security.Subject;
import lifeboat.controller.store.Database;
import lifeboat.controller.store.SqliteAuditLog;
import lifeboat.controller.store.SqliteCatalogStore;
import lifeboat.controller.store.SqliteCertificateStore;
import lifeboat.controller.store.SqliteHostStore;
import lifeboat.controller.store.SqliteOperationJournal;
import lifeboat.controller.store.SqlitePlanStore;
import lifeboat.controller.store.SqliteScheduleStore;
import lifeboat.controller.store.SqliteSecretStore;
import lifeboat.controller.store.SqliteState;
import lifeboat.controller.store.SqliteTokenStore;
import lifeboat.controller.wire.Wire;
import lifeboat.engine.Platform;

/** Builds the controller's objects, from the bottom up. */
final class Wiring {

    /** Calls at work at a time; beyond these they wait. Most wait for the disk themselves. */
    private static final int CALL_THREADS = 16;

    /** Two scrapers, and one that hangs. */
    private static final int SCRAPE_THREADS = 3;

    static final String DATABASE = "controller.db";
    private static final Duration CATALOGUE_EVERY = Duration.ofMinutes(1);

    private Wiring() {}

    static Platform platform() {
        return new Platform(FileClock.ofThisMachine(), System::nanoTime, Thread::sleep);
    }

    /** Starts everything; what was started is stopped again if the rest fails. */
    static Controller start(ControllerConfig config, Platform platform) {
        Clock clock = platform.clock();
        Path data = config.data();
        Closing closing = new Closing();
        boolean started = false;
        try {
            closing.last(DataFolder.take(data));
            Database database = closing.last(Database.open(data.resolve(DATABASE)));

            SqliteCertificateStore certificates = new SqliteCertificateStore(database);
            CertificateAuthority authority = CertificateAuthority.open(data, certificates, clock);
            SqliteHostStore hosts = new SqliteHostStore(database);
            SqliteAuditLog audit = new SqliteAuditLog(database);
            JoinTokens tokens = new JoinTokens(new SqliteTokenStore(database), authority, clock);
            AwsIdentities aws =
                    closing.last(
                            new AwsIdentities(config.aws().rules(), config.aws().sts(), authority));
            Enrollment enrollment =
                    new Enrollment(authority, certificates, hosts, tokens, aws, audit, clock);
            Authenticator authenticator = new Authenticator(authority, certificates, hosts, clock);
            ServerCredential credential =
                    ServerCredential.open(authority, data, names(config), clock);
            boolean first = firstAdmin(data, authority, certificates);

            Plans plans = new Plans(new SqlitePlanStore(database), clock);
            Schedules schedules = new Schedules(new SqliteScheduleStore(database));
            SqliteSecretStore secrets = new SqliteSecretStore(database);
            SealingKey sealingKey = SealingKey.openOrCreate(config.sealingKey(), secrets);
            RepositoryPasswords passwords = new RepositoryPasswords(sealingKey, secrets);
            RecoveryKit kit = new RecoveryKit(authority, sealingKey, clock);
            RepositoryStores stores = new RepositoryStores(platform);
            Catalog catalog =
                    new Catalog(
                            stores,
                            repository -> passwords.find(repository.value()),
                            new SqliteCatalogStore(database),
                            platform);
            SelfSave saves =
                    new SelfSave(
                            new SqliteState(database),
                            new StateFiles(authority.fingerprint(), sealingKey),
                            catalog,
                            platform);
            CatalogWatch watch =
                    new CatalogWatch(
                            catalog,
                            () ->
                                    plans.all().stream()
                                            .map(StoredPlan::plan)
                                            .map(plan -> plan.repository())
                                            .toList(),
                            CATALOGUE_EVERY,
                            saves,
                            platform);

            ExecutorService calls =
                    Executors.newFixedThreadPool(
                            CALL_THREADS, Thread.ofPlatform().daemon().name("call-", 0).factory());
            closing.last(calls::shutdownNow);
            Meters meters = closing.last(new Meters());
            meters.observe("call", calls);
            Wire wire =
                    closing.last(
                            Wire.open(
                                    config.listen().address(),
                                    new Wire.Protected(
                                            plans, schedules, catalog, watch, saves, stores,
                                            passwords),
                                    new Wire.Secured(
                                            authenticator,
                                            enrollment,
                                            tokens,
                                            new Operators(certificates, clock),
                                            credential,
                                            kit,
                                            audit),
                                    hosts,
                                    new SqliteOperationJournal(database),
                                    new MetricCollectingServerInterceptor(meters.registry()),
                                    calls,
                                    platform,
                                    Main.Version.text()));
            ExecutorService scrapes =
                    Executors.newFixedThreadPool(
                            SCRAPE_THREADS,
                            Thread.ofPlatform().daemon().name("scrape-", 0).factory());
            closing.last(scrapes::shutdownNow);
            meters.observe("scrape", scrapes);
            LiveSource source =
                    new LiveSource(
                            new LiveSource.Protected(
                                    plans,
                                    schedules,
                                    catalog,
                                    new PlanOutlook(catalog, wire.history(), clock),
                                    watch::isLoaded),
                            new LiveSource.Fleet(hosts, wire::isConnected, wire::sighting),
                            new LiveSource.Operations(
                                    wire.operations(),
                                    wire.history(),
                                    Transfers.follow(wire.operations())),
                            new LiveSource.Own(
                                    Main.Version.text(),
                                    () ->
                                            audit.lastDone(Permission.KIT_EXPORT.action())
                                                    .map(AuditEntry::time),
                                    database::pools));
            MetricsServer metrics =
                    closing.last(
                            MetricsServer.start(
                                    config.metrics().address(), meters, source, scrapes));
            Controller controller =
                    Controller.run(
                            config,
                            new Controller.Servers(wire, metrics),
                            watch,
                            credential,
                            first,
                            closing,
                            platform);
            started = true;
            return controller;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    /** Makes an identity for an operator. */
    static void adminCertificate(
            Path data, OperatorName name, OperatorRole role, Path out, Clock clock) {
        if (!Files.exists(data.resolve(DATABASE))) {
            throw new ControllerException(
                    Kind.ACT_FIRST,
                    "NO_CONTROLLER_HERE",
                    "no controller has run with " + data,
                    "name the folder that it runs with: --data");
        }
        try (Database database = Database.open(data.resolve(DATABASE))) {
            SqliteCertificateStore certificates = new SqliteCertificateStore(database);
            CertificateAuthority authority = CertificateAuthority.open(data, certificates, clock);
            IdentityFolder.write(
                    out,
                    new OperatorCertificates(authority, certificates)
                            .issue(
                                    new Subject.OperatorSubject(name, role),
                                    OperatorCertificates.DEFAULT_LIFETIME));
        }
    }

    /** Returns whether this is the first start. */
    private static boolean firstAdmin(
            Path data, CertificateAuthority authority, SqliteCertificateStore certificates) {
        Path folder = Controller.adminFolder(data);
        if (Files.exists(folder)) {
            return false;
        }
        Credential admin =
                new OperatorCertificates(authority, certificates)
                        .issue(
                                new Subject.OperatorSubject(
                                        new OperatorName("admin"), OperatorRole.ADMIN),
                                OperatorCertificates.DEFAULT_LIFETIME);
        IdentityFolder.write(folder, admin);
        return true;
    }

    /** All that the controller may be dialled by. */
    private static Set<String> names(ControllerConfig config) {
        Set<String> names = new HashSet<>(config.names());
        names.add("localhost");
        names.add("127.0.0.1");
        names.add("::1");
        InetAddress bound = config.listen().address().getAddress();
        if (bound != null && !bound.isAnyLocalAddress()) {
            names.add(config.listen().host());
        }
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException _) {
            // then nobody dials it by that
        }
        return names;
    }
}
