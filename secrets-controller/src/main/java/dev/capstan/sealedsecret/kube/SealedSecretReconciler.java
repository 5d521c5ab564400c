package dev.capstan.sealedsecret.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.meta.Requeue;
import dev.capstan.api.sealedsecret.SealedSecret;
import dev.capstan.api.sealedsecret.SealedSecretCondition;
import dev.capstan.api.sealedsecret.SealedSecretStatus;
import dev.capstan.runtime.reconcile.ObjectReconciler;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.Reconciliation;
import dev.capstan.sealedsecret.key.KeyRing;
import dev.capstan.sealedsecret.secret.SecretDecision;
import dev.capstan.sealedsecret.secret.SecretStep;
import dev.capstan.sealedsecret.secret.WantedSecret;
import dev.capstan.sealedsecret.unseal.Unsealed;
import dev.capstan.sealedsecret.unseal.Unsealing;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import jakarta.enterprise.inject.Vetoed;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes the Secret of a SealedSecret and keeps it so. */
@Vetoed // made by SecretsController
final class SealedSecretReconciler implements ObjectReconciler<SealedSecret, SealedSecretStatus> {
    /** Until keys are known, which is when the watch of them has begun and the first one is made. */
    private static final Duration UNTIL_KEYS = Duration.ofSeconds(2);

    private final ReconcilerContext<SealedSecret, SealedSecretStatus> context;
    private final Supplier<Optional<KeyRing>> keys;
    private final Unsealing unsealing;
    private final ClusterSecrets secrets;
    private final SecretChanges changes;
    private final SealingMetrics metrics;

    SealedSecretReconciler(
            ReconcilerContext<SealedSecret, SealedSecretStatus> context,
            Supplier<Optional<KeyRing>> keys,
            Unsealing unsealing,
            ClusterSecrets secrets,
            SecretChanges changes,
            SealingMetrics metrics) {
        this.context = context;
        this.keys = keys;
        this.unsealing = unsealing;
        this.secrets = secrets;
        this.changes = changes;
        this.metrics = metrics;
    }

    /** How the work on one object ended. */
    private sealed interface Outcome {
        /** The Secret is as the object says; {@code what} is for people and empty when nothing was written. */
        record Synced(String what) implements Outcome {}

        /** It is not. */
        record Failed(String label, Reason reason, String message, Requeue requeue) implements Outcome {}

        /** Somebody else wrote at the same time. */
        record Contended() implements Outcome {}
    }

    @Override
    public boolean isSuspended(SealedSecret object) {
        return SealedSecret.isSuspended(object.getMetadata());
    }

    /** Nothing was done about that generation. */
    @Override
    public boolean observesGenerationWhenSuspended(SealedSecretStatus status) {
        return false;
    }

    /** Annotations say which scope it has and whether it is left alone, and change no generation. */
    @Override
    public void onChange(SealedSecret changed, SealedSecret before) {
        if (!changed.annotations().equals(before.annotations())) {
            context.wake(changed.key());
        }
    }

    @Override
    public ReconcileResult<SealedSecretStatus> reconcile(SealedSecret object, Reconciliation reconciliation) {
        Optional<KeyRing> ring = keys.get();
        if (ring.isEmpty()) {
            return new ReconcileResult<>(UnaryOperator.identity(), new Requeue.After(UNTIL_KEYS));
        }
        metrics.unseals();
        Outcome outcome = switch (unsealing.unseal(yaml(object), ring.get())) {
            case Unsealed.Refused(String message) ->
                new Outcome.Failed(
                        "unseal", Reason.ERR_UNSEAL_FAILED, "cannot be unsealed: " + message, new Requeue.OnChange());
            case Unsealed.Opened(WantedSecret wanted) -> write(object, wanted);
        };
        return result(object, outcome, reconciliation);
    }

    private static YamlMap yaml(SealedSecret object) {
        try {
            byte[] json = Serialization.jsonMapper().writeValueAsBytes(object);
            return (YamlMap) Json.read("the SealedSecret", json, Limits.DEFAULT);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An object that was read can be written", impossible);
        }
    }

    private Outcome write(SealedSecret object, WantedSecret wanted) {
        String uid = object.getMetadata().getUid();
        Optional<Secret> live = secrets.find(object.key());
        if (live.isPresent()) {
            return adjust(object, wanted, live.get(), "");
        }
        return switch (secrets.create(object, wanted.content(), SecretDecision.owners(wanted, uid))) {
            case ClusterSecrets.Written.Done(Secret made) -> {
                changes.wrote(made);
                yield adjust(object, wanted, made, "The Secret was created");
            }
            case ClusterSecrets.Written.Failed failed -> notWritten("created", failed);
        };
    }

    /** @param done what was done about it before, for people */
    private Outcome adjust(SealedSecret object, WantedSecret wanted, Secret live, String done) {
        return switch (SecretDecision.of(
                wanted, ClusterSecrets.live(live), object.getMetadata().getUid())) {
            case SecretStep.Keep _ -> new Outcome.Synced(done);
            case SecretStep.LeaveToOthers _ ->
                new Outcome.Failed(
                        "unmanaged",
                        Reason.ERR_UPDATE_FAILED,
                        "the Secret " + object.key()
                                + " already exists and is not managed by this SealedSecret; the annotation "
                                + SecretDecision.MANAGED + ": \"true\" on it hands it over",
                        new Requeue.OnChange());
            case SecretStep.Replace replace ->
                switch (secrets.replace(object, live, replace.content(), replace.owners())) {
                    case ClusterSecrets.Written.Done(Secret now) -> {
                        changes.wrote(now);
                        yield new Outcome.Synced("The Secret was changed");
                    }
                    case ClusterSecrets.Written.Failed failed -> notWritten("changed", failed);
                };
        };
    }

    private static Outcome notWritten(String verb, ClusterSecrets.Written.Failed failed) {
        return failed.code() == HttpURLConnection.HTTP_CONFLICT
                ? new Outcome.Contended()
                : new Outcome.Failed(
                        "update",
                        Reason.ERR_UPDATE_FAILED,
                        "the Secret cannot be " + verb + ": " + failed.message(),
                        new Requeue.Backoff());
    }

    private ReconcileResult<SealedSecretStatus> result(
            SealedSecret object, Outcome outcome, Reconciliation reconciliation) {
        long generation = object.getMetadata().getGeneration();
        var now = reconciliation.startedAt();
        return switch (outcome) {
            case Outcome.Synced(String what) -> {
                metrics.condition(object.key(), true);
                if (!what.isEmpty() || !isSynced(object)) {
                    String message = what.isEmpty() ? "The Secret is as the SealedSecret says" : what;
                    context.recordEvent(object, Severity.INFO, Reason.UNSEALED, message, Map.of());
                }
                yield new ReconcileResult<>(status -> status.asSynced(generation, now), new Requeue.OnChange());
            }
            case Outcome.Failed(String label, Reason reason, String message, Requeue requeue) -> {
                metrics.condition(object.key(), false);
                metrics.failed(object.key(), label);
                if (!isSaid(object, message)) {
                    context.recordEvent(object, Severity.ERROR, reason, message, Map.of());
                }
                yield new ReconcileResult<>(status -> status.asNotSynced(message, generation, now), requeue);
            }
            case Outcome.Contended _ -> new ReconcileResult<>(UnaryOperator.identity(), new Requeue.Backoff());
        };
    }

    private static boolean isSynced(SealedSecret object) {
        return status(object).synced().filter(SealedSecretCondition::holds).isPresent();
    }

    /** Whether the status says the same of this generation. */
    private static boolean isSaid(SealedSecret object, String message) {
        SealedSecretStatus status = status(object);
        return Objects.equals(status.observedGeneration(), object.getMetadata().getGeneration())
                && status.synced()
                        .filter(synced -> !synced.holds() && message.equals(synced.message()))
                        .isPresent();
    }

    private static SealedSecretStatus status(SealedSecret object) {
        return object.getStatus() == null ? SealedSecretStatus.INITIAL : object.getStatus();
    }

    @Override
    public void forget(ObjectKey key) {
        changes.forget(key);
        metrics.forget(key);
    }
}
