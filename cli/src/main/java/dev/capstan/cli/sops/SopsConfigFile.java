package dev.capstan.cli.sops;

import dev.capstan.secrets.rules.SopsConfig;
import java.nio.file.Path;

/**
 * A {@code .sops.yaml} on the disk.
 *
 * @param path absolute
 * @param text as it is written
 */
public record SopsConfigFile(Path path, SopsConfig config, byte[] text) {
    /** A file as the rules see it: relative to the folder of the configuration when it is below that, else absolute. */
    public String pathOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = path.getParent();
        Path seen = folder != null && absolute.startsWith(folder) ? folder.relativize(absolute) : absolute;
        return seen.toString().replace('\\', '/');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SopsConfigFile that && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return "SopsConfigFile[" + path + "]";
    }
}
