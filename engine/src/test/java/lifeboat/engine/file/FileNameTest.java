package lifeboat.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNameTest {

    @Test
    void plainTextIsShownAsItIs() {
        assertThat(FileName.show(Bytes.of("Bäume 木 😀.txt"))).isEqualTo("Bäume 木 😀.txt");
    }

    @Test
    void whatCouldForgeALineOrSteerATerminalIsEscaped() {
        assertThat(FileName.show(Bytes.of("a\nb"))).isEqualTo("a\\x0ab");
        assertThat(FileName.show(Bytes.of("\u001b[2J"))).isEqualTo("\\x1b[2J");
        assertThat(FileName.show(Bytes.of("\u202egpj.exe"))).isEqualTo("\\xe2\\x80\\xaegpj.exe");
    }

    @Test
    void otherBytesAreEscapedSoThatTwoNamesNeverLookAlike() {
        assertThat(FileName.show(Bytes.of('a', 0xff))).isEqualTo("a\\xff");
        assertThat(FileName.show(Bytes.of("a\\xff"))).isEqualTo("a\\\\xff");
        assertThat(FileName.show(Bytes.of(0xed, 0xa0, 0x80))).isEqualTo("\\xed\\xa0\\x80");
    }

    @Test
    void aReplacementCharacterInTheNameItselfIsText() {
        assertThat(FileName.show(Bytes.of("\ufffd"))).isEqualTo("\ufffd");
    }
}
