package dev.capstan.devcluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the devcluster program comes from: a ready one named by {@value #VARIABLE}, else the cache, else the compiler.
 * The cache has one folder per content of the sources, build flags and Go version.
 */
public final class DevclusterBinary {

    /** Environment variable that names a ready program. */
    public static final String VARIABLE = "CAPSTAN_DEVCLUSTER_BINARY";

    private static final Object BUILDING_IN_THIS_JVM = new Object();

    private final Map<String, String> environment;
    private final Progress progress;

    /** Looks for Go, the cache folder and {@value #VARIABLE} in the given environment variables. */
    public DevclusterBinary(Map<String, String> environment, Progress progress) {
        this.environment = Map.copyOf(environment);
        this.progress = progress;
    }

    /** Whether {@link #obtain} has a chance: a program is there, or Go is. */
    public boolean isPossible() {
        return environment.containsKey(VARIABLE)
                || GoToolchain.find(environment).isPresent()
                || cachedFor(GoSources.load()).isPresent();
    }

    /**
     * The program's file; builds it when it is not there yet, which takes minutes. When several processes ask at once, one
     * builds and the others wait for it.
     *
     * @throws ClusterException when there is neither a program nor a way to build one
     */
    public Path obtain() {
        String named = environment.get(VARIABLE);
        if (named != null) {
            return existing(Path.of(named));
        }
        GoSources sources = GoSources.load();
        Optional<GoToolchain> go = GoToolchain.find(environment);
        if (go.isEmpty()) {
            return cachedFor(sources).orElseThrow(() -> new ClusterException(NO_GO));
        }
        Path folder = cacheFolder()
                .resolve(sources.fingerprint(GoBuild.FLAGS) + "-" + go.get().version());
        Path binary = folder.resolve("devcluster");
        if (Files.isExecutable(binary)) {
            return binary;
        }
        try {
            synchronized (BUILDING_IN_THIS_JVM) {
                return buildAlone(go.get(), sources, folder, binary);
            }
        } catch (IOException e) {
            throw new ClusterException("Cannot build devcluster in " + folder + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while building devcluster", e);
        }
    }

    private static final String NO_GO = """
            No Kubernetes cluster to work with, and no Go to build one. One of these helps:
              - install Go 1.26 or newer (Debian: apt-get install golang-go; macOS: brew install go; or name it: CAPSTAN_GO=/folder/bin/go)
              - use a cluster you have: export CAPSTAN_CLUSTER=current (kubectl's current context) or CAPSTAN_CLUSTER=/path/of/kubeconfig
              - name a folder with the kube-apiserver and etcd programs: export KUBEBUILDER_ASSETS=/folder (no NATS, no controllers)""";

    private static Path existing(Path binary) {
        if (!Files.isExecutable(binary)) {
            throw new ClusterException(VARIABLE + " names " + binary + ", which is not a program");
        }
        return binary;
    }

    private Path buildAlone(GoToolchain go, GoSources sources, Path folder, Path binary)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = acquire(channel)) {
            if (Files.isExecutable(binary)) {
                return binary; // the one we waited for has built it
            }
            Path work = folder.resolve("src");
            deleteRecursively(work);
            sources.writeTo(work);
            Path fresh = folder.resolve("devcluster.new");
            new GoBuild(go, work, progress).into(fresh);
            Files.move(fresh, binary, StandardCopyOption.ATOMIC_MOVE);
            deleteRecursively(work);
            return binary;
        }
    }

    private FileLock acquire(FileChannel channel) throws IOException {
        FileLock free = channel.tryLock();
        if (free != null) {
            return free;
        }
        progress.step("Another process builds devcluster right now; waiting for it");
        return channel.lock();
    }

    /** Without Go its version is unknown; any build of the same sources and flags will do. */
    private Optional<Path> cachedFor(GoSources sources) {
        String prefix = sources.fingerprint(GoBuild.FLAGS) + "-";
        if (!Files.isDirectory(cacheFolder())) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(cacheFolder())) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(prefix))
                    .map(folder -> folder.resolve("devcluster"))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException e) {
            throw new ClusterException("Cannot read the cache folder " + cacheFolder(), e);
        }
    }

    private Path cacheFolder() {
        String xdg = environment.get("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(xdg);
        return caches.resolve("capstan").resolve("devcluster");
    }

    private static void deleteRecursively(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) found.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
