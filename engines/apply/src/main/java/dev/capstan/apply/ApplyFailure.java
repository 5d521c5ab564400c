package dev.capstan.apply;

import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.FieldCause;
import dev.capstan.apply.refusal.Explanation;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.apply.watch.ObjectHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an apply did not come to its end. Messages hold no secret values. */
public sealed interface ApplyFailure {

    /** For a condition and an event. */
    String message();

    /** One sentence on what to do. */
    String advice();

    /** Whether the same input may succeed later. False: only a change of the input or of the cluster's rules helps. */
    boolean isTransient();

    /** The object concerned, when it is one. */
    default Optional<ObjectId> object() {
        return Optional.empty();
    }

    /** Where that object was written. */
    default SourcePosition origin() {
        return SourcePosition.unknown();
    }

    /** In which part of its handling an object was refused. */
    enum Phase {
        DRY_RUN("dry-run"),
        APPLY("apply"),
        TAKE_OVER("take-over of fields"),
        REPLACE("replacement");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * The set holds documents that are no objects, or one object twice. Nothing was sent.
     *
     * @param problems every problem found
     */
    record InvalidManifests(List<ManifestProblem> problems) implements ApplyFailure {
        @Override
        public String message() {
            return problems.stream().map(ManifestProblem::toString).collect(Collectors.joining("; "));
        }

        @Override
        public String advice() {
            return problems.getFirst().advice();
        }

        @Override
        public SourcePosition origin() {
            return problems.getFirst().origin();
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /** The API server serves no such kind. */
    record KindNotServed(ObjectId id, ResourceKind kind, SourcePosition origin) implements ApplyFailure {
        @Override
        public String message() {
            return prefix(id, origin) + "no matches for kind " + quoted(kind.kind()) + " in version "
                    + quoted(kind.apiVersion());
        }

        @Override
        public String advice() {
            return "Install the CustomResourceDefinition first (in this set, or in one that this set depends on), or correct"
                    + " apiVersion and kind.";
        }

        @Override
        public Optional<ObjectId> object() {
            return Optional.of(id);
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /** A namespaced object names no namespace. */
    record NamespaceNotSpecified(ObjectId id, SourcePosition origin) implements ApplyFailure {
        @Override
        public String message() {
            return prefix(id, origin) + "namespace not specified: the server could not find the requested resource";
        }

        @Override
        public String advice() {
            return "Set metadata.namespace, or targetNamespace for the whole set.";
        }

        @Override
        public Optional<ObjectId> object() {
            return Optional.of(id);
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /**
     * An Application of Argo CD applies the object. Nothing was changed.
     *
     * @param application its namespace and name
     */
    record OwnedByApplication(ObjectId id, String application, SourcePosition origin) implements ApplyFailure {
        @Override
        public String message() {
            return prefix(id, origin) + "is applied by the Application " + application;
        }

        @Override
        public String advice() {
            return "Remove it from that Application first, or hand it over by the annotation " + ForeignClaim.TAKEOVER
                    + ": " + ForeignClaim.ALLOWED + " on the object in the cluster.";
        }

        @Override
        public Optional<ObjectId> object() {
            return Optional.of(id);
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /**
     * The API server said no.
     *
     * @param phase in which request
     * @param code HTTP status
     * @param reason machine word of the API server
     * @param detail its text, masked
     * @param causes its details by field, masked
     */
    record Rejected(
            ObjectId id,
            SourcePosition origin,
            Phase phase,
            int code,
            String reason,
            String detail,
            List<FieldCause> causes)
            implements ApplyFailure {
        @Override
        public String message() {
            return prefix(id, origin) + phase + " failed" + (reason.isEmpty() ? "" : " (" + reason + ")") + ": "
                    + explanation().sentence();
        }

        private Explanation explanation() {
            return new Refusal(id, code, reason, detail, causes).explain();
        }

        @Override
        public String advice() {
            return explanation().advice();
        }

        @Override
        public Optional<ObjectId> object() {
            return Optional.of(id);
        }

        @Override
        public boolean isTransient() {
            return code == 409
                    || new ApiResult.Refused<Void>(code, reason, detail, causes, Optional.empty()).isTransient();
        }
    }

    /**
     * A field cannot be changed on the existing object.
     *
     * @param changes what would have changed, masked
     * @param detail text of the API server, masked
     * @param causes its details by field, masked
     */
    record ImmutableField(
            ObjectId id,
            SourcePosition origin,
            Phase phase,
            String reason,
            String detail,
            List<FieldCause> causes,
            List<FieldChange> changes)
            implements ApplyFailure {

        /**
         * A field with its old and new value.
         *
         * @param field path
         * @param before value in the cluster, {@code absent}, or masked
         * @param after value in Git, {@code absent}, or masked
         */
        public record FieldChange(String field, String before, String after) {
            @Override
            public String toString() {
                return field + " from " + before + " to " + after;
            }
        }

        @Override
        public String message() {
            String changed = changes.isEmpty()
                    ? ""
                    : changes.stream().map(FieldChange::toString).collect(Collectors.joining(", ", " (changes ", ")"));
            return prefix(id, origin) + phase + " failed (" + reason + "): " + why() + changed;
        }

        private String why() {
            return new Refusal(id, 422, reason, detail, causes).explain().sentence();
        }

        @Override
        public String advice() {
            return "Undo the change, or let this one object be replaced with the annotation"
                    + " kustomize.toolkit.fluxcd.io/force: enabled.";
        }

        @Override
        public Optional<ObjectId> object() {
            return Optional.of(id);
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /**
     * Objects that later ones need did not become ready in time.
     *
     * @param stage name of the stage
     * @param pending what was not current
     * @param waited for how long
     */
    record StageNotReady(String stage, List<ObjectHealth> pending, Duration waited) implements ApplyFailure {
        @Override
        public String message() {
            return stage + " not ready after " + waited.toSeconds() + "s: "
                    + pending.stream()
                            .map(object -> object
                                    + (object.health().message().isEmpty()
                                            ? ""
                                            : " (" + object.health().message() + ")"))
                            .collect(Collectors.joining(", "));
        }

        @Override
        public String advice() {
            return "Look at the status of the named objects; everything after this stage waits for them.";
        }

        @Override
        public Optional<ObjectId> object() {
            return pending.stream().map(ObjectHealth::id).findFirst();
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /**
     * The API server did not answer, or only with overload and faults, for as long as was allowed.
     *
     * @param what the last answer
     */
    record ClusterUnavailable(String what, Duration waited, Optional<ObjectId> object) implements ApplyFailure {
        @Override
        public String message() {
            return object.map(id -> id.display() + ": ").orElse("") + "the API server is not available (tried for "
                    + waited.toSeconds() + "s): " + what;
        }

        @Override
        public String advice() {
            return "Nothing to do in Git: the apply goes on when the API server answers again.";
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /** The intended inventory could not be recorded, so nothing was applied. */
    record InventoryNotRecorded(String why) implements ApplyFailure {
        @Override
        public String message() {
            return "the inventory could not be recorded, so nothing was applied: " + why;
        }

        @Override
        public String advice() {
            return "Nothing to do in Git: it is tried again.";
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    /** The work was no longer wanted. */
    record Cancelled(String why) implements ApplyFailure {
        @Override
        public String message() {
            return "apply cancelled: " + why;
        }

        @Override
        public String advice() {
            return "Nothing to do: a newer run takes over.";
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }

    private static String prefix(ObjectId id, SourcePosition origin) {
        return id.display() + (origin.isKnown() ? " (" + origin + ") " : " ");
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
