package dev.capstan.testkit.kubeseal;

import dev.capstan.testkit.command.RealCommand;
import java.nio.file.Path;

/** The real kubeseal command, in the version that {@code testkit/kubeseal/go.mod} names. */
public final class KubesealProgram {
    private static final RealCommand COMMAND = new RealCommand(
            "kubeseal",
            "kubeseal",
            KubesealProgram.class,
            "github.com/bitnami-labs/sealed-secrets/cmd/kubeseal",
            "kubeseal.command");

    private KubesealProgram() {}

    /** The command's file; the test that asks is skipped where there is neither a command nor a way to build one. */
    public static Path orSkip() {
        return COMMAND.orSkip();
    }
}
