package dev.capstan.notification.receiver.kube;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.notification.Receiver;
import dev.capstan.api.notification.ReceiverStatus;
import dev.capstan.runtime.status.StatusType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the status of a Receiver is read and changed. */
final class ReceiverStatusType implements StatusType<Receiver, ReceiverStatus> {
    @Override
    public Class<Receiver> kind() {
        return Receiver.class;
    }

    @Override
    public ReceiverStatus initial() {
        return ReceiverStatus.INITIAL;
    }

    @Override
    public List<Condition> conditions(ReceiverStatus status) {
        return status.conditions();
    }

    @Override
    public ReceiverStatus withConditions(ReceiverStatus status, List<Condition> conditions) {
        return new ReceiverStatus(
                status.observedGeneration(), conditions, status.webhookPath(), status.lastHandledReconcileAt());
    }

    @Override
    public long observedGeneration(ReceiverStatus status) {
        return status.observedGeneration();
    }

    @Override
    public ReceiverStatus withObservedGeneration(ReceiverStatus status, long generation) {
        return new ReceiverStatus(
                generation, status.conditions(), status.webhookPath(), status.lastHandledReconcileAt());
    }

    @Override
    public Optional<String> lastHandledReconcileAt(ReceiverStatus status) {
        return Optional.ofNullable(status.lastHandledReconcileAt());
    }

    @Override
    public ReceiverStatus withLastHandledReconcileAt(ReceiverStatus status, String token) {
        return new ReceiverStatus(status.observedGeneration(), status.conditions(), status.webhookPath(), token);
    }

    static ReceiverStatus withWebhookPath(ReceiverStatus status, @Nullable String path) {
        return new ReceiverStatus(
                status.observedGeneration(), status.conditions(), path, status.lastHandledReconcileAt());
    }
}
