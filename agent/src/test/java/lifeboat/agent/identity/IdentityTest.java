package lifeboat.agent.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lifeboat.agent.wire.Authority;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    private final Authority authority = new Authority();
    @TempDir private Path folder;
    private DataFolder data;

    @BeforeEach
    void open() {
        data = DataFolder.open(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        data.close();
    }

    private IdentityStore store() {
        return new IdentityStore(data, new SecureRandom());
    }

    private Identity saved(Duration life) throws Exception {
        var request = new JcaPKCS10CertificationRequest(store().signingRequest());
        return store().save(
                        "ci",
                        "master",
                        authority.host(request.getPublicKey(), life).getEncoded(),
                        List.of(authority.certificate().getEncoded()));
    }

    @Test
    void theInstanceStaysTheSame() {
        assertThat(store().instanceId()).hasSize(32).isEqualTo(store().instanceId());
    }

    @Test
    void theKeyStaysTheSame() throws Exception {
        assertThat(new JcaPKCS10CertificationRequest(store().signingRequest()).getPublicKey())
                .isEqualTo(
                        new JcaPKCS10CertificationRequest(store().signingRequest()).getPublicKey());
    }

    @Test
    void theIdentityIsReadAsItWasSaved() throws Exception {
        Identity identity = saved(Duration.ofDays(90));

        assertThat(store().find()).contains(identity);
    }

    @Test
    void aCertificateForAnotherKeyIsRefused() {
        assertThatExceptionOfType(IdentityException.class)
                .isThrownBy(
                        () ->
                                store().save(
                                                "ci",
                                                "master",
                                                authority
                                                        .host(
                                                                Authority.newKeys().getPublic(),
                                                                Duration.ofDays(1))
                                                        .getEncoded(),
                                                List.of(authority.certificate().getEncoded())))
                .satisfies(e -> assertThat(e.code()).isEqualTo("CERTIFICATE_INVALID"));
        assertThat(store().find()).isEmpty();
    }

    @Test
    void aDamagedIdentityIsNamedAndNotMadeAnew() throws Exception {
        saved(Duration.ofDays(1));
        Files.writeString(data.path().resolve("identity"), "ci\nmaster\n");

        assertThatExceptionOfType(IdentityException.class)
                .isThrownBy(() -> store().find())
                .satisfies(e -> assertThat(e.code()).isEqualTo("IDENTITY_UNUSABLE"));
    }

    @Test
    void renewalIsDueAboutHalfOfTheLife() throws Exception {
        Identity identity = saved(Duration.ofDays(100));
        Instant begin = identity.certificate().getNotBefore().toInstant();

        assertThat(identity.renewal(0)).isEqualTo(begin.plus(Duration.ofDays(40)));
        assertThat(identity.renewal(0.5)).isEqualTo(begin.plus(Duration.ofDays(50)));
        assertThat(identity.renewal(1)).isEqualTo(begin.plus(Duration.ofDays(60)));
    }

    @Test
    void oneAgentAtATimeUsesTheFolder() {
        assertThatExceptionOfType(IdentityException.class)
                .isThrownBy(() -> DataFolder.open(data.path()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATA_IN_USE"));
    }

    @Test
    void aTokenIsReadAndDoesNotShowItself() {
        JoinToken token = JoinToken.parse("lb1.id-1.SeCret_x-." + "AB".repeat(32) + "\n");

        assertThat(token).isEqualTo(new JoinToken("id-1", "SeCret_x-", "ab".repeat(32)));
        assertThat(token).asString().doesNotContain("SeCret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lb1.a.b", "lb2.a.b.c", "lb1.a..abcd", "lb1.a.b.c.d"})
    void whatIsNoTokenIsNotRepeated(String text) {
        assertThatExceptionOfType(IdentityException.class)
                .isThrownBy(() -> JoinToken.parse(text))
                .withMessage(
                        "what is given as join token is not of the form lb1.ID.SECRET.CA-SHA256");
    }
}
