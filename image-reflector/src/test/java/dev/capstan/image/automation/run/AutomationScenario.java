package dev.capstan.image.automation.run;

import dev.capstan.api.image.AutomationGit;
import dev.capstan.api.image.AutomationSourceRef;
import dev.capstan.api.image.CommitUser;
import dev.capstan.api.image.GitCommit;
import dev.capstan.api.image.GitPush;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.ImageUpdateAutomationSpec;
import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.image.SigningKey;
import dev.capstan.api.image.UpdateStrategy;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.LabelSelector;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitReference;
import dev.capstan.api.source.GitRepositorySpec;
import dev.capstan.git.Credentials;
import dev.capstan.git.Remote;
import dev.capstan.git.write.Person;
import dev.capstan.image.automation.message.CommitMessage;
import dev.capstan.image.automation.policy.KnownPolicy;
import dev.capstan.image.automation.policy.KnownPolicy.Verdict;
import dev.capstan.image.automation.proposal.PullRequestReport;
import dev.capstan.image.automation.proposal.PullRequestTask;
import dev.capstan.images.setter.ImageSetter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An automation of a repository in memory, run after run. */
final class AutomationScenario {
    static final Person BOT = new Person("Bot", "bot@example.org");
    static final Person ADA = new Person("Ada", "ada@example.org");
    static final ObjectKey KEY = new ObjectKey("shop", "updates");

    final InMemoryRepository repository = new InMemoryRepository();
    final Map<String, KnownPolicy> policies = new LinkedHashMap<>();
    final List<PullRequestTask> proposed = new ArrayList<>();
    ImageUpdateAutomationStatus status = ImageUpdateAutomationStatus.INITIAL;
    Optional<GitRepositorySpec> source = Optional.of(new GitRepositorySpec(
            "https://git.example.org/config.git",
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
            false));
    boolean crossNamespaceAllowed = true;
    Optional<Failure> notProposed = Optional.empty();
    AutomationPorts.Signers signers = (_, _) -> new AutomationPorts.Signers.Read.Unusable("no key here");

    @Nullable String template = "Set {{ .NewTag }}";

    @Nullable String path;

    @Nullable GitPush push;

    @Nullable PullRequestSpec pullRequest;

    @Nullable LabelSelector selector;

    @Nullable SigningKey signingKey;

    long generation = 1;

    static String marked(String image, String policy) {
        return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  image: " + image
                + " # {\"$imagepolicy\": \"" + policy + "\"}\n";
    }

    AutomationScenario policy(String name, String tag) {
        return policy(name, Optional.of(new ImageRef(name, tag, null)), new Verdict.Holds());
    }

    AutomationScenario policy(String name, Optional<ImageRef> latest, Verdict verdict) {
        policies.put(name, new KnownPolicy(name, Map.of("app", name), new ObjectKey("shop", name), latest, verdict));
        return this;
    }

    AutomationScenario file(Person author, String path, String text) {
        repository.commit("main", author, "Set " + path, Map.of(path, text));
        return this;
    }

    private ImageUpdateAutomationSpec spec() {
        var commit = new GitCommit(new CommitUser(BOT.email(), BOT.name()), signingKey, template, Map.of());
        return new ImageUpdateAutomationSpec(
                new AutomationSourceRef(null, "GitRepository", "config", null),
                "1m",
                selector,
                new AutomationGit(null, commit, push),
                new UpdateStrategy(UpdateStrategy.SETTERS, path),
                pullRequest,
                false);
    }

    private record Access() implements AutomationPorts.Remotes {
        @Override
        public Opened open(String namespace, GitRepositorySpec spec, Duration timeout) {
            return new Opened.Open(Remote.of(InMemoryRepository.url(), new Credentials.Anonymous()));
        }

        @Override
        public void refused(Remote remote) {}
    }

    /** Runs once, and keeps what the status would. */
    AutomationOutcome run() {
        var ports = new AutomationPorts(
                _ -> source.<AutomationPorts.Sources.Lookup>map(AutomationPorts.Sources.Lookup.Found::new)
                        .orElseGet(() -> new AutomationPorts.Sources.Lookup.Missing("does not exist")),
                new Access(),
                (namespace, key) -> signers.read(namespace, key),
                repository,
                task -> {
                    proposed.add(task);
                    return new PullRequestReport(task.known(), List.of(), notProposed);
                });
        var run = new AutomationRun(
                ports,
                new CommitMessage(Clock.systemUTC(), new SecureRandom()),
                new ImageSetter(),
                crossNamespaceAllowed);
        AutomationOutcome outcome =
                run.run(new AutomationSnapshot(KEY, generation, spec(), status, List.copyOf(policies.values())));
        remember(outcome);
        return outcome;
    }

    private void remember(AutomationOutcome outcome) {
        for (var done : outcome.pushes()) {
            status = status.withPush(done.commit(), "2026-01-01T00:00:00Z");
        }
        outcome.findings()
                .ifPresent(found -> status = status.withRun(
                                "2026-01-01T00:00:00Z",
                                found.policies(),
                                found.revision().orElse(null))
                        .withLeftAlone(found.leftAlone()));
        if (outcome.failure().isEmpty()) {
            var ready = Condition.isTrue(
                    Condition.READY, Reason.SUCCEEDED, ReadyText.of(outcome.notes()), generation, Instant.EPOCH);
            status = status.with(
                    status.common().withConditions(Conditions.NONE.with(ready)).withObservedGeneration(generation));
        }
    }
}
