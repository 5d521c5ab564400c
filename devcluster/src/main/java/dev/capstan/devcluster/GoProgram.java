package dev.capstan.devcluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program whose Go sources travel in a jar. It is built once and kept in the user's cache folder, which has one folder per
 * content of the sources, build flags and Go version.
 */
public final class GoProgram {
    private static final Object BUILDING_IN_THIS_JVM = new Object();

    /** How Go says that it could not get modules: for the network, for a proxy, or because its settings forbid it. */
    private static final Pattern NO_MODULES = Pattern.compile("dial tcp|no such host|i/o timeout|proxyconnect"
            + "|TLS handshake|module lookup disabled|reading https?://\\S+: [45]\\d\\d ");

    private final Recipe recipe;
    private final GoSources sources;
    private final Map<String, String> environment;
    private final Progress progress;

    /**
     * What people read about a program.
     *
     * @param content what it consists of, in a few words
     * @param duration how long building takes, in a few words
     * @param withoutGo what can be done where there is no Go
     */
    public record Texts(String content, String duration, String withoutGo) {}

    /**
     * What is built.
     *
     * @param name of the program
     * @param owner the class whose resource {@code go/go.mod} is the module of the program
     * @param command the package that is compiled, {@code .} for the sources' own
     * @param flags of {@code go build}
     */
    public record Recipe(String name, Class<?> owner, String command, List<String> flags, Texts texts) {

        /** Puts what can be done in front of what the compiler said. */
        String explain(String output) {
            String advice;
            if (output.contains("no space left on device")) {
                advice = "The disk is full. Make room in the folders that `go env GOCACHE GOMODCACHE` names and in"
                        + " Capstan's cache folder, and start again.";
            } else if (output.contains("requires go >=") || output.contains("toolchain not available")) {
                advice = "This Go is too old: " + name
                        + " needs Go 1.26. Install it, or let Go fetch it (GOTOOLCHAIN=auto).";
            } else if (NO_MODULES.matcher(output).find()) {
                advice = "Go could not download the modules of " + name + ". Check the network, or set GOPROXY to a"
                        + " module proxy you can reach.";
            } else {
                advice = "The Go compiler refused the sources of " + name + ".";
            }
            return advice + "\n" + output;
        }
    }

    /** Looks for Go and the cache folder in the given environment variables. */
    public GoProgram(Recipe recipe, Map<String, String> environment, Progress progress) {
        this.recipe = recipe;
        this.sources = GoSources.of(recipe.owner());
        this.environment = Map.copyOf(environment);
        this.progress = progress;
    }

    /**
     * The program's file; builds it when it is not there yet. When several processes ask at once, one builds and the others wait
     * for it.
     *
     * @throws ClusterException when there is neither a program nor a way to build one
     */
    public Path obtain() {
        Optional<GoToolchain> go = GoToolchain.find(environment);
        if (go.isEmpty()) {
            return anyBuild()
                    .orElseThrow(() -> new ClusterException(recipe.texts().withoutGo()));
        }
        Path folder = folderOf(go.get());
        Path binary = folder.resolve(recipe.name());
        if (Files.isExecutable(binary)) {
            return binary;
        }
        try {
            synchronized (BUILDING_IN_THIS_JVM) {
                return buildAlone(go.get(), folder, binary);
            }
        } catch (IOException e) {
            throw new ClusterException("Cannot build " + recipe.name() + " in " + folder + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("Interrupted while building " + recipe.name(), e);
        }
    }

    /** The program's file where {@link #obtain} would not have to build it. */
    Optional<Path> ready() {
        Optional<GoToolchain> go = GoToolchain.find(environment);
        return go.isEmpty()
                ? anyBuild()
                : go.map(found -> folderOf(found).resolve(recipe.name())).filter(Files::isExecutable);
    }

    private Path folderOf(GoToolchain go) {
        return cacheFolder().resolve(sources.fingerprint(recipe.flags()) + "-" + go.version());
    }

    private Path buildAlone(GoToolchain go, Path folder, Path binary) throws IOException, InterruptedException {
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
            Path fresh = folder.resolve(recipe.name() + ".new");
            new GoBuild(go, recipe, work, progress).into(fresh);
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
        progress.step("Another process builds " + recipe.name() + " right now; waiting for it");
        return channel.lock();
    }

    /** Without Go its version is unknown; any build of the same sources and flags will do. */
    Optional<Path> anyBuild() {
        String prefix = sources.fingerprint(recipe.flags()) + "-";
        if (!Files.isDirectory(cacheFolder())) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(cacheFolder())) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(prefix))
                    .map(folder -> folder.resolve(recipe.name()))
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
        return caches.resolve("capstan").resolve(recipe.name());
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
