package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.CommonStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reconciliation that ends well writes, and which objects are reconciled at all. */
class ReconciliationDispatcherTest extends DispatcherScenario {
    @Test
    void addsTheFinalizerAndWritesTheStatusOnce() {
        GitRepository object = create("");

        reconcile(object);

        assertThat(objects.requests())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("patch").contains(ToolkitKeys.FINALIZER),
                        second -> assertThat(second).startsWith("status"));
        assertThat(reconciler.reconciled)
                .singleElement()
                .satisfies(it -> assertThat(it.getFinalizers()).containsExactly(ToolkitKeys.FINALIZER));
        assertThat(common(object).observedGeneration()).isEqualTo(7);
        assertThat(ready(object)).contains("Succeeded: done");
        assertThat(timers.delayOf(KEY)).contains(Duration.ofMinutes(1));
    }

    @Test
    void sendsNothingWhenTheStatusStaysTheSame() {
        GitRepository object = create(OURS);
        reconcile(object);
        objects.forgetRequests();

        reconcile(objects.now(object));

        assertThat(reconciler.reconciled).hasSize(2);
        assertThat(objects.requests()).isEmpty();
    }

    @Test
    void kindsWithoutAFinalizerGetNone() {
        GitRepository object = create("");

        dispatcher(
                        KindConventions.toolkit(GitRepository.class, GitRepositoryStatus.INITIAL)
                                .withoutFinalizer(),
                        objects)
                .reconcile(object, false);

        assertThat(objects.requests()).singleElement().asString().startsWith("status");
    }

    @Test
    void anObjectThatIsDataForOthersGetsAnEmptyStatusAndNoFinalizer() {
        GitRepository object = create("");
        reconciler.staticStatus = Optional.of(GitRepositoryStatus.INITIAL.with(new CommonStatus(0, List.of(), null)));

        reconcile(object);
        reconcile(objects.now(object));

        assertThat(objects.requests()).singleElement().asString().startsWith("status");
        assertThat(reconciler.reconciled).isEmpty();
        assertThat(reconciler.cleanedUp).isZero();
        assertThat(common(object).observedGeneration()).isZero();
    }

    @Test
    void anotherFamilyHasAnotherFinalizer() {
        var argo = KindConventions.plain(
                        GitRepository.class, GitRepositoryStatus.INITIAL, new ToolkitStatusConventions<>())
                .withFinalizer("resources-finalizer.argocd.argoproj.io")
                .withRequests(new RequestPolicy.NotedInStatus("argocd.argoproj.io/refresh"));
        GitRepository object = create(", annotations: {argocd.argoproj.io/refresh: hard}");

        dispatcher(argo, objects).reconcile(object, false);

        assertThat(objects.now(object).getFinalizers()).containsExactly("resources-finalizer.argocd.argoproj.io");
        assertThat(reconciler.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.requestedAt()).contains("hard"));
    }

    @Test
    void aRequestIsSeenOnceAndMarkedAsHandled() {
        GitRepository object = create(OURS + REQUESTED);

        reconcile(object);
        reconcile(objects.now(object));

        assertThat(reconciler.calls)
                .extracting(Reconciliation::requestedAt)
                .containsExactly(Optional.of("now"), Optional.empty());
        assertThat(common(object).lastHandledReconcileAt()).isEqualTo("now");
    }

    @Test
    void aFinalStatusWrittenEarlyCountsAsTheEnd() {
        GitRepository object = create(OURS + REQUESTED);
        var dispatcher = dispatcher();
        reconciler.during = seen -> dispatcher.writeFinalStatus(seen, reconciler.statusOf(seen));

        dispatcher.reconcile(object, false);

        assertThat(objects.requests()).hasSize(1);
        assertThat(common(object).lastHandledReconcileAt()).isEqualTo("now");
    }

    @Test
    void aSuspendedObjectIsNotReconciledButObserved() {
        GitRepository object = objects.create(YAML.formatted(OURS + REQUESTED).replace("1m,", "1m, suspend: true,"));

        reconcile(object);

        assertThat(reconciler.reconciled).isEmpty();
        assertThat(reconciler.suspended).containsExactly(KEY);
        assertThat(common(object).observedGeneration()).isEqualTo(7);
        assertThat(common(object).lastHandledReconcileAt()).isEqualTo("now");
        assertThat(timers.delayOf(KEY)).isEmpty();
    }

    @Test
    void aSuspendedObjectThatIsNotAtRestKeepsItsObservedGeneration() {
        reconciler.observesWhenSuspended = false;
        GitRepository object = objects.create(YAML.formatted(OURS).replace("1m,", "1m, suspend: true,"));

        reconcile(object);

        assertThat(objects.requests()).isEmpty();
    }

    @Test
    void anObjectThatCannotBeReadIsSkippedAndSaysSo() {
        GitRepository object = objects.create("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: one, namespace: web}
                """);

        reconcile(object);

        assertThat(reconciler.reconciled).isEmpty();
        assertThat(objects.requests()).isEmpty();
        assertThat(events).singleElement().asString().startsWith("UndecodableObject: The object has no spec");
    }

    @Test
    void whatSomebodyElseWroteToTheStatusStays() {
        GitRepository object = create(OURS);
        reconciler.during = seen -> objects.change(seen, """
                {"status": {"conditions": [{"type": "Foreign", "status": "True", "reason": "A", "message": "b",
                 "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}""");

        reconcile(object);

        assertThat(common(object).conditions()).extracting(Condition::type).containsExactly("Ready", "Foreign");
    }

    @Test
    void anOldObjectFromTheWatchDoesNotHideOurOwnWrite() {
        GitRepository object = create(OURS + REQUESTED);
        var dispatcher = dispatcher();

        dispatcher.reconcile(object, false);
        dispatcher.reconcile(object, false);

        assertThat(reconciler.calls)
                .extracting(Reconciliation::requestedAt)
                .containsExactly(Optional.of("now"), Optional.empty());
    }
}
