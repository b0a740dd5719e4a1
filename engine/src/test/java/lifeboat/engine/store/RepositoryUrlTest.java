package lifeboat.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import lifeboat.engine.store.s3.S3Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {

    @ParameterizedTest
    @CsvSource({"/srv/backup,/srv/backup", "backup,backup", "./a:b,./a:b", "local:a:b,a:b"})
    void aPathIsAFolder(String url, String path) {
        assertThat(RepositoryUrl.parse(url)).isEqualTo(new RepositoryUrl.Local(Path.of(path)));
    }

    @Test
    void s3IsABucket() {
        String url = "s3:https://host/bucket/prefix";

        assertThat(RepositoryUrl.parse(url)).isEqualTo(new RepositoryUrl.S3(S3Target.parse(url)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sftp:root:secret@host:/x",
                "rest:https://root:secret@host/",
                "b2:b",
                "C:\\x"
            })
    void otherSchemesAreInvalidAndTheirSecretsNotShown(String url) {
        assertThatThrownBy(() -> RepositoryUrl.parse(url))
                .isInstanceOfSatisfying(
                        RepositoryUrl.Invalid.class,
                        e -> assertThat(e.next()).contains("s3:https://", "local:"))
                .hasMessageContaining(url.substring(0, url.indexOf(':')))
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "local:", "a\0b"})
    void aPathThatIsNoneIsInvalid(String url) {
        assertThatThrownBy(() -> RepositoryUrl.parse(url))
                .isInstanceOf(RepositoryUrl.Invalid.class);
    }
}
