package lifeboat.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import java.util.SplittableRandom;

/** Writes one {@link SampleHome}. */
final class SampleHomeWriter {

    private static final Instant FIRST_BUILD = Instant.ofEpochSecond(1_700_000_000);
    private static final int JARS = 300; // copied about, as plugins and archives repeat in a home

    private final SampleHome recipe;
    private final Path home;
    private final Random random;
    private final SampleText text;

    SampleHomeWriter(SampleHome recipe, Path home) {
        this.recipe = recipe;
        this.home = home;
        this.random = new Random(recipe.seed());
        this.text = new SampleText(random);
    }

    void writeAll() throws IOException {
        writeConfiguration();
        writeSecrets();
        writeLeftovers();
        for (int i = 0; i < recipe.plugins(); i++) {
            writePlugin("plugin-%03d".formatted(i));
        }
        for (int i = 0; i < 40; i++) {
            put(
                    "users/user%d_%d/config.xml".formatted(i, random.nextLong(1_000_000_000_000L)),
                    "<user><fullName>User %d</fullName><apiToken>%s</apiToken></user>"
                            .formatted(i, hex(24)),
                    FIRST_BUILD);
        }
        for (int i = 0; i < 20; i++) {
            put(
                    "nodes/fargate-%d/config.xml".formatted(i),
                    "<slave><name>fargate-%d</name><label>maven</label></slave>".formatted(i),
                    FIRST_BUILD);
        }
        for (int job = 0; job < recipe.jobs(); job++) {
            writeJob(job);
        }
        for (int i = 0; i < recipe.fingerprints(); i++) {
            String md5 = hex(16);
            put(
                    "fingerprints/%s/%s/%s.xml"
                            .formatted(md5.substring(0, 2), md5.substring(2, 4), md5.substring(4)),
                    "<fingerprint><md5sum>%s</md5sum><fileName>a-%d.jar</fileName></fingerprint>"
                            .formatted(md5, i),
                    FIRST_BUILD.plusSeconds(i));
        }
    }

    String workOneDay() throws IOException, InterruptedException {
        Instant today = FIRST_BUILD.plus(Duration.ofDays(recipe.builds()));
        int busy = Math.max(1, recipe.jobs() / 5);
        for (int job = 0; job < busy; job++) {
            writeBuild(job, recipe.builds() + 1, today.plusSeconds(job * 600L));
            put(jobFolder(job) + "/nextBuildNumber", recipe.builds() + 2 + "\n", today);
        }
        put("config.xml", configuration(2), today);
        Scratch.delete(home.resolve(jobFolder(0) + "/builds/1"));
        return busy + " new builds, an edited config.xml, one old build deleted";
    }

    private void writeConfiguration() throws IOException {
        put("config.xml", configuration(0), FIRST_BUILD);
        String[] names = {
            "hudson.tasks.Maven",
            "hudson.plugins.git.GitTool",
            "jenkins.model.JenkinsLocationConfiguration",
            "credentials",
            "com.cloudbees.jenkins.plugins.amazonecs.ECSCloud",
            "queue",
            "nodeMonitors",
            "org.jenkinsci.plugins.workflow.libs.GlobalLibraries"
        };
        for (String name : names) {
            StringBuilder xml = new StringBuilder("<?xml version=\"1.1\"?><" + name + ">");
            for (int n = random.nextInt(10, 80); n > 0; n--) {
                xml.append("<x id=\"").append(hex(16)).append("\"/>");
            }
            put(name + ".xml", xml + "</" + name + ">\n", FIRST_BUILD);
        }
    }

    private static String configuration(int executors) {
        return """
        <?xml version="1.1" encoding="UTF-8"?>
        <hudson><version>2.440.3</version><numExecutors>%d</numExecutors>\
        <mode>EXCLUSIVE</mode><useSecurity>true</useSecurity></hudson>
        """
                .formatted(executors);
    }

    private void writeSecrets() throws IOException {
        put("secrets/master.key", hex(128), FIRST_BUILD);
        put("secrets/hudson.util.Secret", bytes(272), FIRST_BUILD);
        put("identity.key.enc", bytes(1680), FIRST_BUILD);
        put("secret.key", hex(32), FIRST_BUILD);
        chmod("secrets", "rwx------");
        chmod("secrets/master.key", "rw-------");
    }

    /** What a master that was cut off leaves behind, and what can be made again. */
    private void writeLeftovers() throws IOException {
        put("jenkins.pid", "4711\n", FIRST_BUILD);
        put(".owner", "jenkins-master-1", FIRST_BUILD);
        put(".lock", "", FIRST_BUILD);
        put("war/WEB-INF/lib/core.jar", bytes(3_000_000), FIRST_BUILD);
        put("caches/git-x/HEAD", "ref: refs/heads/main\n", FIRST_BUILD);
    }

    private void writePlugin(String name) throws IOException {
        byte[] jar = jar(random.nextInt(JARS));
        put("plugins/" + name + ".jpi", jar, FIRST_BUILD);
        put(
                "plugins/" + name + "/META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nShort-Name: %s\nPlugin-Version: %d\n"
                        .formatted(name, random.nextInt(1, 900)),
                FIRST_BUILD);
        put("plugins/" + name + "/WEB-INF/lib/" + name + ".jar", jar, FIRST_BUILD);
    }

    private void writeJob(int job) throws IOException {
        String folder = jobFolder(job);
        String log =
                new String(
                        text.log(random, random.nextInt(1500, 9000), FIRST_BUILD),
                        StandardCharsets.US_ASCII);
        put(
                folder + "/config.xml",
                "<?xml version=\"1.1\"?><flow-definition>" + log + "</flow-definition>",
                FIRST_BUILD);
        put(folder + "/nextBuildNumber", recipe.builds() + 1 + "\n", FIRST_BUILD);
        for (int build = 1; build <= recipe.builds(); build++) {
            writeBuild(job, build, FIRST_BUILD.plusSeconds(job * 977L + build * 43_200L));
        }
        Files.createSymbolicLink(
                home.resolve(folder + "/builds/lastSuccessfulBuild"),
                Path.of(Integer.toString(recipe.builds())));
        put(
                "workspace/%s/target/classes/out.bin".formatted(jobName(job)),
                bytes(random.nextInt(10_000, 400_000)),
                FIRST_BUILD);
    }

    private void writeBuild(int job, int build, Instant time) throws IOException {
        String folder = jobFolder(job) + "/builds/" + build;
        StringBuilder xml =
                new StringBuilder("<?xml version=\"1.1\"?><flow-build><queueId>")
                        .append(random.nextInt(1_000_000))
                        .append("</queueId><timestamp>")
                        .append(time.toEpochMilli())
                        .append("</timestamp><result>")
                        .append(random.nextInt(10) > 0 ? "SUCCESS" : "FAILURE")
                        .append("</result>");
        for (int n = random.nextInt(20, 120); n > 0; n--) {
            xml.append("<action id=\"").append(hex(8)).append("\">");
            xml.append(text.line(random)).append("</action>");
        }
        put(folder + "/build.xml", xml + "</flow-build>", time);
        // sizes of logs are log-normal: half below 27 kB, the mean at 55 kB
        double size = StrictMath.exp(10.2 + 1.2 * random.nextGaussian());
        put(folder + "/log", text.log(random, (int) Math.min(3_000_000, size), time), time);
        StringBuilder index = new StringBuilder();
        for (int n = random.nextInt(5, 60); n > 0; n--) {
            index.append(random.nextInt(100_000)).append(' ');
        }
        put(folder + "/log-index", index.toString(), time);
        put(
                folder + "/changelog.xml",
                "<changelog><commit>%s</commit>%s</changelog>"
                        .formatted(hex(20), text.line(random)),
                time);
        for (int step = random.nextInt(6, 22); step > 0; step--) {
            put(
                    folder + "/workflow/" + step + ".xml",
                    """
                    <Tag plugin="workflow-support"><node class="StepNode"><id>%d</id>\
                    <descriptorId>org.jenkinsci.plugins.workflow.steps.X%d</descriptorId></node>\
                    <actions><t>%d</t></actions></Tag>"""
                            .formatted(step, random.nextInt(40), time.toEpochMilli() + step),
                    time);
        }
        if (build % 10 == 0) {
            put(
                    "%s/archive/target/%s-%d.jar".formatted(folder, jobName(job), build),
                    jar(random.nextInt(JARS)),
                    time);
        }
    }

    private static String jobName(int job) {
        return "service-%03d".formatted(job);
    }

    private static String jobFolder(int job) {
        return "jobs/" + jobName(job);
    }

    /** The content of the {@code number}th of the jars there are: compressed already. */
    private byte[] jar(int number) {
        SplittableRandom content = new SplittableRandom(recipe.seed() * JARS + number);
        double size = StrictMath.exp(12.42 + new Random(content.nextLong()).nextGaussian());
        byte[] jar = new byte[(int) Math.clamp(size, 20_000, 6_000_000)];
        content.nextBytes(jar);
        return jar;
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private String hex(int bytes) {
        return HexFormat.of().formatHex(bytes(bytes));
    }

    private void put(String path, String content, Instant time) throws IOException {
        put(path, content.getBytes(StandardCharsets.UTF_8), time);
    }

    private void put(String path, byte[] content, Instant time) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private void chmod(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(home.resolve(path), PosixFilePermissions.fromString(mode));
    }
}
