package lifeboat.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordTest {

    /** Each was tried with restic 0.14.0 and --password-file. */
    @Test
    void fileIsReadAsResticReadsIt() {
        assertFile("geheim\n", "geheim");
        assertFile("  a b \r\n", "a b");
        assertFile("first\nsecond\n\n", "first\nsecond");
        assertFile("\u00ef\u00bb\u00bfmark\n", "mark");
        assertFile("p\u00ff\n", "p\u00ff");
        assertFile(" \n", "");
        assertFile("", "");
    }

    private static void assertFile(String content, String password) {
        assertThat(Password.ofFile(content.getBytes(ISO_8859_1)).bytes())
                .isEqualTo(password.getBytes(ISO_8859_1));
    }

    @Test
    void whatIsTypedIsTakenAsItIs() {
        assertThat(Password.of(" ä\n".toCharArray()).bytes()).isEqualTo(" ä\n".getBytes(UTF_8));
        assertThat(Password.of(new char[0]).isEmpty()).isTrue();
    }

    @Test
    void hidesItself() {
        assertThat(Password.of("geheim".toCharArray())).hasToString("Password[hidden]");
    }
}
