package dev.capstan.cli.options;

import dev.capstan.api.meta.GoDuration;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long a command waits for the cluster. */
public final class TimeoutOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long each step may take: 90s, 10m, or a number of seconds. Default: 5m.")
    private String timeout = "5m";

    /**
     * How long.
     *
     * @throws ParameterException when that is not a positive duration
     */
    public Duration timeout() {
        return GoDuration.parse(timeout.matches("[0-9]{1,9}") ? timeout + "s" : timeout)
                .filter(Duration::isPositive)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--timeout is a positive duration such as 90s, 10m or 300, not '" + timeout + "'"));
    }
}
