package dev.capstan.secrets.sops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real program with one private key of age and nothing else of this machine. */
record RealSops(Path command, Path folder, String secretKey) {
    /** What it wrote and its exit status. */
    record Ran(int exit, byte[] out, String err) {}

    Ran run(String... args) {
        var line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(args));
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            var builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment()
                    .putAll(Map.of(
                            "HOME", folder.toString(), "SOPS_AGE_KEY", secretKey, "SOPS_DISABLE_VERSION_CHECK", "1"));
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the real program hangs");
            }
            return new Ran(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
