package dev.capstan.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is being built.
 *
 * @param tag of the images, as the manifests name it
 * @param created when the sources were of this state
 * @param revision of Git, where the sources are a clone
 */
record Release(String tag, Instant created, Optional<String> revision) {
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>capstan</artifactId>\\s*<version>([^<]+?)(-SNAPSHOT)?</version>");
    private static final Pattern CREATED = Pattern.compile("<project.build.outputTimestamp>([^<]+)<");

    /** Reads the project's pom. */
    static Release of(Path root) {
        String pom = Application.read(root.resolve("pom.xml"));
        var version = VERSION.matcher(pom);
        var created = CREATED.matcher(pom);
        if (!version.find() || !created.find()) {
            throw new ImageException(root.resolve("pom.xml") + " names no version or no project.build.outputTimestamp");
        }
        return new Release("v" + version.group(1), Instant.parse(created.group(1)), revision(root));
    }

    private static Optional<String> revision(Path root) {
        if (!Files.exists(root.resolve(".git"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Script.run(root, List.of("git", "rev-parse", "HEAD")).strip());
        } catch (ImageException withoutGit) {
            return Optional.empty();
        }
    }
}
