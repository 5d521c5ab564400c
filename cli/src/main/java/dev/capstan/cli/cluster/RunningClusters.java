package dev.capstan.cli.cluster;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Remembers the clusters that {@code demo} and {@code up} work on, in this user's cache folder: one file per process, so that
 * commands in another terminal find them.
 *
 * @param folder where they are remembered
 */
public record RunningClusters(Path folder) {

    /** Seconds: the system counts the start of a process from its own, which moves when the clock is set. */
    private static final long CLOCK_SHIFT = 5;

    private static final String NUMBER = "\\d{1,18}";

    /** In the cache folder that the environment names. */
    public static RunningClusters in(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = xdg.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(xdg);
        return new RunningClusters(caches.resolve("capstan").resolve("running-clusters"));
    }

    /**
     * A cluster as it is remembered until it is closed.
     *
     * @param cluster with the name that it got: a number is added to one that is taken
     */
    public record Remembered(RunningCluster cluster, Path file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** Remembers the cluster of this process for as long as it lives. */
    public Remembered remember(String name, String command, Path kubeconfig, boolean isEmbedded) {
        return remember(new RunningCluster(
                name, command, ProcessHandle.current().pid(), kubeconfig.toAbsolutePath(), isEmbedded));
    }

    Remembered remember(RunningCluster cluster) {
        RunningCluster named = new RunningCluster(
                freeName(cluster.name()),
                cluster.command(),
                cluster.process(),
                cluster.kubeconfig(),
                cluster.isEmbedded());
        Path file = folder.resolve(Long.toString(named.process()));
        try {
            Files.createDirectories(folder);
            Files.write(
                    file,
                    List.of(
                            named.kubeconfig().toString(),
                            named.name(),
                            named.command(),
                            Boolean.toString(named.isEmbedded()),
                            startOf(named.process())
                                    .map(start -> Long.toString(start.getEpochSecond()))
                                    .orElse("")));
        } catch (IOException e) {
            throw new CommandFailure("Cannot write " + file + ": " + e.getMessage(), e);
        }
        return new Remembered(named, file);
    }

    private String freeName(String wanted) {
        List<String> taken = all().stream().map(RunningCluster::name).toList();
        return Stream.concat(
                        Stream.of(wanted), IntStream.iterate(2, n -> n + 1).mapToObj(number -> wanted + "-" + number))
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** The clusters of processes that still run, by name. */
    public List<RunningCluster> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(NUMBER))
                    .flatMap(file -> read(file).stream())
                    .filter(cluster -> Files.isReadable(cluster.kubeconfig()))
                    .sorted(Comparator.comparing(RunningCluster::name))
                    .toList();
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * The cluster with this name.
     *
     * @throws CommandFailure when none has it, with the names that there are
     */
    public RunningCluster named(String name) {
        List<RunningCluster> running = all();
        return running.stream()
                .filter(cluster -> cluster.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("No cluster named '" + name + "' runs"
                        + (running.isEmpty() ? "" : "; there are:\n" + choices(running))));
    }

    /** One line per cluster with the option that chooses it. */
    public static String choices(List<RunningCluster> clusters) {
        return clusters.stream()
                .map(cluster -> "  --cluster " + cluster.describe())
                .collect(Collectors.joining("\n"));
    }

    private static Optional<Instant> startOf(long process) {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .flatMap(living -> living.info().startInstant());
    }

    /** Whether the process is the one that wrote this: a number is given to another process some day. */
    private static boolean isStillRunning(long process, String startSecond) {
        return startSecond.matches(NUMBER)
                && startOf(process)
                        .filter(now -> Math.abs(now.getEpochSecond() - Long.parseLong(startSecond)) <= CLOCK_SHIFT)
                        .isPresent();
    }

    /** Empty when the process has ended meanwhile, or when it is of another version of this command. */
    private static Optional<RunningCluster> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            long process = Long.parseLong(file.getFileName().toString());
            if (lines.size() != 5 || !isStillRunning(process, lines.get(4))) {
                return Optional.empty();
            }
            return Optional.of(new RunningCluster(
                    lines.get(1),
                    lines.get(2),
                    process,
                    Path.of(lines.getFirst()),
                    Boolean.parseBoolean(lines.get(3))));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
