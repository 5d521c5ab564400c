package dev.capstan.cli.process;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that Capstan runs from, as the {@code distribution} module lays it out: an unpacked archive, or the one that the
 * launcher of a clone has built.
 *
 * @param folder its root
 * @param state where the launcher keeps what it may make again, such as caches of loaded classes
 */
public record Distribution(Path folder, Path state) {

    /** System properties that the launcher sets. */
    private static final String FOLDER = "capstan.home";

    private static final String STATE = "capstan.state";

    /** The distribution that this command belongs to. */
    public static Distribution find() {
        return new Distribution(property(FOLDER), property(STATE));
    }

    private static Path property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new CommandFailure("The system property " + name + " is not set: start Capstan with its launcher");
        }
        return Path.of(value).toAbsolutePath();
    }

    /** The standalone process' jar. */
    Path standaloneJar() {
        return existing("standalone/quarkus-app/quarkus-run.jar");
    }

    /** The standalone process' JVM settings, one per line. */
    Path jvmOptions() {
        return existing("standalone/jvm.options");
    }

    /** The cache of the standalone process' loaded classes, where the launcher has made one of this build. */
    Optional<Path> classCache() throws IOException {
        Path cache = state.resolve("standalone.aot");
        boolean isOfThisBuild = Files.exists(cache)
                && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(standaloneJar())) > 0;
        return isOfThisBuild ? Optional.of(cache) : Optional.empty();
    }

    /** The folder with the program that runs K3s in a container. */
    public Path k3s() {
        return existing("k3s");
    }

    /** The custom resource definitions, one file each. */
    public List<Path> crds() {
        Path crds = existing("k8s/crds");
        try (Stream<Path> files = Files.list(crds)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + crds + ": " + e.getMessage(), e);
        }
    }

    /** The folder that holds {@code k8s}, the manifests of installations in clusters. */
    public Path manifests() {
        existing("k8s/all/kustomization.yaml");
        return folder;
    }

    private Path existing(String part) {
        Path path = folder.resolve(part);
        if (!Files.exists(path)) {
            throw new CommandFailure(path + " is missing: this installation of Capstan is not complete");
        }
        return path;
    }
}
