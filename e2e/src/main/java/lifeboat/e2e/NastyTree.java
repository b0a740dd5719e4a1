package lifeboat.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A tree of everything that a file system may hold and a backup may get wrong.
 *
 * <p>Written by the shell, since Java can't make every name and time; needs the Debian packages acl
 * and attr, and a file system that has ACLs and {@code user.*} attributes.
 */
public final class NastyTree {

    private static final int CHUNK = 8 << 20; // the largest piece that restic cuts a file into
    private static final int[] SIZES = {
        0, 1, 511, 512 << 10, CHUNK - 1, CHUNK, CHUNK + 1, (512 << 10) - 1, (512 << 10) + 1
    };

    private NastyTree() {}

    /** One kind of trouble; each is written into a directory of its own. */
    public enum Oddity {
        NAMES(
                """
                nasty=$'new\\nline:it\\'s:double"quote:back\\\\slash: leading:trailing :-rf:tab\\there'
                nasty+=$':*?[x]:...:<html>&amp;:\\x01control\\x7f:\\xff\\xfenot UTF-8:\\xc3\\x28'
                nasty+=$':\\xe2\\x80\\xa8separator:\\xc3\\xbcnic\\xc3\\xb6de \\xe6\\x97\\xa5:e\\xcc\\x81'
                nasty+=:$(printf 'n%.0s' {1..255})
                while IFS= read -r -d : name; do
                    printf %s "$name" > "./$name"
                    mkdir "./d${name:0:254}"
                    printf x > "./d${name:0:254}/$name"
                done <<< "$nasty:"
                """),
        SIZES("head -c 3000000 /dev/zero > zeros; mkdir empty"),
        HOLES(
                """
                truncate -s 20M hole
                printf start > middle; truncate -s 9M middle; printf end >> middle
                printf start > tail; truncate -s 9000001 tail
                """),
        LINKS(
                """
                printf one > a1; ln a1 a2; mkdir sub; ln a1 sub/a3
                : > empty1; ln empty1 sub/empty2
                head -c 700000 /dev/zero > big1; ln big1 big2
                ln -s missing dangling; ln -s /etc/hostname absolute; ln -s sub directory
                ln -s . loop; ln -s a1 file; ln -s ../../../../.. out; ln -s $'new\\nline' newline
                ln -s "$(printf 'x%.0s' {1..1000})" long
                """),
        /** restic before 0.16 has no field for it. */
        RAW_LINK_TARGETS("ln -s $'\\xff\\xfe' raw"),
        /** restic opens whole paths, and a system call takes at most 4096 bytes. */
        DEEP(
                """
                name=$(printf 'd%.0s' {1..250})
                for i in {1..20}; do mkdir "$name"; cd -P "./$name"; done
                printf deep > file; setfattr -n user.deep -v yes file
                """),
        ATTRIBUTES(
                """
                printf x > few; setfattr -n user.text -v value few
                setfattr -n user.binary -v 0x00ff0a22 few; setfattr -n user.a -v 1 few
                printf x > large; setfattr -n user.large -v "$(printf 'v%.0s' {1..1500})" large
                printf x > acl; setfacl -m u:1234:rw,g:2345:r,m::rwx acl
                mkdir dir; setfattr -n user.dir -v yes dir; setfacl -m d:u:1234:rwx,u:99:x dir
                """),
        MODES(
                """
                for mode in 000 001 070 400 444 600 755 777; do
                    printf %s $mode > file$mode; mkdir dir$mode
                    chmod $mode file$mode dir$mode
                done
                mkdir closed; printf inside > closed/file; chmod 000 closed
                mkdir sticky; chmod 1777 sticky
                if ((EUID == 0)); then
                    printf x > owned; chown 1234:5678 owned
                    printf x > far; chown 4000000000:4000000000 far
                    ln -s owned link; chown -h 42:43 link
                fi
                """),
        /** A restore may drop them unless it is asked to keep them. */
        SET_ID(
                """
                printf x > setuid; chmod 4755 setuid; printf x > setgid; chmod 2755 setgid
                mkdir shared; chmod 2775 shared
                """),
        TIMES(
                """
                for time in -1.25 -0.000000001 -2000000000 0 0.999999999 1.1 4294967297.5 \\
                    7258118400.123456789 9223372036.854775807; do
                    printf x > "t$time"; touch -d "@$time" "t$time"
                done
                ln -s nowhere link; touch -h -d @1000000000.000000007 link
                mkdir dir; printf x > dir/file; touch -d @123456789.987654321 dir
                """),
        /** Beyond the year 2262, the last that 64 bits of nanoseconds can say; restic can't. */
        FAR_TIMES(
                """
                for time in 9223372036.854775808 13000000000.000000001; do
                    printf x > "t$time"; touch -d "@$time" "t$time"
                done
                """),
        SPECIAL("mkfifo fifo; chmod 640 fifo");

        private final String script;

        Oddity(String script) {
            this.script = script;
        }
    }

    /** What restic 0.14 can save and restore, and a restore keeps without being asked. */
    public static Set<Oddity> common() {
        return EnumSet.complementOf(
                EnumSet.of(Oddity.RAW_LINK_TARGETS, Oddity.DEEP, Oddity.SET_ID, Oddity.FAR_TIMES));
    }

    /** Writes {@code oddities} into {@code root}, which is made if it does not exist. */
    public static void write(Path root, Set<Oddity> oddities)
            throws IOException, InterruptedException {
        for (Oddity oddity : oddities) {
            Path folder = root.resolve(oddity.name().toLowerCase(Locale.ROOT));
            Files.createDirectories(folder);
            Command.bash(oddity.script)
                    .in(folder)
                    .with("LC_ALL", "C")
                    .require(Duration.ofMinutes(1));
            if (oddity == Oddity.SIZES) {
                writeSizes(folder);
            }
        }
    }

    private static void writeSizes(Path folder) throws IOException {
        for (int size : SIZES) {
            byte[] noise = new byte[size];
            new SplittableRandom(size).nextBytes(noise);
            Files.write(folder.resolve("random-" + size), noise);
            Files.write(folder.resolve("zeros-" + size), new byte[size]);
        }
    }
}
