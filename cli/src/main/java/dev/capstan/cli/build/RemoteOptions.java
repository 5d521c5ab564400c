package dev.capstan.cli.build;

import dev.capstan.cli.terminal.SlowNotice;
import dev.capstan.http.AddressRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a build may fetch from other machines. */
final class RemoteOptions {
    @Option(
            names = "--no-remote-bases",
            description = "Refuse bases that lie in other repositories, before any network access.")
    private boolean areForbidden;

    @Option(names = "--allow-local-remotes", description = "Fetch bases from servers on this machine, too.")
    private boolean allowsLoopback;

    @Option(
            names = "--remote-timeout",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "Time for fetching one repository (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 60;

    @Option(
            names = "--remote-cache",
            paramLabel = "DIR",
            description =
                    "Folder that keeps fetched repositories (default: capstan/remote-bases in your cache folder).")
    private @Nullable Path cache;

    boolean areForbidden() {
        return areForbidden;
    }

    FetchedBases open(Map<String, String> environment, SlowNotice notice) {
        AddressRule addresses = allowsLoopback ? AddressRule.LOCAL : AddressRule.STRICT;
        Path home = Path.of(System.getProperty("user.home"));
        return new FetchedBases(
                cache == null ? cache(environment, home) : cache,
                addresses,
                Duration.ofSeconds(timeoutSeconds),
                new SshFolder(home.resolve(".ssh")),
                notice);
    }

    private static Path cache(Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = configured.isEmpty() ? home.resolve(".cache") : Path.of(configured);
        return base.resolve("capstan/remote-bases");
    }
}
