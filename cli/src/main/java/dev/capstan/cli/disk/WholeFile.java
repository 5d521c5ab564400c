package dev.capstan.cli.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files so that others see the old content or the new one, never half of it. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Gives a file this content. One that is there keeps its permissions; a link stays and its target changes; what is not a regular file,
     * such as a pipe, is written to as it is. A new file gets the permissions that the user's mask leaves.
     */
    public static void write(Path file, byte[] content) throws IOException {
        if (!Files.isRegularFile(file)) {
            Files.write(file, content);
            return;
        }
        Path real = file.toRealPath();
        Path fresh = Files.createTempFile(real.getParent(), ".capstan", ".tmp");
        try {
            Files.write(fresh, content);
            if (Files.getFileStore(real).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(real));
            }
            Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Makes a file that only its owner may read.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one of this name
     */
    public static void createPrivate(Path file, byte[] content) throws IOException {
        if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, content);
        } else {
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        }
    }
}
