package dev.capstan.image.pullrequest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.AutomationGit;
import dev.capstan.api.image.AutomationSourceRef;
import dev.capstan.api.image.CommitUser;
import dev.capstan.api.image.GitCommit;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.ImageUpdateAutomationSpec;
import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.api.image.PullRequestMerge;
import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.image.PullRequestStatus;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitReference;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.forge.ChecksState;
import dev.capstan.forge.ChecksState.Verdict;
import dev.capstan.forge.PullRequest;
import dev.capstan.forge.PullRequest.State;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitResult;
import dev.capstan.git.GitSettings;
import dev.capstan.git.ReferenceSelector;
import dev.capstan.git.Remote;
import dev.capstan.git.RemoteUrl;
import dev.capstan.git.write.CommitOutcome;
import dev.capstan.git.write.CommitRequest;
import dev.capstan.git.write.RemoteCommits;
import dev.capstan.http.AddressRule;
import dev.capstan.image.automation.message.CommitMessage;
import dev.capstan.image.automation.policy.KnownPolicy;
import dev.capstan.image.automation.run.AutomationOutcome;
import dev.capstan.image.automation.run.AutomationPorts;
import dev.capstan.image.automation.run.AutomationRun;
import dev.capstan.image.automation.run.AutomationSnapshot;
import dev.capstan.images.setter.ImageSetter;
import dev.capstan.testkit.git.GitBackendServer;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of an automation with a real Git server, and a forge in memory. */
class PullRequestFlowIT {
    private static final String BRANCH = "capstan/images/apps/fleet";
    private static final String WEB = "image: web:%s # {\"$imagepolicy\": \"apps:web\"}\n";
    private static final String DB = "image: db:%s # {\"$imagepolicy\": \"apps:db\"}\n";

    @TempDir
    private Path folder;

    private final MemoryForge forge = new MemoryForge();
    private ImageUpdateAutomationStatus status = ImageUpdateAutomationStatus.INITIAL;
    private ScratchRepository repository;
    private GitBackendServer server;
    private RemoteCommits commits;

    @BeforeEach
    void serve() throws IOException {
        repository = ScratchRepository.create(folder, "fleet");
        repository.commit("one", Map.of("web.yaml", WEB.formatted("1.0"), "db.yaml", DB.formatted("5")));
        server = GitBackendServer.serve(folder);
        commits = RemoteCommits.open(
                folder.resolve("work"), new GitSettings(AddressRule.LOCAL, GitLimits.DEFAULT), Clock.systemUTC());
    }

    @AfterEach
    void stop() throws IOException {
        commits.close();
        server.close();
    }

    private AutomationOutcome run(PullRequestSpec spec, String... policiesAndTags) {
        var remote =
                Remote.of(RemoteUrl.parse(server.url("fleet")).success().orElseThrow(), new Credentials.Anonymous());
        var source = new GitRepositorySpec(
                server.url("fleet"),
                "1m",
                null,
                new GitReference("main", null, null, null, null),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                false,
                List.of(),
                false);
        var messages = new CommitMessage(Clock.systemUTC(), new SecureRandom());
        var ports = new AutomationPorts(
                _ -> new AutomationPorts.Sources.Lookup.Found(source),
                new OneRemote(remote),
                (_, _) -> new AutomationPorts.Signers.Read.Unusable("there are no keys"),
                new OneRepository(commits),
                new ProposalRun(
                        _ -> new ForgeAccounts.Opened.Open(forge),
                        messages,
                        ImageOrigins.UNKNOWN,
                        (_, _) -> {},
                        Clock.systemUTC()));
        var automation = new ImageUpdateAutomationSpec(
                new AutomationSourceRef(null, "GitRepository", "fleet", null),
                "1m",
                null,
                new AutomationGit(
                        null, new GitCommit(new CommitUser("bot@example.com", "Bot"), null, null, Map.of()), null),
                null,
                spec,
                false);
        var outcome = new AutomationRun(ports, messages, new ImageSetter(), false)
                .run(new AutomationSnapshot(
                        new ObjectKey("apps", "fleet"), 1, automation, status, policies(policiesAndTags)));
        outcome.findings()
                .ifPresent(found -> status = status.withRun(
                                "2026-11-29T12:00:00Z",
                                found.policies(),
                                found.revision().orElse(null))
                        .withLeftAlone(found.leftAlone())
                        .withPullRequests(found.pullRequests()));
        assertThat(outcome.failure().map(Failure::message)).isEmpty();
        return outcome;
    }

    private record OneRemote(Remote remote) implements AutomationPorts.Remotes {
        @Override
        public Opened open(String namespace, GitRepositorySpec spec, Duration timeout) {
            return new Opened.Open(remote);
        }

        @Override
        public void refused(Remote refused) {}
    }

    private record OneRepository(RemoteCommits commits) implements AutomationPorts.Repository {
        @Override
        public GitResult<Optional<String>> head(Remote remote, ReferenceSelector.Branch branch, Duration timeout) {
            return commits.head(remote, branch, timeout);
        }

        @Override
        public GitResult<CommitOutcome> commit(Remote remote, CommitRequest request, Duration timeout) {
            return commits.commit(remote, request, timeout);
        }
    }

    private static List<KnownPolicy> policies(String... policiesAndTags) {
        return List.of(policiesAndTags).stream()
                .map(text -> text.split(":", 2))
                .map(parts -> new KnownPolicy(
                        parts[0],
                        Map.of(),
                        new ObjectKey("apps", parts[0]),
                        Optional.of(new ImageRef(parts[0], parts[1], null)),
                        new KnownPolicy.Verdict.Holds()))
                .toList();
    }

    private static PullRequestSpec spec(String groupBy, @Nullable PullRequestMerge merge) {
        return new PullRequestSpec("github", null, null, groupBy, null, List.of(), List.of(), merge, null);
    }

    private String fileOn(String branch, String path) {
        repository.git("fetch", "-q", "origin");
        return repository.git("show", "origin/" + branch + ":" + path);
    }

    @Test
    void opensUpdatesAndClosesOne() {
        var plain = spec("all", null);

        run(plain, "web:1.1");
        assertThat(fileOn(BRANCH, "web.yaml")).isEqualTo(WEB.formatted("1.1"));
        assertThat(fileOn("main", "web.yaml")).isEqualTo(WEB.formatted("1.0"));
        assertThat(forge.all).singleElement().extracting(PullRequest::title).isEqualTo("Update web from 1.0 to 1.1");

        run(plain, "web:1.2");
        assertThat(fileOn(BRANCH, "web.yaml")).isEqualTo(WEB.formatted("1.2"));
        assertThat(forge.all).singleElement().extracting(PullRequest::title).isEqualTo("Update web from 1.0 to 1.2");

        assertThat(run(plain, "web:1.2").events()).isEmpty();

        repository.commit("by hand", Map.of("web.yaml", WEB.formatted("1.2")));
        var outcome = run(plain, "web:1.2");
        assertThat(forge.all).singleElement().extracting(PullRequest::state).isEqualTo(State.CLOSED);
        assertThat(outcome.events()).singleElement().asString().startsWith("closed pull request 1");
        assertThat(status.pullRequests()).extracting(PullRequestStatus::state).containsExactly("closed");
    }

    @Test
    void eachPolicyMayHaveItsOwn() {
        run(spec("policy", null), "web:1.1", "db:6");

        assertThat(forge.all)
                .extracting(PullRequest::source)
                .containsExactly("capstan/images/apps/db", "capstan/images/apps/web");
    }

    @Test
    void mergesOnlyWhatItPushedItself() {
        var merging = spec("all", new PullRequestMerge("checksPass", "merge"));
        run(merging, "web:1.1");
        forge.checks = new ChecksState(Verdict.GREEN, List.of());

        repository.git("fetch", "-q", "origin");
        repository.git("switch", "-q", "-c", "theirs", "origin/" + BRANCH);
        repository.write("note.txt", "wait\n");
        repository.git("add", "-A");
        repository.git("commit", "-q", "-m", "a note");
        repository.git("push", "-q", "origin", "HEAD:" + BRANCH);
        forge.head = repository.head();
        run(merging, "web:1.1");
        assertThat(forge.all).singleElement().extracting(PullRequest::state).isEqualTo(State.OPEN);

        run(merging, "web:1.2");
        assertThat(fileOn(BRANCH, "note.txt")).isEqualTo("wait\n");
        assertThat(fileOn(BRANCH, "web.yaml")).isEqualTo(WEB.formatted("1.2"));
        assertThat(forge.calls).noneMatch(call -> call.startsWith("merge"));
    }

    @Test
    void mergesItsOwnCommitsWhenChecksAreGreen() {
        var merging = spec("all", new PullRequestMerge("checksPass", "squash"));
        run(merging, "web:1.1");
        forge.checks = new ChecksState(Verdict.GREEN, List.of());
        repository.git("fetch", "-q", "origin");
        forge.head = repository.git("rev-parse", "origin/" + BRANCH).strip();
        forge.become(1, State.OPEN);

        run(merging, "web:1.1");

        assertThat(forge.calls).endsWith("merge 1 SQUASH", "delete " + BRANCH);
        assertThat(status.pullRequests()).extracting(PullRequestStatus::state).containsExactly("merged");
    }
}
