package dev.capstan.testkit.sops;

import dev.capstan.devcluster.ClusterException;
import dev.capstan.devcluster.GoProgram;
import dev.capstan.devcluster.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The real SOPS and age commands, in the versions that {@code testkit/sops/go.mod} names. They are built with Go the first time, which
 * takes minutes, and kept in the user's cache folder by the content of that module.
 */
public final class SopsProgram {
    /** Names a SOPS command that is used instead. */
    public static final String PROPERTY = "sops.command";

    /** Names an age command that is used instead. */
    public static final String AGE_PROPERTY = "age.command";

    private static final List<String> FLAGS = List.of("-trimpath", "-buildvcs=false", "-ldflags=-s -w");

    private SopsProgram() {}

    /**
     * The file of the SOPS command. Where there is neither a command nor a way to build one, the test that asks is skipped, with the
     * reason also in the log.
     *
     * @throws IllegalStateException when the property names something that is not a program
     */
    public static Path orSkip() {
        return orSkip("sops", "SOPS", "github.com/getsops/sops/v3/cmd/sops", PROPERTY);
    }

    /** The file of the age command, as {@link #orSkip}. */
    public static Path ageOrSkip() {
        return orSkip("age", "age", "filippo.io/age/cmd/age", AGE_PROPERTY);
    }

    private static Path orSkip(String name, String shownName, String command, String property) {
        String named = System.getProperty(property, "");
        if (!named.isEmpty()) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new IllegalStateException(property + " names " + named + ", which is not a program");
            }
            return Path.of(named);
        }
        var texts = new GoProgram.Texts(
                "the " + shownName + " command",
                "1 to 5 minutes",
                "There is no Go to build the real " + shownName + " command with. Install Go 1.26 or newer, name it"
                        + " (CAPSTAN_GO=/folder/bin/go), or name such a command: -D" + property + "=/folder/" + name);
        var recipe = new GoProgram.Recipe(name, SopsProgram.class, command, FLAGS, texts);
        try {
            return new GoProgram(recipe, System.getenv(), Progress.on(System.out, false)).obtain();
        } catch (ClusterException e) {
            System.out.println("Skipped, for want of the real " + shownName + " command. " + e.getMessage());
            return Assumptions.abort(e.getMessage());
        }
    }
}
