package dev.capstan.testkit.command;

import dev.capstan.devcluster.ClusterException;
import dev.capstan.devcluster.GoProgram;
import dev.capstan.devcluster.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A command that others wrote in Go, for tests that compare with it. It is built the first time, which takes minutes, and kept in the
 * user's cache folder by the content of the Go module that names its version.
 *
 * @param name of its file
 * @param shownName as people write it
 * @param owner the class whose resource {@code go/go.mod} is that module
 * @param source the Go package that is compiled
 * @param property the system property that names a command which is used instead
 */
public record RealCommand(String name, String shownName, Class<?> owner, String source, String property) {
    private static final List<String> FLAGS = List.of("-trimpath", "-buildvcs=false", "-ldflags=-s -w");

    /**
     * The command's file. Where there is neither a command nor a way to build one, the test that asks is skipped, with the reason
     * also in the log.
     *
     * @throws IllegalStateException when the property names something that is not a program
     */
    public Path orSkip() {
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
        var recipe = new GoProgram.Recipe(name, owner, source, FLAGS, texts);
        try {
            return new GoProgram(recipe, System.getenv(), Progress.on(System.out, false)).obtain();
        } catch (ClusterException e) {
            System.out.println("Skipped, for want of the real " + shownName + " command. " + e.getMessage());
            return Assumptions.abort(e.getMessage());
        }
    }
}
