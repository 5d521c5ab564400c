package dev.capstan.cli.options;

import dev.capstan.api.meta.GoDuration;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a command waits for what comes of it, and how long. */
public final class WaitOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait for what comes of it, which is the default; --no-wait asks only.")
    private boolean isWaiting = true;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait: 90s, 10m, or a number of seconds. Default: 5m.")
    private String timeout = "5m";

    /** Whether to wait. */
    public boolean isWaiting() {
        return isWaiting;
    }

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
