package lifeboat.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lifeboat.agent.capability.Capabilities;
import lifeboat.agent.capability.StepRunner;
import lifeboat.agent.config.AgentConfig;
import lifeboat.agent.host.AwsIdentity;
import lifeboat.agent.host.HostFacts;
import lifeboat.agent.host.HostWatch;
import lifeboat.agent.identity.DataFolder;
import lifeboat.agent.identity.Identity;
import lifeboat.agent.identity.IdentityException;
import lifeboat.agent.identity.IdentityStore;
import lifeboat.agent.identity.JoinToken;
import lifeboat.agent.journal.Journal;
import lifeboat.agent.status.StatusBoard;
import lifeboat.agent.wire.Enrolment;
import lifeboat.agent.wire.EnrolmentException;
import lifeboat.agent.wire.Link;
import lifeboat.agent.wire.Local;
import lifeboat.agent.wire.Proof;
import lifeboat.agent.wire.Renewal;
import lifeboat.agent.worker.ChildWorkers;
import lifeboat.engine.ObjectId;
import lifeboat.engine.Platform;
import lifeboat.engine.TaskGroup;

/** The agent at work under a controller: builds its parts, and runs them until it is stopped. */
final class AgentRun {

    private static final String TOKEN_VARIABLE = "LIFEBOAT_JOIN_TOKEN";
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(30);
    private static final Duration BEFORE_ENROLLING_AGAIN = Duration.ofSeconds(5);

    private final AgentConfig config;
    private final Map<String, String> environment;
    private final Platform platform;
    private final Consumer<String> log;
    private final SecureRandom random = new SecureRandom();

    AgentRun(
            AgentConfig config,
            Map<String, String> environment,
            Platform platform,
            Consumer<String> log) {
        this.config = config;
        this.environment = environment;
        this.platform = platform;
        this.log = log;
    }

    /** Runs until this thread is interrupted. */
    void run(String version, List<String> workerCommand) throws InterruptedException {
        try (DataFolder folder = DataFolder.open(config.data());
                Journal journal = Journal.open(folder.path(), random);
                HostFacts facts = HostFacts.ofThisHost(config.watched(), platform.clock());
                StepRunner steps =
                        new StepRunner(
                                journal,
                                new Capabilities(config.allowance()),
                                new ChildWorkers(
                                        workerCommand, folder.locks(), Set.of(TOKEN_VARIABLE)),
                                platform,
                                log);
                TaskGroup side = TaskGroup.ofPlatformThreads("agent")) {
            steps.start();
            IdentityStore store = new IdentityStore(folder, random);
            Enrolment enrolment = Enrolment.at(config.controller(), store);
            Renewal renewal =
                    new Renewal(identity(store, enrolment), enrolment, platform, random, log);
            HostWatch host = new HostWatch(facts, platform.sleeper());
            StatusBoard board =
                    new StatusBoard(
                            folder,
                            steps,
                            renewal::identity,
                            version,
                            config.controller().toString(),
                            platform,
                            log);
            Local local =
                    new Local(
                            store.instanceId(),
                            facts.bootId(),
                            version,
                            config.allowance(),
                            host::latest);
            side.fork(() -> keep(host::run));
            side.fork(() -> keep(renewal::run));
            side.fork(() -> keep(board::run));
            Link.to(config.controller(), steps, local, platform, random, board)
                    .run(renewal::usable);
        }
    }

    /** What only looks and shows must not end because of one surprise. */
    private void keep(TaskGroup.Task task) throws InterruptedException {
        while (true) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.accept("a bug, please report it: " + e);
            }
            platform.sleeper().sleep(AFTER_A_BUG);
        }
    }

    private Identity identity(IdentityStore store, Enrolment enrolment)
            throws InterruptedException {
        Optional<Identity> known = store.find();
        Optional<JoinToken> token = token(known.isEmpty());
        if (known.isPresent() && token.map(it -> isOf(known.get(), it)).orElse(true)) {
            return known.get();
        }
        while (true) {
            try {
                Identity identity = enrolment.enrol(proof(token), config.name(), config.role());
                log.accept("enrolled as %s %s".formatted(identity.role(), identity.hostName()));
                return identity;
            } catch (EnrolmentException e) {
                if (!e.mayRepeat()) {
                    throw e;
                }
                log.accept("not enrolled yet: " + e.getMessage());
                platform.sleeper().sleep(BEFORE_ENROLLING_AGAIN);
            }
        }
    }

    /** Whether the token is of the controller that the identity is of. */
    private static boolean isOf(Identity identity, JoinToken token) {
        return identity.authorities().stream()
                .anyMatch(authority -> sha256(authority).equals(token.caSha256()));
    }

    private static String sha256(X509Certificate certificate) {
        try {
            return ObjectId.hash(certificate.getEncoded()).hex();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e); // it was decoded from that
        }
    }

    /** A file that is gone after the host has enrolled is as it should be. */
    private Optional<JoinToken> token(boolean needed) {
        Optional<Path> file = config.tokenFile().filter(it -> needed || Files.exists(it));
        if (file.isEmpty()) {
            return Optional.ofNullable(environment.get(TOKEN_VARIABLE)).map(JoinToken::parse);
        }
        try {
            return Optional.of(JoinToken.parse(Files.readString(file.get(), UTF_8)));
        } catch (IOException e) {
            throw new IdentityException(
                    "TOKEN_UNREADABLE",
                    "the join token can't be read: " + e,
                    "check the path, and that this user may read it",
                    e);
        }
    }

    private Proof proof(Optional<JoinToken> token) {
        if (token.isPresent()) {
            return new Proof.Token(token.get());
        }
        if (config.aws().isPresent()) {
            var aws = config.aws().get();
            try {
                return new Proof.Aws(
                        AwsIdentity.ofThisHost(platform.clock())
                                .sign(aws.endpoint(), aws.region(), aws.caSha256()),
                        aws.caSha256());
            } catch (AwsIdentity.Missing e) {
                throw new IdentityException(
                        "AWS_CREDENTIALS_MISSING",
                        e.getMessage(),
                        "give the host a role, or join with a token",
                        e);
            }
        }
        throw new IdentityException(
                "TOKEN_MISSING",
                "this host has not enrolled, and no join token is given",
                "on the controller: lifeboat token create; here: --token-file FILE or "
                        + TOKEN_VARIABLE);
    }
}
