package dev.capstan.git.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.http.AddressRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who sets files of a repository. */
record Automation(Path folder, RemoteCommits commits, Remote remote) implements AutoCloseable {
    private static final Person ROBOT = new Person("Robot", "robot@example.org");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    static Automation open(Path folder, String url) throws IOException {
        var settings = new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT);
        return new Automation(folder, RemoteCommits.open(folder, settings, Clock.systemUTC()), anonymous(url));
    }

    private static Remote anonymous(String url) {
        return Remote.of(RemoteUrl.parse(url).orElseThrow(), new Credentials.Anonymous());
    }

    Automation at(String url) {
        return as(anonymous(url));
    }

    Automation as(Remote other) {
        return new Automation(folder, commits, other);
    }

    CommitRequest request(String checkout, String pushBranch, Editor editor) {
        return new CommitRequest(
                ReferenceSelector.branch(checkout).orElseThrow(),
                pushBranch,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                editor);
    }

    CommitRequest setting(String checkout, String pushBranch, String file, String text) {
        return request(checkout, pushBranch, _ -> Optional.of(edit(file, text)));
    }

    Edit edit(String file, String text) {
        return new Edit(Map.of(file, text.getBytes(UTF_8)), ROBOT, "Set " + file);
    }

    GitResult<CommitOutcome> commit(CommitRequest request) {
        return commit(request, TIMEOUT);
    }

    GitResult<CommitOutcome> commit(CommitRequest request, Duration timeout) {
        return commits.commit(remote, request, timeout);
    }

    GitResult<Optional<String>> head(String branch) {
        return commits.head(remote, new ReferenceSelector.Branch(branch), TIMEOUT);
    }

    CommitOutcome.Pushed pushed(CommitRequest request) {
        return switch (commit(request).orElseThrow()) {
            case CommitOutcome.Pushed pushed -> pushed;
            case CommitOutcome.Refused(var refusal) -> throw new AssertionError(refusal.message());
            case CommitOutcome.NothingToDo nothing -> throw new AssertionError(nothing.toString());
        };
    }

    /** Everything that attempts have left behind. */
    List<Path> scratchFiles() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> folder.relativize(file).toString().contains("/scratch/"))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        commits.close();
    }
}
