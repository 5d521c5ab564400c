package dev.capstan.application.live.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.GroupKind;
import dev.capstan.application.live.Interest;
import dev.capstan.application.live.KnownObjects;
import dev.capstan.application.live.KnownObjects.Change;
import dev.capstan.application.live.LiveListener;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.Scope;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.apply.watch.ObjectWatches;
import dev.capstan.apply.watch.SelectionWatch;
import dev.capstan.argo.object.ObjectKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One watch: what it tells goes to what is known, and what changes by that to the listener. Objects of others end here. */
final class ScopeWatch implements AutoCloseable {

    private final Scope scope;
    private final Selection selection;
    private final Interest interest;
    private final KnownObjects known;
    private final Supplier<LiveRules> rules;
    private final LiveListener listener;
    private final SelectionWatch watch;
    private volatile boolean wasListed;
    private volatile boolean isProblemKnown;
    private volatile Optional<ApiResult.Refused<?>> refusal = Optional.empty();

    ScopeWatch(
            Scope scope,
            Selection selection,
            Interest interest,
            KnownObjects known,
            Supplier<LiveRules> rules,
            LiveListener listener,
            ClusterApi api,
            ObjectWatches watches) {
        this.scope = scope;
        this.selection = selection;
        this.interest = interest;
        this.known = known;
        this.rules = rules;
        this.listener = listener;
        known.open(scope);
        this.watch = watches.openAll(api, selection, new Events());
    }

    ResourceType type() {
        return selection.type();
    }

    /** Whether objects are seen in this version of the kind. */
    boolean isInVersion(String apiVersion) {
        return type().kind().apiVersion().equals(apiVersion);
    }

    Scope scope() {
        return scope;
    }

    /** Up to where everything was reported. */
    ResourceVersion seen() {
        return watch.seen();
    }

    /** Whether absence is known: everything is covered, and nothing was missed. */
    boolean isComplete() {
        return wasListed && refusal.isEmpty() && selection.labelSelector().isEmpty() && watch.isInSync();
    }

    /** Why the objects cannot be seen; waits for the first list, at most as long as given. */
    Optional<String> problem(Duration wait) {
        if (!wasListed && refusal.isEmpty() && !wait.isZero() && watch.isSyncedWithin(wait)) {
            return Optional.empty();
        }
        if (problem().isEmpty()) {
            return Optional.empty();
        }
        isProblemKnown = true;
        // One that ended before that was noted is told to nobody.
        return problem();
    }

    private Optional<String> problem() {
        return refusal.map(refused ->
                        "objects of kind " + scope.kind() + " cannot be seen" + place() + ": " + explained(refused))
                .or(() -> wasListed
                        ? Optional.empty()
                        : Optional.of("objects of kind " + scope.kind() + " are not all listed yet" + place()));
    }

    /** Whether the kind is not served any more. */
    boolean isNotServed() {
        return refusal.filter(ApiResult.Refused::isNotFound).isPresent();
    }

    private String place() {
        return scope.namespace().isEmpty() ? "" : " in the namespace " + scope.namespace();
    }

    private String explained(ApiResult.Refused<?> refused) {
        return Refusal.of(selection.everything(), refused).explain().sentence();
    }

    private void tell(Optional<Change> change) {
        if (wasListed) {
            change.ifPresent(
                    now -> now.applications().forEach(application -> listener.changed(application, now.key())));
        }
    }

    private void tellOfKind() {
        GroupKind kind = scope.kind();
        ObjectKey any = new ObjectKey(kind.group(), kind.kind(), scope.namespace(), "");
        interest.in(kind).forEach(application -> listener.changed(application, any));
    }

    private ObjectKey key(ObjectRef object) {
        return new ObjectKey(scope.kind().group(), scope.kind().kind(), object.namespace(), object.name());
    }

    @Override
    public void close() {
        watch.close();
        known.close(scope);
    }

    private final class Events implements SelectionWatch.Listener {

        @Override
        public void present(ObjectRef object, ObjectNode content) {
            ObjectKey key = key(object);
            ResourceVersion version = ResourceVersion.of(content);
            if (known.isKnown(key, version)) {
                return;
            }
            LiveRules now = rules.get();
            boolean isForeign = now.owner(content).isEmpty() && interest.in(key).isEmpty();
            tell(
                    isForeign
                            ? known.sawForeign(
                                    scope, key, content.at("/metadata/uid").asText(""), version)
                            : known.saw(scope, now.look(key, content)));
        }

        @Override
        public void gone(ObjectRef object, ResourceVersion at, ObjectNode last) {
            tell(known.gone(scope, key(object), at));
        }

        @Override
        public void listed(Set<ObjectRef> objects, ResourceVersion asOf) {
            var changes = known.listed(
                    scope, objects.stream().map(ScopeWatch.this::key).collect(Collectors.toSet()), asOf);
            wasListed = true;
            refusal = Optional.empty();
            if (isProblemKnown) {
                isProblemKnown = false;
                tellOfKind();
            }
            changes.forEach(change -> tell(Optional.of(change)));
        }

        @Override
        public void wentBack() {
            known.wentBack(scope);
        }

        @Override
        public void refused(ApiResult.Refused<?> refused) {
            boolean isNew = refusal.isEmpty();
            refusal = Optional.of(refused);
            if (isNew && wasListed) {
                tellOfKind();
            }
        }
    }
}
