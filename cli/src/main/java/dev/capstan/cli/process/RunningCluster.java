package dev.capstan.cli.process;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the kubeconfig of the cluster that {@code demo} or {@code up} works on in this user's cache folder, so that
 * {@code capstan get} in another terminal finds it.
 *
 * @param file where it is remembered
 */
public record RunningCluster(Path file) {

    /** In the cache folder that the environment names. */
    public static RunningCluster in(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = xdg.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(xdg);
        return new RunningCluster(caches.resolve("capstan").resolve("running-cluster"));
    }

    /** Remembers this kubeconfig, instead of an earlier one. */
    public void remember(Path kubeconfig) {
        try {
            Files.createDirectories(file.resolve("..").normalize());
            Files.writeString(file, kubeconfig.toString());
        } catch (IOException e) {
            throw new CommandFailure("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Forgets this kubeconfig; one of another command stays. */
    public void forget(Path kubeconfig) {
        try {
            if (remembered().filter(kubeconfig::equals).isPresent()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CommandFailure("Cannot remove " + file + ": " + e.getMessage(), e);
        }
    }

    /** What is remembered, as long as the file is still there. */
    public Optional<Path> kubeconfig() {
        try {
            return remembered().filter(Files::isReadable);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private Optional<Path> remembered() throws IOException {
        return Files.exists(file) ? Optional.of(Path.of(Files.readString(file).strip())) : Optional.empty();
    }
}
