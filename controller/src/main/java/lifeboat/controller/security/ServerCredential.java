package lifeboat.controller.security;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The certificate that the controller's port shows, kept in its data folder. Thread-safe. */
public final class ServerCredential {

    static final String FILE = "server.pem";
    static final Duration LIFETIME = Duration.ofDays(90);

    private final CertificateAuthority authority;
    private final Path file;
    private final Set<String> names;
    private final Clock clock;
    private volatile Credential current;

    private ServerCredential(
            CertificateAuthority authority, Path file, Set<String> names, Clock clock) {
        this.authority = authority;
        this.file = file;
        this.names = names;
        this.clock = clock;
        current = Files.exists(file) ? Credential.read(file) : issue();
    }

    /**
     * Opens it, and issues a new one if {@link #renewIfDue} would.
     *
     * @param names all DNS names and addresses that it is dialled by
     */
    public static ServerCredential open(
            CertificateAuthority authority, Path folder, Set<String> names, Clock clock) {
        ServerCredential opened =
                new ServerCredential(authority, folder.resolve(FILE), Set.copyOf(names), clock);
        opened.renewIfDue();
        return opened;
    }

    /** What new connections are to be shown. */
    public Credential current() {
        return current;
    }

    /**
     * Issues a new one if half of its life is over, or if the names or the authority are others; to
     * be called some times a day.
     */
    public synchronized void renewIfDue() {
        X509Certificate shown = current.certificate();
        Instant from = shown.getNotBefore().toInstant();
        Duration life = Duration.between(from, shown.getNotAfter().toInstant());
        boolean due = clock.instant().isAfter(from.plus(life.dividedBy(2)));
        if (due || !authority.hasIssued(shown) || !namesOf(shown).equals(canonical(names))) {
            current = issue();
        }
    }

    private Credential issue() {
        KeyPair key = Credential.newKey();
        Credential issued =
                new Credential(
                        key.getPrivate(),
                        List.of(
                                authority.issueServer(
                                        new TreeSet<>(names), key.getPublic(), LIFETIME),
                                authority.certificate()));
        issued.write(file);
        return issued;
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return canonical(
                    names.stream().map(name -> (String) name.get(1)).collect(Collectors.toSet()));
        } catch (CertificateParsingException e) {
            throw new IllegalStateException(e); // it is our own
        }
    }

    /** Addresses have several spellings. */
    private static Set<String> canonical(Set<String> names) {
        return names.stream()
                .map(
                        name ->
                                CertificateAuthority.isAddress(name)
                                        ? InetAddress.ofLiteral(name).getHostAddress()
                                        : name)
                .collect(Collectors.toSet());
    }
}
