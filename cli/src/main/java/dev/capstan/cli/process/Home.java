package dev.capstan.cli.process;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that Capstan is installed in: a built clone of the repository.
 *
 * @param folder its root
 */
public record Home(Path folder) {

    /** System property that the launcher sets. */
    private static final String PROPERTY = "capstan.home";

    /** The installation that this command belongs to. */
    public static Home find() {
        String named = System.getProperty(PROPERTY);
        if (named == null) {
            throw new CommandFailure("The system property " + PROPERTY + " is not set: start Capstan with ./capstan");
        }
        return new Home(Path.of(named).toAbsolutePath());
    }

    /** The standalone process' jar. */
    Path standaloneJar() {
        return existing(folder.resolve("standalone/target/quarkus-app/quarkus-run.jar"));
    }

    /** The standalone process' JVM settings, one per line. */
    Path jvmOptions() {
        return existing(folder.resolve("standalone/jvm.options"));
    }

    /** The cache of the standalone process' loaded classes, where the launcher has made one of this build. */
    Optional<Path> classCache() throws IOException {
        Path cache = folder.resolve(".capstan/standalone.aot");
        boolean isOfThisBuild = Files.exists(cache)
                && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(standaloneJar())) > 0;
        return isOfThisBuild ? Optional.of(cache) : Optional.empty();
    }

    /** The custom resource definitions, one file each. */
    List<Path> definitions() {
        Path definitions = existing(folder.resolve("k8s/crds"));
        try (Stream<Path> files = Files.list(definitions)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + definitions + ": " + e.getMessage(), e);
        }
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new CommandFailure(path + " is missing: Capstan is not built. ./capstan builds it by itself.");
        }
        return path;
    }
}
