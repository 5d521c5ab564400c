package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.Invocation;
import dev.capstan.secrets.rules.SopsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the configuration that holds for a file: the one that was named, or the nearest {@code .sops.yaml} in its folder or above it, or else in
 * the working folder or above that, which is where the sops command begins.
 */
public final class SopsConfigFiles {
    private static final int MOST_FOLDERS = 100;
    private static final String MISNAMED = ".sops.yml";

    private final Optional<Path> named;
    private final Invocation invocation;
    private final Map<Path, SopsConfigFile> read = new HashMap<>();
    private @Nullable Path warned;

    /** @param named the only one, whatever the file */
    public SopsConfigFiles(Optional<Path> named, Invocation invocation) {
        this.named = named;
        this.invocation = invocation;
    }

    /**
     * The configuration for a file; empty when there is none.
     *
     * @throws CommandFailure when it cannot be read
     */
    public Optional<SopsConfigFile> forFile(Path file) {
        if (named.isPresent()) {
            return Optional.of(of(named.get().toAbsolutePath().normalize()));
        }
        return above(file.toAbsolutePath().normalize().getParent())
                .or(() -> above(Path.of("").toAbsolutePath().normalize()));
    }

    private Optional<SopsConfigFile> above(@Nullable Path lowest) {
        Path folder = lowest;
        for (int i = 0; i < MOST_FOLDERS && folder != null; i++) {
            Path candidate = folder.resolve(SopsConfig.NAME);
            if (Files.isRegularFile(candidate)) {
                return Optional.of(of(candidate));
            }
            warnOfMisnamed(folder.resolve(MISNAMED));
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    private void warnOfMisnamed(Path file) {
        if (!file.equals(warned) && Files.isRegularFile(file)) {
            warned = file;
            invocation.warn(file + " is not read: its name must be " + SopsConfig.NAME);
        }
    }

    private SopsConfigFile of(Path file) {
        SopsConfigFile known = read.get(file);
        if (known == null) {
            known = parsed(file);
            read.put(file, known);
        }
        return known;
    }

    private static SopsConfigFile parsed(Path file) {
        try {
            byte[] text = Files.readAllBytes(file);
            return new SopsConfigFile(file, SopsSession.need(SopsConfig.parse(file.toString(), text)), text);
        } catch (IOException e) {
            throw new CommandFailure(
                    "Cannot read " + file + ": " + (Files.exists(file) ? e.getMessage() : "there is no such file"));
        }
    }
}
