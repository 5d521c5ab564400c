package dev.capstan.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all images stand on: Debian packages and a Java runtime. Made by {@code images/base/build} and kept in the user's cache folder.
 *
 * @param folder that holds it
 */
public record BaseImage(Path folder) {

    /** A Debian package in the base, with the digest of its file. */
    record DebianPackage(String name, String version, String architecture, String sha256) {}

    /**
     * Makes the base or finds it in the cache.
     *
     * @param root of the repository
     * @param platform that the image is for
     * @param runtime a folder with a Java runtime for that platform, needed where it is not this machine's
     * @param isRefreshed whether newer packages are asked for
     * @throws ImageException with what the script says, when it cannot be made
     */
    static BaseImage make(Path root, ImagePlatform platform, Optional<Path> runtime, boolean isRefreshed) {
        var command = new ArrayList<>(
                List.of(root.resolve("images/base/build").toString(), "--arch", platform.architecture()));
        runtime.ifPresent(folder -> command.addAll(List.of("--jre", folder.toString())));
        if (isRefreshed) {
            command.add("--refresh");
        }
        return new BaseImage(Path.of(Script.run(root, command).strip()));
    }

    /** The image as a docker-archive. */
    public Path archive() {
        return folder.resolve("base.tar");
    }

    /** The version of the Java runtime. */
    String javaVersion() {
        return Application.read(folder.resolve("java.txt")).strip();
    }

    List<DebianPackage> packages() {
        try {
            return Files.readAllLines(folder.resolve("packages.tsv"), StandardCharsets.UTF_8).stream()
                    .map(line -> line.split("\t", -1))
                    .map(field -> new DebianPackage(field[0], field[1], field[2], field[3]))
                    .toList();
        } catch (IOException e) {
            throw new ImageException("the list of packages in " + folder + " cannot be read", e);
        }
    }
}
