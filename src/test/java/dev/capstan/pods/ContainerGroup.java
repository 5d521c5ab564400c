package dev.capstan.pods;

import dev.capstan.devcluster.RealNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The processes of a container of a real node, as the kernel of this machine sees them.
 *
 * @param folder its control group
 */
record ContainerGroup(Path folder) {
    private static final Path FIRST_VERSION = Path.of("/sys/fs/cgroup/memory");
    private static final boolean IS_UNIFIED = !Files.isDirectory(FIRST_VERSION);

    /** That of the only container of a pod. */
    static ContainerGroup of(RealNode node, Pod pod) {
        String id = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
        String name = id.substring(id.lastIndexOf('/') + 1);
        Path root = IS_UNIFIED ? Path.of("/sys/fs/cgroup") : FIRST_VERSION;
        try (Stream<Path> groups = Files.walk(root.resolve(node.mark()))) {
            return groups.filter(group -> group.getFileName().toString().equals(name))
                    .findFirst()
                    .map(ContainerGroup::new)
                    .orElseThrow(() -> new IllegalStateException("no control group of " + name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Leaves the container hardly more memory than its processes cannot do without: the next pages that they ask for are too many.
     * The kernel refuses a limit that it cannot reach by giving up caches; then the next larger one is tried.
     */
    void takeAllFurtherMemory() {
        long step = 4L << 20;
        long most = Long.parseLong(read(IS_UNIFIED ? "memory.current" : "memory.usage_in_bytes")
                        .strip())
                + step;
        for (long limit = anonymousMemory(); limit <= most; limit += step) {
            try {
                Files.writeString(
                        folder.resolve(IS_UNIFIED ? "memory.max" : "memory.limit_in_bytes"), Long.toString(limit));
                return;
            } catch (IOException tooLittle) {
                // The next one.
            }
        }
        throw new IllegalStateException("the kernel takes no limit for " + folder);
    }

    private long anonymousMemory() {
        String name = IS_UNIFIED ? "anon " : "total_rss ";
        return read("memory.stat")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Ends its processes without a word to them. */
    void kill() {
        read("cgroup.procs")
                .lines()
                .map(Long::valueOf)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }
}
