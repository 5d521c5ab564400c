package dev.capstan.cli.sops;

import dev.capstan.cli.process.CommandScope;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Programs of the user that have the terminal while they run. None outlives the command: a signal that ends the command ends them first. */
final class ForegroundProgram {
    private static final int PATIENCE_SECONDS = 10;

    private ForegroundProgram() {}

    /**
     * Runs one and waits for its end.
     *
     * @return its exit code
     * @throws IOException when it cannot be started
     */
    static int run(CommandScope scope, ProcessBuilder builder) throws IOException {
        Process process = builder.inheritIO().start();
        scope.keep(() -> end(process));
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
