package dev.capstan.testkit.sops;

import dev.capstan.testkit.command.RealCommand;
import java.nio.file.Path;

/** The real SOPS and age commands, in the versions that {@code testkit/sops/go.mod} names. */
public final class SopsProgram {
    private static final RealCommand SOPS =
            new RealCommand("sops", "SOPS", SopsProgram.class, "github.com/getsops/sops/v3/cmd/sops", "sops.command");
    private static final RealCommand AGE =
            new RealCommand("age", "age", SopsProgram.class, "filippo.io/age/cmd/age", "age.command");

    private SopsProgram() {}

    /** The file of the SOPS command; the test that asks is skipped where there is neither a command nor a way to build one. */
    public static Path orSkip() {
        return SOPS.orSkip();
    }

    /** The file of the age command, as {@link #orSkip}. */
    public static Path ageOrSkip() {
        return AGE.orSkip();
    }
}
