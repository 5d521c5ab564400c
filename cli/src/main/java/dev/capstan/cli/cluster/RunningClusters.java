package dev.capstan.cli.cluster;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Remembers the kubeconfigs of the clusters that {@code demo} and {@code up} work on, in this user's cache folder: one file per
 * process, so that {@code capstan get} in another terminal finds them.
 *
 * @param folder where they are remembered
 */
public record RunningClusters(Path folder) {

    /** In the cache folder that the environment names. */
    public static RunningClusters in(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = xdg.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(xdg);
        return new RunningClusters(caches.resolve("capstan").resolve("running-clusters"));
    }

    /**
     * Remembers this kubeconfig for as long as this process lives.
     *
     * @return forgets it
     */
    public AutoCloseable remember(Path kubeconfig) {
        return remember(kubeconfig, ProcessHandle.current().pid());
    }

    AutoCloseable remember(Path kubeconfig, long process) {
        Path file = folder.resolve(Long.toString(process));
        try {
            Files.createDirectories(folder);
            Files.writeString(file, kubeconfig.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new CommandFailure("Cannot write " + file + ": " + e.getMessage(), e);
        }
        return () -> Files.deleteIfExists(file);
    }

    /** The kubeconfigs of processes that still run, each once. */
    public List<Path> kubeconfigs() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(RunningClusters::isOfLivingProcess)
                    .map(RunningClusters::read)
                    .filter(Files::isReadable)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean isOfLivingProcess(Path file) {
        String name = file.getFileName().toString();
        return name.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(name))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
    }

    private static Path read(Path file) {
        try {
            return Path.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
