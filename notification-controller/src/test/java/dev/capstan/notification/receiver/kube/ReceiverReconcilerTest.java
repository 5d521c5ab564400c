package dev.capstan.notification.receiver.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverStatus;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.notification.receiver.ResourceFilter;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverReconcilerTest {

    private final List<String> events = new ArrayList<>();

    /** The interval says how often the token is read: a failure is no reason to read it more rarely. */
    @ParameterizedTest
    @ValueSource(strings = {"", "secretRef: {name: token}"})
    void tokenIsLookedForAtLeastOnceInTheInterval(String secretRef) {
        var result = reconciler().reconcile(receiver("interval: 2m\n  " + secretRef), NOW);

        assertThat(result.requeue()).isEqualTo(new Requeue.BackoffUpTo(Duration.ofMinutes(2)));
        assertThat(events).singleElement().asString().startsWith("ERROR ");
    }

    @Test
    void secretThatCannotBeReadNowLeavesThePathAsItIs() {
        Receiver receiver = receiver("interval: 2m\n  secretRef: {name: token}");
        ReceiverStatus before = ReceiverStatus.INITIAL.withWebhookPath("/hook/abc");
        receiver.setStatus(before);

        var result = reconciler().reconcile(receiver, NOW);

        assertThat(result.status().apply(before).webhookPath()).isEqualTo("/hook/abc");
    }

    private static final Reconciliation NOW =
            new Reconciliation("id", Instant.parse("2026-03-04T05:06:07Z"), Optional.empty(), false);

    private ReceiverReconciler reconciler() {
        return new ReceiverReconciler(
                new RecordedReceiverEvents(), nobodyThere(), true, new ResourceFilter(new CelExpressionCompiler()));
    }

    /** Nothing listens on the port of discarded messages. */
    private static KubernetesClient nobodyThere() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:9")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private static Receiver receiver(String spec) {
        return Serialization.unmarshal("""
                apiVersion: notification.toolkit.fluxcd.io/v1
                kind: Receiver
                metadata: {name: hook, namespace: apps, generation: 1}
                spec:
                  type: generic
                  resources: [{kind: GitRepository, name: config}]
                  %s
                """.formatted(spec), Receiver.class);
    }

    /** No other Receivers; events are kept. */
    private final class RecordedReceiverEvents implements ReconcilerContext<Receiver, ReceiverStatus> {

        @Override
        public void wake(ObjectKey key) {
            throw new AssertionError("Nobody is woken");
        }

        @Override
        public Optional<Receiver> find(ObjectKey key) {
            return Optional.empty();
        }

        @Override
        public Stream<Receiver> all() {
            return Stream.of();
        }

        @Override
        public List<Receiver> indexed(String index, String value) {
            return List.of();
        }

        @Override
        public Receiver write(Receiver object, UnaryOperator<ReceiverStatus> change, ObjectEdit edit) {
            throw new AssertionError("No status is written before the end");
        }

        @Override
        public Receiver writeFinalStatus(Receiver object, UnaryOperator<ReceiverStatus> change) {
            throw new AssertionError("No status is written before the end");
        }

        @Override
        public void recordEvent(
                Receiver about, Severity severity, Reason reason, String message, Map<String, String> metadata) {
            events.add(severity + " " + reason.text() + ": " + message);
        }
    }
}
