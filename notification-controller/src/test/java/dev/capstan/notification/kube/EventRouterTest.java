package dev.capstan.notification.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.notification.SampleAlerts;
import dev.capstan.notification.SampleEvents;
import dev.capstan.notification.alert.LabelLookup;
import dev.capstan.notification.alert.kube.AlertRules;
import dev.capstan.notification.event.DedupWindow;
import dev.capstan.notification.provider.Delivery;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.DispatchListener;
import dev.capstan.notification.provider.Dispatcher;
import dev.capstan.notification.provider.Notification;
import dev.capstan.notification.provider.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventRouterTest {
    private final AlertRules alerts = new AlertRules();
    private final RecordedEvents events = new RecordedEvents();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final Dispatcher dispatcher = new Dispatcher(
            (provider, notification) -> {
                sent.add(provider.name() + " " + notification.event().message() + " " + notification.metadata());
                return new Delivery.Result.Delivered();
            },
            new Silent(),
            RetryPolicy.STANDARD,
            Dispatcher.Limits.STANDARD);

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void anEventGoesToTheProviderOfEachAlertThatWantsIt() {
        alert("one", "slack", "{kind: Kustomization, name: '*'}", "");
        alert("two", "teams", "{kind: Kustomization, name: apps}", "eventMetadata: {env: prod}");
        alert("none", "pager", "{kind: HelmRelease, name: '*'}", "");

        assertThat(router(true).accept(SampleEvents.info("hello"))).isTrue();

        await().untilAsserted(
                        () -> assertThat(sent).containsExactlyInAnyOrder("slack hello {}", "teams hello {env=prod}"));
        assertThat(events.texts()).isEmpty();
    }

    @Test
    void theSameEventIsTurnedAway() {
        EventRouter router = router(true);

        assertThat(router.accept(SampleEvents.info("hello"))).isTrue();
        assertThat(router.accept(SampleEvents.info("hello"))).isFalse();
    }

    @Test
    void tracesAreTakenAndGoNowhere() {
        alert("one", "slack", "{kind: Kustomization, name: '*'}", "");

        assertThat(router(true).accept(SampleEvents.event(Severity.TRACE, "flux", "apps", "trace", Map.of())))
                .isTrue();

        assertThat(dispatcher.waiting()).isZero();
        assertThat(sent).isEmpty();
    }

    @Test
    void aProviderThatDoesNotWantAnEventGetsNeitherItNorAQuestionAboutLabels() {
        alert("one", "uninterested", "{kind: Kustomization, name: '*', matchLabels: {a: b}}", "");

        assertThat(router(true).accept(SampleEvents.info("hello"))).isTrue();

        assertThat(dispatcher.waiting()).isZero();
        assertThat(events.texts()).isEmpty();
    }

    @Test
    void t073_anEventOfAnotherNamespaceIsRefusedWhereThatIsNotAllowed() {
        alert("one", "slack", "{kind: Kustomization, name: '*', namespace: other}", "");

        router(false).accept(SampleEvents.event(Severity.INFO, "other", "apps", "hello", Map.of()));

        assertThat(events.texts())
                .containsExactly("one NotificationDispatchFailed: The event source Kustomization/other/* is in another"
                        + " namespace, which is not allowed here");
        assertThat(dispatcher.waiting()).isZero();
    }

    @Test
    void labelsThatCannotBeReadAreReportedOnTheAlert() {
        alert("one", "slack", "{kind: Kustomization, name: '*', matchLabels: {a: b}}", "");

        router(true).accept(SampleEvents.info("hello"));

        assertThat(events.texts()).singleElement().asString().contains("one SourceFetchFailed", "it is gone");
    }

    @Test
    void metadataThatIsGivenTwiceIsReportedAndTheEventGoes() {
        alert("one", "slack", "{kind: Kustomization, name: '*'}", "eventMetadata: {revision: mine}");

        router(true).accept(SampleEvents.info("hello", Map.of("kustomize.toolkit.fluxcd.io/revision", "theirs")));

        await().untilAsserted(() -> assertThat(sent).containsExactly("slack hello {revision=theirs}"));
        assertThat(events.texts()).singleElement().asString().startsWith("one MetadataAppendFailed: ");
    }

    @Test
    void aMistakeWithOneAlertIsReportedOnItAndTheOthersGetTheEvent() {
        alert("a-bad", "slack", "{kind: Kustomization, name: '*', matchLabels: {bug: 'yes'}}", "");
        alert("b-good", "teams", "{kind: Kustomization, name: '*'}", "");
        alert("c-bad", "slack", "{kind: Kustomization, name: apps, matchLabels: {bug: 'yes'}}", "");
        LabelLookup broken = _ -> {
            throw new IllegalStateException("hunter2");
        };

        assertThat(router(broken, true).accept(SampleEvents.info("hello"))).isTrue();

        await().untilAsserted(() -> assertThat(sent).containsExactly("teams hello {}"));
        assertThat(events.texts())
                .hasSize(2)
                .allMatch(it -> it.contains("-bad NotificationDispatchFailed: An internal error kept an event"))
                .noneMatch(it -> it.contains("hunter2"));
    }

    private EventRouter router(boolean crossNamespaceAllowed) {
        return router(_ -> new LabelLookup.Labels.NotFound("it is gone"), crossNamespaceAllowed);
    }

    private EventRouter router(LabelLookup labels, boolean crossNamespaceAllowed) {
        var window = new DedupWindow(Duration.ofMinutes(5), 100, System::nanoTime);
        return new EventRouter(
                window,
                alerts,
                labels,
                (provider, event) -> wants(provider),
                dispatcher,
                events,
                crossNamespaceAllowed);
    }

    private boolean wants(ObjectKey provider) {
        return !provider.name().equals("uninterested");
    }

    private void alert(String name, String provider, String source, String more) {
        alerts.onChange(
                null,
                SampleAlerts.alert(
                        name, "providerRef: {name: " + provider + "}\neventSources: [" + source + "]\n" + more));
    }

    private static final class Silent implements DispatchListener {
        @Override
        public void delivered(ObjectKey provider, Notification notification) {}

        @Override
        public void failed(ObjectKey provider, Notification notification, DispatchFailure failure) {}

        @Override
        public void dropped(ObjectKey provider, Notification notification, long inThisRow) {}

        @Override
        public void bug(ObjectKey provider, Throwable bug) {}
    }
}
