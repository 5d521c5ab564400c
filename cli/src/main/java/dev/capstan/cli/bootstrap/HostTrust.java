package dev.capstan.cli.bootstrap;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.terminal.Console;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.ssh.HostKey;
import dev.capstan.git.ssh.HostKeyScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides by which keys an SSH server is known to the cluster. */
final class HostTrust {

    private static final Duration SCAN = Duration.ofSeconds(30);

    /** What these servers publish on their own pages, as of 2026. */
    private static final Map<String, List<String>> PUBLISHED = Map.of(
            "github.com",
            List.of(
                    "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
                    "SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM",
                    "SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s"),
            "gitlab.com",
            List.of(
                    "SHA256:eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8",
                    "SHA256:HbW3g8zUjNSksFbqTiUWPWg2Bq1x8xdGUrliXFzSnUw",
                    "SHA256:ROQFvPThGrW4RuWLoL9tq9I9zJ42fK4XywyRtbOz/EQ"),
            "bitbucket.org",
            List.of(
                    "SHA256:ybgmFkzwOSotHTHLJgHO0QN8L0xErw6vd0VhFA9m3SM",
                    "SHA256:FC73VB6C4OQLSCrjEayhMp9UMxS97caD/Yyi2bhW/J0",
                    "SHA256:46OSHA1Rmj8E8ERTC6xkNcmGOw9oFxYr0WF6zWW8l1E"));

    private final Console console;
    private final Prompt prompt;
    private final GitSettings settings;
    private final Path ownFile;

    /** @param ownFile {@code known_hosts} of the person, which need not exist */
    HostTrust(Console console, Prompt prompt, GitSettings settings, Path ownFile) {
        this.console = console;
        this.prompt = prompt;
        this.settings = settings;
        this.ownFile = ownFile;
    }

    /**
     * The lines of {@code known_hosts} for a server, which the person has seen or knew before.
     *
     * @throws CommandFailure when it cannot be reached, or is not trusted
     */
    String linesFor(RemoteUrl url) {
        List<HostKey> shown = switch (new HostKeyScan(url, settings, SCAN).run()) {
            case GitResult.Failed<List<HostKey>>(var failure) -> throw new CommandFailure(failure.message());
            case GitResult.Success<List<HostKey>>(var keys) -> keys;
        };
        String own = ownLines();
        refuseContradicted(own, url, shown);
        List<HostKey> known = shown.stream()
                .filter(key -> HostKeyScan.standing(own, url, key) == HostKeyScan.Standing.KNOWN)
                .toList();
        if (!known.isEmpty()) {
            console.done("host keys of %s are those of %s".formatted(url.host(), ownFile));
            return lines(known);
        }
        if (areFor(own, url)) {
            throw new CommandFailure(
                    "%s shows none of the keys that %s has for it. Somebody may stand between you and it; if it has new keys, correct that file first"
                            .formatted(url.host(), ownFile));
        }
        return lines(ask(url, shown));
    }

    /** Whether lines of {@code known_hosts} say anything about a server. */
    boolean areFor(String lines, RemoteUrl url) {
        return HostKeyScan.isNamed(lines, url);
    }

    private String ownLines() {
        try {
            return Files.isReadable(ownFile) ? Files.readString(ownFile) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }

    private void refuseContradicted(String own, RemoteUrl url, List<HostKey> shown) {
        Optional<HostKey> contradicted = shown.stream()
                .filter(key -> HostKeyScan.standing(own, url, key) == HostKeyScan.Standing.CONTRADICTED)
                .findFirst();
        contradicted.ifPresent(key -> {
            throw new CommandFailure(
                    "%s shows the %s key %s, and %s has another one for it, or says that it is revoked. Somebody may stand between you and it; if it has a new key, correct that file first"
                            .formatted(url.host(), key.type(), key.fingerprint(), ownFile));
        });
    }

    private List<HostKey> ask(RemoteUrl url, List<HostKey> shown) {
        List<String> published = PUBLISHED.getOrDefault(url.host(), List.of());
        List<HostKey> recognised = shown.stream()
                .filter(key -> published.contains(key.fingerprint()))
                .toList();
        shown.forEach(key -> console.fact(
                key.type(),
                key.fingerprint() + (recognised.contains(key) ? "  (as " + url.host() + " publishes it)" : "")));
        if (!recognised.isEmpty()) {
            return recognised;
        }
        if (prompt.isSilent()) {
            console.say("These host keys of %s are trusted from now on: compare them with what its operator says"
                    .formatted(url.host()));
        } else if (!prompt.confirms("Are these the host keys of %s?".formatted(url.host()))) {
            throw new CommandFailure("The host keys of %s were not trusted: nothing was changed".formatted(url.host()));
        }
        return shown;
    }

    private static String lines(List<HostKey> keys) {
        return keys.stream().map(key -> key.line() + "\n").collect(Collectors.joining());
    }
}
