package lifeboat.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import lifeboat.agent.config.Address;
import lifeboat.agent.config.Role;
import lifeboat.agent.identity.DataFolder;
import lifeboat.agent.identity.Identity;
import lifeboat.agent.identity.IdentityStore;
import lifeboat.agent.identity.JoinToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real TLS. */
class EnrolmentIT {

    private final Authority authority = new Authority();
    @TempDir private Path folder;
    private DataFolder data;
    private TlsServer server;

    private void serve(KeyPair keys, X509Certificate... chain) throws Exception {
        server = TlsServer.start(authority, keys, chain);
    }

    @BeforeEach
    void openFolder() {
        data = DataFolder.open(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        data.close();
        server.close();
    }

    private IdentityStore store() {
        return new IdentityStore(data, new SecureRandom());
    }

    private Enrolment enrolment() {
        return Enrolment.at(new Address("127.0.0.1", server.port()), store());
    }

    private static Proof token(Authority of, String secret) {
        return new Proof.Token(JoinToken.parse("lb1.id." + secret + "." + of.sha256()));
    }

    private void serveWell() throws Exception {
        server = TlsServer.start(authority);
    }

    @Test
    void aTokenIsTradedForAnIdentityThatIsKept() throws Exception {
        serveWell();

        Identity identity =
                enrolment().enrol(token(authority, "secret"), Optional.empty(), Role.MASTER);

        assertThat(identity.hostName()).isEqualTo("master-1");
        assertThat(identity.role()).isEqualTo("master");
        assertThat(store().find())
                .hasValueSatisfying(
                        kept -> assertThat(kept.certificate()).isEqualTo(identity.certificate()));
        assertThat(Files.getPosixFilePermissions(data.path().resolve("key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aCertificateIsRenewedForTheSameKey() throws Exception {
        serveWell();
        Identity before =
                enrolment().enrol(token(authority, "secret"), Optional.empty(), Role.AS_PROVEN);

        Identity after = enrolment().renew(before);

        assertThat(after.certificate()).isNotEqualTo(before.certificate());
        assertThat(after.certificate().getPublicKey())
                .isEqualTo(before.certificate().getPublicKey());
    }

    @Test
    void aTokenThatIsUsedUpIsNamed() throws Exception {
        serveWell();

        EnrolmentException failure =
                catchThrowableOfType(
                        EnrolmentException.class,
                        () ->
                                enrolment()
                                        .enrol(
                                                token(authority, "other"),
                                                Optional.empty(),
                                                Role.MASTER));

        assertThat(failure.code()).isEqualTo("NOT_KNOWN");
        assertThat(failure.mayRepeat()).isFalse();
        assertThat(store().find()).isEmpty();
    }

    @Test
    void anAnswerThatIsTooLongIsNotRead() throws Exception {
        serveWell();

        EnrolmentException failure =
                catchThrowableOfType(
                        EnrolmentException.class,
                        () ->
                                enrolment()
                                        .enrol(
                                                token(authority, "long"),
                                                Optional.empty(),
                                                Role.MASTER));

        assertThat(Status.fromThrowable(failure).getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(store().find()).isEmpty();
    }

    @Test
    void anotherControllerGetsNoSecret() throws Exception {
        serveWell();

        assertThatExceptionOfType(EnrolmentException.class)
                .isThrownBy(
                        () ->
                                enrolment()
                                        .enrol(
                                                token(new Authority(), "secret"),
                                                Optional.empty(),
                                                Role.MASTER))
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo("CONTROLLER_UNTRUSTED");
                            assertThat(e.mayRepeat()).isFalse();
                        });
    }

    @Test
    void aHostCanNotPassAsController() throws Exception {
        KeyPair keys = Authority.newKeys();
        serve(keys, authority.host(keys.getPublic(), Duration.ofDays(1)), authority.certificate());

        assertThatExceptionOfType(EnrolmentException.class)
                .isThrownBy(
                        () ->
                                enrolment()
                                        .enrol(
                                                token(authority, "secret"),
                                                Optional.empty(),
                                                Role.MASTER))
                .satisfies(e -> assertThat(e.code()).isEqualTo("CONTROLLER_UNTRUSTED"));
    }

    @Test
    void whoOnlyShowsTheAuthorityIsNotTrusted() throws Exception {
        KeyPair keys = Authority.newKeys();
        serve(keys, new Authority().server(keys.getPublic()), authority.certificate());

        assertThatExceptionOfType(EnrolmentException.class)
                .isThrownBy(
                        () ->
                                enrolment()
                                        .enrol(
                                                token(authority, "secret"),
                                                Optional.empty(),
                                                Role.MASTER))
                .satisfies(e -> assertThat(e.code()).isEqualTo("CONTROLLER_UNTRUSTED"));
    }
}
