package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.metric.ReconcileMetrics;
import dev.capstan.runtime.object.FakeObjectClient;
import dev.capstan.runtime.object.ObjectClient;
import dev.capstan.runtime.outage.Outages;
import dev.capstan.runtime.schedule.Backoff;
import dev.capstan.runtime.schedule.FakeTimers;
import dev.capstan.runtime.schedule.Jitter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A dispatcher over objects, timers and a clock of the test; the reconciler does what a test says. */
abstract class DispatcherScenario {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    static final String YAML = """
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: one, namespace: web, generation: 7%s}
            spec: {interval: 1m, url: "https://example.com/one.git"}
            """;
    static final String OURS = ", finalizers: [finalizers.fluxcd.io]";
    static final String REQUESTED = ", annotations: {reconcile.fluxcd.io/requestedAt: now}";
    static final String DELETED = ", deletionTimestamp: '2026-03-04T00:00:00Z'";
    static final ObjectKey KEY = new ObjectKey("web", "one");

    final FakeObjectClient<GitRepository> objects = new FakeObjectClient<>(GitRepository.class);
    final FakeTimers<ObjectKey> timers = new FakeTimers<>();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final ScriptedReconciler reconciler = new ScriptedReconciler();
    final Outages outages = new Outages();
    final List<String> events = new ArrayList<>();

    private final ReconciliationDispatcher<GitRepository, GitRepositoryStatus> standard = dispatcher();

    final GitRepository create(String metadata) {
        return objects.create(YAML.formatted(metadata));
    }

    final void reconcile(GitRepository object) {
        standard.reconcile(object, false);
    }

    final ReconciliationDispatcher<GitRepository, GitRepositoryStatus> dispatcher() {
        return dispatcher(KindConventions.toolkit(GitRepository.class, GitRepositoryStatus.INITIAL), objects);
    }

    final ReconciliationDispatcher<GitRepository, GitRepositoryStatus> dispatcher(
            KindConventions<GitRepository, GitRepositoryStatus> conventions, ObjectClient<GitRepository> client) {
        return new ReconciliationDispatcher<>(
                conventions,
                reconciler,
                client,
                (about, severity, reason, message, facts) -> events.add(reason.text() + ": " + message),
                new RequeueTimers(
                        timers,
                        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                        new Jitter(0, RandomGenerator.getDefault()),
                        outages),
                outages,
                new FairGate(1),
                new ReconcileMetrics(registry),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    final CommonStatus common(GitRepository object) {
        return Optional.ofNullable(objects.now(object).getStatus())
                .orElse(GitRepositoryStatus.INITIAL)
                .common();
    }

    final Optional<String> ready(GitRepository object) {
        return Conditions.of(common(object).conditions())
                .get(Condition.READY)
                .map(it -> it.reason() + ": " + it.message());
    }

    final double results(String result) {
        return registry.get("controller_runtime_reconcile")
                .tags("controller", "gitrepository", "result", result)
                .counter()
                .count();
    }
}
