package lifeboat.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    @TempDir private Path folder;

    private AgentConfig read(String yaml) throws IOException {
        return ConfigFile.read(Files.writeString(folder.resolve("agent.yaml"), yaml));
    }

    private List<String> faults(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> read(yaml)).faults();
    }

    @Test
    void aWholeFileIsRead() throws IOException {
        AgentConfig config =
                read(
                        """
                        controller: lifeboat.example:7443
                        data: /var/lib/agent
                        name: ci-master
                        role: master
                        token-file: /etc/lifeboat/token
                        aws:
                          ca-sha256: %s
                          region: eu-west-1
                        allow:
                          paths: [/var/jenkins_home]
                          repositories:
                            - "s3:https://s3.example/backups"
                        watch:
                          - name: jenkins
                            command: jenkins.war
                        """
                                .formatted("ab".repeat(32)));

        assertThat(config.controller()).hasToString("lifeboat.example:7443");
        assertThat(config.data()).isEqualTo(Path.of("/var/lib/agent"));
        assertThat(config.name()).contains("ci-master");
        assertThat(config.role()).isEqualTo(Role.MASTER);
        assertThat(config.tokenFile()).contains(Path.of("/etc/lifeboat/token"));
        assertThat(config.aws().orElseThrow().endpoint())
                .hasToString("https://sts.eu-west-1.amazonaws.com/");
        assertThat(config.allowance().paths()).containsExactly("/var/jenkins_home");
        assertThat(config.allowance().repositories())
                .containsExactly("s3:https://s3.example/backups");
        assertThat(config.watched()).containsExactly(new Watched("jenkins", "jenkins.war"));
    }

    @Test
    void theExampleIsGood() {
        Path example = Path.of(System.getProperty("lifeboat.root"), "docs/examples/agent.yaml");

        assertThat(ConfigFile.read(example).aws()).isPresent();
    }

    @Test
    void whatIsLeftOutHasItsDefault() throws IOException {
        AgentConfig config = read("controller: '[::1]:7443'\nallow:\n");

        assertThat(config.controller()).isEqualTo(new Address("::1", 7443));
        assertThat(config.data()).isEqualTo(AgentConfig.DEFAULT_DATA);
        assertThat(config.role()).isEqualTo(Role.AS_PROVEN);
        assertThat(config.allowance().paths()).isEmpty();
    }

    @Test
    void allFaultsAreNamedAtOnceWithLineAndKey() {
        assertThat(
                        faults(
                                """
                                controller: lifeboat.example
                                data: relative
                                role: king
                                colour: blue
                                allow:
                                  paths:
                                    - /srv/../etc
                                    - relative
                                  hooks: []
                                watch:
                                  - name: jenkins
                                data: /again
                                aws: yes
                                """))
                .anySatisfy(it -> assertThat(it).startsWith("line 1: controller: "))
                .anySatisfy(it -> assertThat(it).startsWith("line 2: data: "))
                .anySatisfy(it -> assertThat(it).startsWith("line 3: role: "))
                .anySatisfy(it -> assertThat(it).startsWith("line 4: colour: is not known"))
                .anySatisfy(it -> assertThat(it).startsWith("line 7: allow.paths: "))
                .anySatisfy(it -> assertThat(it).startsWith("line 8: allow.paths: "))
                .anySatisfy(it -> assertThat(it).startsWith("line 9: hooks: is not known in allow"))
                .anySatisfy(it -> assertThat(it).startsWith("line 11: watch.command: is missing"))
                .anySatisfy(it -> assertThat(it).startsWith("line 12: data: stands here a second"))
                .anySatisfy(it -> assertThat(it).startsWith("line 13: aws: "));
    }

    @Test
    void whatMustBeThereIsAskedFor() {
        assertThat(faults(""))
                .hasSize(2)
                .anySatisfy(it -> assertThat(it).contains("controller: is missing"))
                .anySatisfy(it -> assertThat(it).contains("allow: is missing"));
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertThat(faults("controller: a:1\nallow: [")).first().asString().startsWith("line ");
        assertThat(faults("controller: &x a:1\nname: *x\nallow:\n"))
                .containsExactly("line 2: aliases are not used here");
        assertThat(faults("- a")).isNotEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        ConfigException failure =
                catchThrowableOfType(
                        ConfigException.class,
                        () -> ConfigFile.read(folder.resolve("missing.yaml")));

        assertThat(failure).hasMessageContaining("missing.yaml");
    }
}
