package dev.capstan.cli.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.ArgoKeys;
import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.kind.ApiFamily;
import dev.capstan.api.kind.RequestMark;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.schema.KindRole;
import dev.capstan.api.schema.WireRecord;
import dev.capstan.api.sealedsecret.SealedSecret;
import dev.capstan.api.sealedsecret.SealedSecretCondition;
import dev.capstan.api.source.ArtifactGenerator;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An object of any kind of the toolkit, with the part of its spec and status that all kinds share. */
public final class ToolkitObject {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GenericKubernetesResource object;
    private final ToolkitKind kind;
    private final Status status;
    private final Conditions conditions;

    /** What statuses have in common; a field that a kind does not have is absent. */
    @WireRecord
    private record Status(
            List<Condition> conditions,
            @Nullable Artifact artifact,
            @Nullable String lastAppliedRevision,
            @Nullable String lastAttemptedRevision,
            @Nullable String lastHandledReconcileAt,
            long observedGeneration) {
        @SuppressWarnings("UnusedMethod") // the decoder calls it
        private Status {
            conditions = conditions == null ? List.of() : List.copyOf(conditions);
        }
    }

    private ToolkitObject(GenericKubernetesResource object, ToolkitKind kind) {
        this.object = object;
        this.kind = kind;
        this.status = JSON.convertValue(
                Optional.<Object>ofNullable(object.get("status"))
                        .filter(_ -> kind.family() != ApiFamily.ARGO) // its conditions are of another shape
                        .orElse(Map.of()),
                Status.class);
        this.conditions = Conditions.of(
                kind.family() == ApiFamily.ARGO
                        ? ArgoReadiness.of(this).stream().toList()
                        : status.conditions());
    }

    /**
     * Looks at an object.
     *
     * @throws IllegalArgumentException when it is not of a kind of the toolkit
     */
    public static ToolkitObject of(GenericKubernetesResource object) {
        ToolkitKind kind = ToolkitKind.named(object.getKind())
                .orElseThrow(() -> new IllegalArgumentException(object.getKind() + " is not a kind of the toolkit"));
        return new ToolkitObject(object, kind);
    }

    /** Its kind. */
    public ToolkitKind kind() {
        return kind;
    }

    /** Its namespace; empty when it has none. */
    public String namespace() {
        return Optional.ofNullable(object.getMetadata().getNamespace()).orElse("");
    }

    /** Its name. */
    public String name() {
        return object.getMetadata().getName();
    }

    /** Kind, namespace and name, as messages name it. */
    public String title() {
        return kind.kind() + " " + (namespace().isEmpty() ? "" : namespace() + "/") + name();
    }

    /** The whole object as the API server gave it. */
    public GenericKubernetesResource resource() {
        return object;
    }

    /** The value of a label; empty when there is none. */
    public Optional<String> label(String key) {
        return Optional.ofNullable(object.getMetadata().getLabels()).map(labels -> labels.get(key));
    }

    /** The value of an annotation; empty when there is none. */
    public Optional<String> annotation(String key) {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).map(annotations -> annotations.get(key));
    }

    /** A field that holds a text or a number; empty when there is none. */
    public Optional<String> text(String... path) {
        Object value = field(path);
        return value != null && !(value instanceof Map<?, ?> || value instanceof List<?>)
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    /** Whether somebody has deleted it, and it waits for what must be done before. */
    public boolean isBeingDeleted() {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    /** When it was created. */
    public Optional<Instant> created() {
        return Optional.ofNullable(object.getMetadata().getCreationTimestamp()).map(Instant::parse);
    }

    /** The value of a field, by the names on the way to it; null when there is none. */
    public @Nullable Object field(String... path) {
        return object.get((Object[]) path);
    }

    /** Whether it is to be left alone. */
    public boolean isSuspended() {
        return Boolean.TRUE.equals(object.get("spec", "suspend"))
                || (kind == ToolkitKind.SEALED_SECRET && SealedSecret.isSuspended(object.getMetadata()))
                || (kind.family() == ApiFamily.ARGO
                        && annotation(ArgoKeys.SKIP_RECONCILE)
                                .filter("true"::equals)
                                .isPresent())
                || (kind == ToolkitKind.ARTIFACT_GENERATOR
                        && annotation(ArtifactGenerator.RECONCILE)
                                .filter("disabled"::equalsIgnoreCase)
                                .isPresent());
    }

    /** Its conditions; of Argo CD's kinds that which stands for Ready. */
    public Conditions conditions() {
        return conditions;
    }

    /** The artifact that it offers; empty while there is none. */
    public Optional<Artifact> artifact() {
        return Optional.ofNullable(status.artifact());
    }

    /** The condition Ready, or that which stands for it; empty before the first look at the object. */
    public Optional<Condition> ready() {
        return kind == ToolkitKind.SEALED_SECRET
                ? conditions.get(SealedSecretCondition.SYNCED).map(ToolkitObject::withTexts)
                : conditions.get(Condition.READY);
    }

    /** Conditions of SealedSecrets have no reason, and a message only when something is wrong. */
    private static Condition withTexts(Condition synced) {
        return new Condition(
                synced.type(),
                synced.status(),
                synced.observedGeneration(),
                synced.lastTransitionTime(),
                Objects.requireNonNullElse(synced.reason(), ""),
                Objects.requireNonNullElse(synced.message(), ""));
    }

    /** The revision that it offers or has applied; empty while there is none. */
    public Optional<String> revision() {
        if (kind == ToolkitKind.APPLICATION) {
            return text("status", "sync", "revision").or(this::revisions).filter(revision -> !revision.isEmpty());
        }
        if (kind.has(KindRole.HAS_ARTIFACT)) {
            return Optional.ofNullable(status.artifact())
                    .map(artifact -> artifact.revision().text());
        }
        // A HelmRelease has no revision that was applied: what was tried last is what its conditions speak of.
        return Optional.ofNullable(
                        kind == ToolkitKind.HELM_RELEASE
                                ? status.lastAttemptedRevision()
                                : status.lastAppliedRevision())
                .filter(revision -> !revision.isEmpty());
    }

    /** Those of several sources. */
    private Optional<String> revisions() {
        return field("status", "sync", "revisions") instanceof List<?> revisions && !revisions.isEmpty()
                ? Optional.of(revisions.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                : Optional.empty();
    }

    /** Whether Ready is the answer to the request with this token, for the object as it is now, and nothing is awaited. */
    public boolean hasAnswered(String request) {
        return hasTakenUp(request)
                && ready().filter(ready ->
                                speaksOfThisGeneration(ready) && !ready.status().equals("Unknown") && !isWaiting(ready))
                        .isPresent();
    }

    /** Whether a controller has taken up the request with this token, and looked at the object. */
    public boolean hasTakenUp(String request) {
        return kind.family() == ApiFamily.ARGO
                ? annotation(RequestMark.of(kind, request).annotation()).isEmpty()
                : request.equals(status.lastHandledReconcileAt());
    }

    /** The newest request that was handled; empty before the first. */
    public Optional<String> handledRequest() {
        return Optional.ofNullable(status.lastHandledReconcileAt());
    }

    private boolean speaksOfThisGeneration(Condition ready) {
        if (kind.family() == ApiFamily.ARGO) {
            return true; // the request is taken off when all of that is there
        }
        Long generation = object.getMetadata().getGeneration();
        long observed = ready.observedGeneration() == 0 ? status.observedGeneration() : ready.observedGeneration();
        return generation != null && generation == observed;
    }

    /** Whether it only waits for something else, such as the first fetch of its source, and is looked at again soon by itself. */
    public boolean isWaiting() {
        return ready().filter(ToolkitObject::isWaiting).isPresent();
    }

    private static boolean isWaiting(Condition ready) {
        return ready.status().equals("False")
                && (ready.reason().equals(Reason.DEPENDENCY_NOT_READY.text())
                        // The same reason stands for artifacts that cannot be used; those do not get better by waiting.
                        || (ready.reason().equals(Reason.ARTIFACT_FAILED.text())
                                && ready.message().startsWith("Source ")));
    }

    /** How many objects its inventory records. */
    public int inventorySize() {
        if (kind == ToolkitKind.APPLICATION) {
            return field("status", "resources") instanceof List<?> resources ? resources.size() : 0;
        }
        return object.get("status", "inventory", "entries") instanceof List<?> entries ? entries.size() : 0;
    }
}
