package dev.capstan.cli.registry;

import dev.capstan.cli.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a registry is reached. No option takes a password as its value: others could read it from the process list. */
public final class RegistryOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "User name for the registry, with --password-stdin. Default: the logins of"
                    + " $DOCKER_CONFIG/config.json, else of ~/.docker/config.json.")
    private @Nullable String username;

    @Option(names = "--password-stdin", description = "Read the password or token from standard input.")
    private boolean readsPassword;

    @Option(
            names = "--insecure-registry",
            description = "Speak plain HTTP where the registry has no TLS, and do not verify its certificate.")
    private boolean isInsecure;

    @Option(
            names = "--timeout",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "Time for everything together (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 300;

    /** Whether standard input is the password. */
    public boolean readsPassword() {
        return readsPassword;
    }

    /** The registry client of one command. */
    public RegistrySession open() {
        if ((username != null) != readsPassword) {
            throw new ParameterException(
                    spec.commandLine(), "--username and --password-stdin belong together: echo \"$TOKEN\" | capstan …");
        }
        return username == null
                ? RegistrySession.withLocalLogins(isInsecure, timeoutSeconds)
                : RegistrySession.withPassword(username, password(System.in), isInsecure, timeoutSeconds);
    }

    private static String password(InputStream input) {
        try {
            String text = new String(input.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("[\\r\\n]+$", "");
            if (text.isEmpty()) {
                throw new CommandFailure("--password-stdin: standard input is empty");
            }
            return text;
        } catch (IOException e) {
            throw new CommandFailure("--password-stdin: standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
