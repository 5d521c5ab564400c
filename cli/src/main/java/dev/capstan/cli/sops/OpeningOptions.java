package dev.capstan.cli.sops;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How files are decrypted. */
final class OpeningOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--ignore-mac",
            description =
                    "Take a file whose values do not match its MAC. Only for repair: somebody may have changed it.")
    private boolean ignoresMac;

    @Option(
            names = "--decryption-order",
            paramLabel = "KIND,...",
            description = "Which kinds of keys are tried first. Default: $SOPS_DECRYPTION_ORDER, else age,pgp.")
    private @Nullable String order;

    @Option(names = "--enable-local-keyservice", arity = "0..1", fallbackValue = "true", hidden = true)
    private String isLocal = "true";

    @Option(names = "--keyservice", hidden = true)
    private List<String> services = List.of();

    /** Whether the MAC does not count. */
    boolean ignoresMac() {
        return ignoresMac;
    }

    Optional<String> order() {
        return Optional.ofNullable(order);
    }

    /** Refuses what is accepted for the sake of scripts and cannot be done. */
    void check() {
        if (!isLocal.equals("true") || !services.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "key services of others are not asked: keys are used where this command runs");
        }
    }
}
