package dev.capstan.cli.options;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** In which namespaces a command looks. */
public final class NamespaceOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Only this namespace. Default: all; needed when several have that name.")
    private @Nullable String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "All namespaces, which is the default.")
    private boolean everywhere;

    /**
     * The only namespace to look in; empty for all.
     *
     * @throws ParameterException when both options are given
     */
    public Optional<String> namespace() {
        if (everywhere && namespace != null) {
            throw new ParameterException(spec.commandLine(), "--namespace and --all-namespaces exclude each other");
        }
        return Optional.ofNullable(namespace);
    }

    /** Whether one of the options says which. */
    public boolean isGiven() {
        return everywhere || namespace != null;
    }
}
