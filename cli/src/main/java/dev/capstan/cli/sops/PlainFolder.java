package dev.capstan.cli.sops;

import dev.capstan.cli.process.Invocation;
import dev.capstan.cli.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where plain text lies for the time of a command: a folder that only its user can enter, in memory where the system has such storage. */
final class PlainFolder {
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    private PlainFolder() {}

    /** Makes one; whoever gets it closes it. Warns when its content will be on a disk. */
    static TemporaryFolder create(Invocation invocation) {
        List<Path> candidates = Stream.concat(
                        invocation.variable("XDG_RUNTIME_DIR").map(Path::of).stream(), Stream.of(Path.of("/dev/shm")))
                .toList();
        for (Path candidate : candidates) {
            if (Files.isDirectory(candidate) && Files.isWritable(candidate) && isInMemory(candidate)) {
                return TemporaryFolder.in(candidate);
            }
        }
        Path usual = Path.of(invocation.variable("TMPDIR").orElseGet(() -> System.getProperty("java.io.tmpdir")));
        if (!isInMemory(usual)) {
            invocation.warn(
                    "this system has no storage in memory; plain text lies in " + usual + " until the command ends");
        }
        return TemporaryFolder.in(usual);
    }

    static boolean isInMemory(Path folder) {
        try {
            return IN_MEMORY.contains(Files.getFileStore(folder).type());
        } catch (IOException e) {
            return false; // then it is not used as if it were
        }
    }
}
