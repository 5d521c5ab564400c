package dev.capstan.git.mirror;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The bare repository of a mirror. A mirror that has become untidy or damaged is not repaired: it gets a new generation, and the
 * old one is deleted when its last reader has left.
 */
final class Generation {
    private final Path directory;
    private final Repository repository;
    private int readers;
    private boolean retired;

    private Generation(Path directory, Repository repository) {
        this.directory = directory;
        this.repository = repository;
    }

    /** Opens the repository in the folder, made when absent, and removes what a killed process may have left. */
    static Generation open(Path directory) throws IOException {
        if (Files.exists(directory)) {
            removeLeftovers(directory);
        }
        var repository = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .build();
        if (!Files.exists(directory.resolve("HEAD"))) {
            delete(directory);
            repository.create(true);
        }
        return new Generation(directory, repository);
    }

    private static void removeLeftovers(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Generation::isLeftover).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isLeftover(Path file) {
        var name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.endsWith(".lock") || name.startsWith("incoming_") || name.startsWith("noz"));
    }

    Repository repository() {
        return repository;
    }

    boolean has(ObjectId object) throws IOException {
        return repository.getObjectDatabase().has(object);
    }

    int packs() throws IOException {
        try (var files = Files.list(directory.resolve("objects/pack"))) {
            return (int) files.filter(file -> file.toString().endsWith(".pack")).count();
        }
    }

    synchronized void enter() {
        readers++;
    }

    /** Enters, unless its files may be gone. */
    synchronized boolean hasEntered() {
        if (retired) {
            return false;
        }
        readers++;
        return true;
    }

    synchronized void leave() {
        readers--;
        deleteWhenUnused();
    }

    /** No longer the present generation. */
    synchronized void retire() {
        retired = true;
        deleteWhenUnused();
    }

    /** Lets go of the files without deleting them. */
    void close() {
        repository.close();
    }

    private void deleteWhenUnused() {
        if (retired && readers == 0) {
            repository.close();
            try {
                delete(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete the old mirror '" + directory.getFileName() + "'", e);
            }
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            throw new IOException("somebody else deletes files in a mirror: " + e.getMessage(), e);
        }
    }
}
