package dev.capstan.testkit.helm;

import dev.capstan.testkit.command.RealCommand;
import java.nio.file.Path;

/** The real Helm command, in the version that {@code testkit/helm/go.mod} names. */
public final class HelmProgram {
    private static final RealCommand COMMAND =
            new RealCommand("helm", "Helm", HelmProgram.class, "helm.sh/helm/v4/cmd/helm", "helm.command");

    private HelmProgram() {}

    /** The command's file; the test that asks is skipped where there is neither a command nor a way to build one. */
    public static Path orSkip() {
        return COMMAND.orSkip();
    }
}
