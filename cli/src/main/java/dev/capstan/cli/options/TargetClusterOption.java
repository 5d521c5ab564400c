package dev.capstan.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On which cluster a command runs the controllers. */
public final class TargetClusterOption {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Use this cluster. Default: $KUBECONFIG when it is set, else a cluster of its own.")
    private @Nullable Path kubeconfig;

    /** The kubeconfig that was named, if any. */
    public Optional<Path> kubeconfig() {
        return Optional.ofNullable(kubeconfig);
    }
}
