package dev.capstan.runtime.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.api.argo.Application;
import dev.capstan.runtime.object.ObjectEdit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A kind whose status is a field of the object, whose requests are taken off, and whose finalizers users give: one patch for everything, and
 * none of our own writes starts a reconciliation.
 */
class PlainStatusDispatchTest extends PlainStatusScenario {
    private static final ObjectEdit SYNC = ObjectEdit.withOperation(
            JsonNodeFactory.instance.objectNode().set("sync", JsonNodeFactory.instance.objectNode()));

    @Test
    void theStatusGoesIntoThePatchOfTheObject() {
        Application app = create("");

        dispatch(app);

        assertThat(objects.requests())
                .singleElement()
                .asString()
                .startsWith("patch")
                .contains("\"status\":{\"reconciledAt\":\"1\"}", "\"resourceVersion\"");
        assertThat(objects.now(app).getStatus().reconciledAt()).isEqualTo("1");
        assertThat(objects.now(app).getFinalizers()).isEmpty();
    }

    @Test
    void ourOwnStatusRaisesTheGenerationAndStartsNothing() {
        Application before = create("");

        dispatch(before);

        Application written = objects.now(before);
        assertThat(written.getMetadata().getGeneration())
                .isGreaterThan(before.getMetadata().getGeneration());
        assertThat(triggers(written, before)).isFalse();
    }

    @Test
    void whatUsersChangeStartsAReconciliation() {
        Application before = create("");
        Application after = objects.change(before, """
                {"spec": {"project": "other"}}""");

        assertThat(triggers(after, before)).isTrue();
    }

    @Test
    void theRequestGoesWithTheFinalPatch() {
        Application app = create(", annotations: {example.com/refresh: hard, example.com/since: noon, other: stays}");

        dispatch(app);

        assertThat(objects.requests()).hasSize(1);
        assertThat(objects.now(app).annotations()).containsOnlyKeys("other");
        assertThat(reconciler.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.requestedAt()).contains("hard"));
    }

    @Test
    void theRequestGoesAlsoWhenNothingElseChanges() {
        Application app = create(", annotations: {example.com/refresh: normal}");
        reconciler.status = "none";

        dispatch(app);

        assertThat(objects.requests()).singleElement().asString().doesNotContain("status");
        assertThat(objects.now(app).annotations()).isEmpty();
    }

    @Test
    void theRequestGoesAlsoWhenTheReconciliationFails() {
        Application app = create(", annotations: {example.com/refresh: normal}");
        reconciler.during = _ -> {
            throw new IllegalStateException("bug");
        };

        dispatch(app);

        assertThat(objects.now(app).annotations()).isEmpty();
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
    }

    @Test
    void theRequestStaysUntilItCanBeLookedAt() {
        Application app = create(", annotations: {example.com/refresh: hard}");
        reconciler.isPostponing = true;

        dispatch(app);

        assertThat(objects.requests()).isEmpty();
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));

        reconciler.isPostponing = false;
        dispatch(app);

        assertThat(reconciler.calls.getLast().requestedAt()).contains("hard");
        assertThat(objects.now(app).annotations()).isEmpty();
    }

    @Test
    void aRequestForSomethingElseThatCameInBetweenStays() {
        Application app = create(", annotations: {example.com/refresh: normal}");
        reconciler.during = seen -> objects.change(seen, """
                {"metadata": {"annotations": {"example.com/refresh": "hard"}}}""");

        dispatch(app);

        assertThat(objects.now(app).annotations()).containsEntry("example.com/refresh", "hard");
        assertThat(objects.now(app).getStatus().reconciledAt()).isEqualTo("1");
        assertThat(triggers(objects.now(app), app)).isTrue();
    }

    @Test
    void operationAndStatusChangeInOnePatch() {
        Application app = create("");
        reconciler.edit = SYNC;

        dispatch(app);

        assertThat(objects.requests()).singleElement().asString().contains("\"operation\":{\"sync\":{}}", "\"status\"");
        assertThat(objects.now(app).getOperation()).isNotNull();
    }

    @Test
    void anOperationThatIsDoneIsTakenOffWithTheStatus() {
        Application app = create("", "operation: {sync: {prune: true}}");
        reconciler.edit = ObjectEdit.withoutOperation();

        dispatch(app);

        assertThat(objects.requests()).singleElement().asString().contains("\"operation\":null", "\"status\"");
        assertThat(objects.now(app).getOperation()).isNull();
    }

    @Test
    void nothingIsSentForAnOperationThatIsThereOrGoneAlready() {
        reconciler.status = "none";
        reconciler.edit = ObjectEdit.withoutOperation();
        dispatch(create(""));
        reconciler.edit = SYNC;
        dispatch(create("", "operation: {sync: {}}"));

        assertThat(objects.requests()).isEmpty();
    }

    @Test
    void anOperationThatSomebodyElseAskedForInBetweenIsNotReplaced() {
        Application app = create("");
        reconciler.edit = SYNC;
        reconciler.during = seen -> objects.change(seen, """
                {"operation": {"sync": {"prune": true}}}""");

        dispatch(app);

        assertThat(objects.now(app).getOperation())
                .extracting(it -> Objects.requireNonNull(it.sync()).prune())
                .isEqualTo(true);
        assertThat(objects.now(app).getStatus()).isNull();
        assertThat(timers.delayOf(KEY)).contains(Duration.ofSeconds(1));
        assertThat(reconciler.notWritten).containsExactly(KEY);
    }

    @Test
    void whatElseChangedInBetweenIsNoHindrance() {
        Application app = create("");
        reconciler.edit = SYNC;
        reconciler.during = seen -> objects.change(seen, """
                {"metadata": {"labels": {"team": "web"}}}""");

        dispatch(app);

        assertThat(objects.now(app).getOperation()).isNotNull();
        assertThat(objects.now(app).getMetadata().getLabels()).containsEntry("team", "web");
    }

    @Test
    void aWriteInTheMiddleTakesNoRequestOff() {
        Application app = create(", annotations: {example.com/refresh: normal}");
        List<Application> middle = new ArrayList<>();
        reconciler.during = seen -> middle.add(dispatcher.write(seen, at("middle"), SYNC));

        dispatch(app);

        assertThat(middle).singleElement().satisfies(it -> {
            assertThat(it.annotations()).containsKey("example.com/refresh");
            assertThat(it.getStatus().reconciledAt()).isEqualTo("middle");
            assertThat(it.getOperation()).isNotNull();
        });
        assertThat(objects.now(app).annotations()).isEmpty();
    }

    @Test
    void finalizersAreChangedInTheSamePatch() {
        Application app = create(", finalizers: [a.example.com, other.org]");
        reconciler.edit =
                ObjectEdit.NONE.with(new ObjectEdit.FinalizerEdit(Set.of("b.example.com"), Set.of("a.example.com")));

        dispatch(app);
        dispatch(objects.now(app));

        assertThat(objects.requests()).hasSize(1);
        assertThat(objects.now(app).getFinalizers()).containsExactly("other.org", "b.example.com");
    }

    @Test
    void finalizersOfUsersGoOneByOne() {
        Application app = create(", finalizers: [a.example.com, other.org, b.example.com]" + DELETED);
        reconciler.cleanups.addAll(List.of(new Cleanup.DoneWith(Set.of("b.example.com")), Cleanup.DONE));

        dispatch(app);
        assertThat(objects.now(app).getFinalizers()).containsExactly("a.example.com", "other.org");
        assertThat(timers.delayOf(KEY)).contains(Duration.ZERO);

        dispatch(app);
        assertThat(objects.now(app).getFinalizers()).containsExactly("other.org");
    }

    @Test
    void anObjectWithoutAFinalizerOfOursMayGoWithoutUs() {
        dispatch(create(", finalizers: [other.org]" + DELETED));

        assertThat(objects.requests()).isEmpty();
        assertThat(reconciler.cleanedUp).isZero();
    }

    @Test
    void aSuspendedObjectKeepsItsRequest() {
        Application app = create(", annotations: {example.com/refresh: normal, example.com/suspended: 'true'}");

        dispatch(app);

        assertThat(objects.requests()).isEmpty();
        assertThat(reconciler.calls).isEmpty();
    }

    @Test
    void theStatusSaysWhyAnObjectCannotBeRead() {
        Application app = objects.create("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: one, namespace: argocd, annotations: {example.com/refresh: normal}}
                """);

        dispatch(app);

        assertThat(objects.requests()).hasSize(1);
        assertThat(objects.now(app).getStatus().reconciledAt()).isEqualTo("The object has no spec");
        assertThat(objects.now(app).annotations()).isEmpty();
        assertThat(reconciler.calls).isEmpty();
        assertThat(timers.delayOf(KEY)).isEmpty();
    }

    @Test
    void projectsTakeTurnsWithinANamespace() throws InterruptedException {
        gate.enter("somebody");
        List<Thread> noisy = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Application app = create("noisy" + i, "noisy", "", "");
            noisy.add(waiting(() -> dispatch(app)));
        }
        Application app = create("quiet", "quiet", "", "");
        Thread quiet = waiting(() -> dispatch(app));

        gate.leave();
        quiet.join();
        for (Thread thread : noisy) {
            thread.join();
        }

        assertThat(reconciler.names.indexOf("quiet")).isLessThanOrEqualTo(1);
        assertThat(Set.copyOf(reconciler.names)).hasSize(6);
    }

    private static Thread waiting(Runnable reconciliation) {
        Thread thread = Thread.ofVirtual().start(reconciliation);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }
}
