package dev.capstan.testkit.sops;

import dev.capstan.devcluster.ClusterException;
import dev.capstan.devcluster.GoProgram;
import dev.capstan.devcluster.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The real SOPS command, in the version that {@code testkit/sops/go.mod} names. It is built with Go the first time, which takes
 * minutes, and kept in the user's cache folder by the content of that module.
 */
public final class SopsProgram {
    /** Names a command that is used instead. */
    public static final String PROPERTY = "sops.command";

    private static final GoProgram.Recipe RECIPE = new GoProgram.Recipe(
            "sops",
            SopsProgram.class,
            "github.com/getsops/sops/v3/cmd/sops",
            List.of("-trimpath", "-buildvcs=false", "-ldflags=-s -w"),
            new GoProgram.Texts(
                    "the SOPS command",
                    "2 to 5 minutes",
                    "There is no Go to build the real SOPS command with. Install Go 1.26 or newer, name it"
                            + " (CAPSTAN_GO=/folder/bin/go), or name a SOPS command: -D" + PROPERTY
                            + "=/folder/sops"));

    private SopsProgram() {}

    /**
     * The command's file. Where there is neither a command nor a way to build one, the test that asks is skipped, with the reason
     * also in the log.
     *
     * @throws IllegalStateException when the property names something that is not a program
     */
    public static Path orSkip() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isEmpty()) {
            Path command = Path.of(named);
            if (!Files.isExecutable(command)) {
                throw new IllegalStateException(PROPERTY + " names " + named + ", which is not a program");
            }
            return command;
        }
        try {
            return new GoProgram(RECIPE, System.getenv(), Progress.on(System.out, false)).obtain();
        } catch (ClusterException e) {
            System.out.println("Skipped, for want of the real SOPS command. " + e.getMessage());
            return Assumptions.abort(e.getMessage());
        }
    }
}
