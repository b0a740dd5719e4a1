package lifeboat.agent.host;

import java.util.List;

/**
 * A line of the mount table.
 *
 * @param path where it is
 * @param source what is mounted: a device, or a server's path
 * @param root the directory of the file system that is mounted; {@code /} but for bind mounts
 * @param fileSystem such as {@code ext4}
 * @param device major and minor number
 * @param options those of the mount, then those of the file system
 */
public record Mount(
        String path,
        String source,
        String root,
        String fileSystem,
        String device,
        List<String> options) {

    public Mount {
        options = List.copyOf(options);
    }
}
