package dev.capstan.containers;

import dev.capstan.containers.engine.ProgramImage;
import dev.capstan.devcluster.DevclusterBinary;
import dev.capstan.devcluster.GoProgram;
import dev.capstan.devcluster.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An image that behaves as that of K3s does as far as its starter sees, with devcluster inside: it shows that a cluster in a
 * container is started, reached and ended. It shows nothing about K3s.
 */
final class K3sStandIn {

    private static final GoProgram.Recipe RECIPE = new GoProgram.Recipe(
            "k3s-stand-in",
            K3sStandIn.class,
            ".",
            List.of("-trimpath", "-buildvcs=false", "-ldflags=-s -w"),
            new GoProgram.Texts(
                    "a stand-in for K3s",
                    "some seconds",
                    "There is no Go to build the stand-in for K3s with. Install Go 1.26, or name it: CAPSTAN_GO=/folder/bin/go"));

    private K3sStandIn() {}

    /** Gives it to the engine; returns its name. */
    static String make() {
        Progress progress = Progress.on(System.out, false);
        Path standIn = new GoProgram(RECIPE, System.getenv(), progress).obtain();
        Path devcluster = new DevclusterBinary(System.getenv(), progress).obtain();
        // The image has no entry point: the first word of K3s' command is the program.
        return ProgramImage.make(
                "k3s-stand-in", Map.of("/usr/bin/server", standIn, "/usr/bin/devcluster", devcluster), Map.of());
    }
}
