package dev.capstan.cli.registry;

import dev.capstan.cli.CommandFailure;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.oci.registry.RemoteRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A registry client with the logins of whoever runs the command. */
public final class RegistrySession implements AutoCloseable {
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL);
    private final RegistryClient client = new RegistryClient(http, RegistryLimits.DEFAULT);
    private final Function<RepositoryName, DockerConfig> logins;
    private final boolean isInsecure;
    private final Deadline deadline;

    private RegistrySession(Function<RepositoryName, DockerConfig> logins, boolean isInsecure, int seconds) {
        this.logins = logins;
        this.isInsecure = isInsecure;
        this.deadline = Deadline.in(Duration.ofSeconds(seconds));
    }

    /** With a login that was given for this command. */
    static RegistrySession withPassword(String username, String password, boolean isInsecure, int seconds) {
        var login = new RegistryLogin.Password(username, password);
        return new RegistrySession(name -> DockerConfig.of(name.registry(), login), isInsecure, seconds);
    }

    /** With the logins that {@code docker login} and others keep. */
    static RegistrySession withLocalLogins(boolean isInsecure, int seconds) {
        var logins = localLogins(configFile(System.getenv()));
        return new RegistrySession(_ -> logins, isInsecure, seconds);
    }

    private static Path configFile(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("DOCKER_CONFIG"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".docker"))
                .resolve("config.json");
    }

    static DockerConfig localLogins(Path file) {
        if (!Files.isRegularFile(file)) {
            return DockerConfig.EMPTY;
        }
        try {
            return switch (DockerConfig.parseOwn(Files.readAllBytes(file))) {
                case OciResult.Success<DockerConfig>(var config) -> config;
                case OciResult.Failed<DockerConfig>(OciFailure failure) ->
                    throw new CommandFailure(file + ": " + failure.message());
            };
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** A repository to work with. */
    public RemoteRepository open(RepositoryName name) {
        var tls = new TlsMaterial(Optional.empty(), Optional.empty(), isInsecure);
        return client.open(name, new RegistryAccess(logins.apply(name), tls, Optional.empty(), isInsecure), deadline);
    }

    /** The value of a result. */
    public static <T> T need(OciResult<T> result) {
        return switch (result) {
            case OciResult.Success<T>(var value) -> value;
            case OciResult.Failed<T>(var failure) ->
                throw new CommandFailure(failure.message()
                        + (failure instanceof OciFailure.LoginRejected
                                ? ". A login can be given with --username and --password-stdin"
                                : ""));
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
