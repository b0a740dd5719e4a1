package lifeboat.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Real signals to a real process. */
class SignalsIT {

    private static final int STOPPED = 130;

    /** Ends at the second signal only; the first is answered with a line. */
    static final class Stubborn {

        private Stubborn() {}

        public static void main(String[] args) throws Exception {
            Signals.install(() -> System.out.println("asked"), STOPPED);
            System.out.println("ready");
            System.in.read();
        }
    }

    @Test
    void theFirstSignalAsksTheSecondStopsAndAHangUpIsIgnored() throws Exception {
        Process process =
                new ProcessBuilder(
                                "env", // what started us may ignore signals, and that is inherited
                                "--default-signal=HUP,INT,TERM",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Stubborn.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            send("HUP", process);
            send("INT", process);
            assertThat(out.readLine()).isEqualTo("asked");
            send("TERM", process);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(STOPPED);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void send(String signal, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }
}
